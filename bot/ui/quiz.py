"""The cards of a quiz: what is asked, what was right, and who has won."""

from collections.abc import Mapping, Sequence

from bot.drawing import Final, Picture
from bot.intents import Term
from bot.language import Later, later, percent, plural, tr
from bot.letters import unseen
from bot.quiz import GUESS, HINT, MODEL, Answer, Daily, Played, Question, QuizEnding, SatOut, Session, Standing
from bot.ui.card import Card, Pressable
from bot.ui.quiz_words import MOST_NAMED, and_more, difficulty_title, relative, topic_title
from bot.ui.text import plain

MOST_DRAWN = 8
"""Members in the picture of the final table."""
_MEDALS = ("🥇", "🥈", "🥉")
_HEAD = later(
    "**Head:** Each layer computes attention several times side by side, each time with weights of its own: a head."
)
_OVER = later("The quiz is over: {topic}")
_ENDINGS: dict[QuizEnding, Later] = {
    "complete": _OVER,
    "short": later("The quiz ends here, as I have no further question for it: {topic}"),
    "stopped": later("The quiz was stopped: {topic}"),
    "lost": _OVER,
}


def question_card(
    session: Session, picture: Picture | None, choices: Sequence[Pressable], others: Sequence[Pressable], note: str = ""
) -> Card:
    """The current question with its buttons. ``note`` stands above it."""
    question = session.question
    card = Card().text(note).text(f"{_heading(session)}\n**{plain(question.text, 600)}**")
    if picture:
        card.picture(picture, "question.png")
    return card.row(choices).row(others).text(f"-# {_state(session)}")


def reveal_card(session: Session, picture: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """The right answer to the current question, who gave it, and why it is right; a withdrawn one has no picture."""
    question = session.question
    card = Card().text(
        f"{_heading(session)}\n{plain(question.text, 600)}\n**✅ {plain(question.labels[question.right])}**"
    )
    answers = [] if session.current is None else session.current.answers
    if picture:
        card.picture(picture, "answer.png")
    card.text(f"{_who_was_right(answers)}\n{_the_model(question)}{_the_twins(question)}")
    return card.text(f"-# {plain(question.why, 600)}{_what_next(session)}").row(buttons)


def finals(session: Session, model: str | None, names: Mapping[int, str]) -> Sequence[Final]:
    """The final table as it is drawn: the first members by name, and the model; of nobody where none has answered."""
    standings = session.standings()
    members = [each for each in standings if each.user_id != MODEL and each.answered]
    points = [each.points for each in members]
    rows = [
        Final(
            medal(points.index(each.points) + 1, each.points).replace("\\", ""),
            names.get(each.user_id, tr("somebody")),
            each.points,
            each.right,
            each.answered,
        )
        for each in members[:MOST_DRAWN]
    ]
    models = [each for each in standings if each.user_id == MODEL]
    return [
        *rows,
        *(Final("", f"🤖 {model or tr('the model')}", each.points, each.right, each.answered) for each in models),
    ]


def final_title(session: Session) -> str:
    """What stands above the final table."""
    questions = plural("{n} question", "{n} questions", len(session.quiz.rounds))
    return f"{topic_title(session.plan.topic)} · {questions}"


def end_card(session: Session, model: str | None, picture: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """The final standings. ``model`` is the name of the one that played; without answers there is no ``picture``."""
    standings = session.standings()
    members = [each for each in standings if each.user_id != MODEL and each.answered]
    lines = _lines(members)
    if len(members) > MOST_NAMED:
        lines.append(plural("… and {n} other", "… and {n} others", len(members) - MOST_NAMED))
    if not members:
        lines.append(tr("Nobody has answered."))
    lines += [f"🤖 {plain(model or tr('The model'))} · {_points(each)}" for each in standings if each.user_id == MODEL]
    card = Card().text(f"### {_ENDINGS[session.ending or 'complete'].format(topic=topic_title(session.plan.topic))}")
    card.text("\n".join(lines))
    if picture:
        card.picture(picture, "results.png")
    card.row(buttons)
    return card.text(f"-# {tr('The model gets no points for speed.')} {_counts(len(members))}")


def _counts(players: int) -> str:
    """What becomes of the points."""
    if players == 1:
        return tr("Rounds that only one member played, as here, count for `/me` and not for `/leaderboard`.")
    return tr("`/leaderboard` adds up the rounds that at least two members played, `/me` all of your own.")


def status_card(session: Session, buttons: Sequence[Pressable]) -> Card:
    """How a quiz stands, for whoever asks."""
    plan = session.plan
    number, topic = len(session.quiz.rounds), topic_title(plan.topic)
    where = (
        tr("Question {number} of {rounds}", number=number, rounds=plan.rounds)
        if number
        else tr("It begins {when}", when=relative(session.next_at))
    )
    terms = tr("{difficulty}, {seconds} s each", difficulty=difficulty_title(plan.difficulty), seconds=plan.seconds)
    starter = [tr("started by {member}", member=f"<@{plan.user_id}>")] if plan.user_id else []
    card = Card().text(
        f"### {tr('A quiz is running here: {topic}', topic=topic)}\n{' · '.join([where, terms, *starter])}"
    )
    standings = [each for each in session.standings() if each.user_id == MODEL or each.answered]
    return card.text("\n".join(_lines(standings)) or tr("Nothing has been revealed yet.")).row(buttons)


def daily_card(daily: Daily | None, buttons: Sequence[Pressable]) -> Card:
    """When and where the question of the day is asked, for those who manage the server."""
    if daily is None:
        none = tr(
            "None is asked here. `/quiz daily time:18:30` asks one each day, in this channel or another one, and shows "
            "the answer with the next one."
        )
        return Card().text(f"### {tr('Question of the day')}\n{none}")
    when = tr(
        "Each day at **{time}** ({zone}) in {channel}: {topic}, {difficulty}. The next one comes {when}.",
        time=daily.time,
        zone=plain(daily.zone),
        channel=f"<#{daily.channel_id}>",
        topic=topic_title(daily.topic),
        difficulty=difficulty_title(daily.difficulty),
        when=relative(daily.next_at),
    )
    until = tr("Answers count until the next question. `/quiz daily` with another time changes it.")
    return Card().text(f"### {tr('Question of the day')}\n{when}").row(buttons).text(f"-# {until}")


def yesterday(session: Session) -> str:
    """How the question of the day before ended, in a line for the next one."""
    current = session.current
    if current is None or not current.revealed_at:
        return ""
    given = [each for each in current.answers if each.user_id != MODEL and each.choice is not None]
    right = sum(each.right or False for each in given)
    plan = session.plan
    link = f"https://discord.com/channels/{plan.guild_id}/{plan.channel_id}/{current.message_id}"
    answer = plain(session.question.options[session.question.right])
    told = plural(
        "The answer to the last one was **{answer}**: {n} of {total} was right. [See it]({link})",
        "The answer to the last one was **{answer}**: {n} of {total} were right. [See it]({link})",
        right,
        answer=answer,
        total=len(given),
        link=link,
    )
    return f"-# {told}"


def looked_by(session: Session) -> str:
    """Who has looked inside before the question was asked, in a line above it; of other quizzes nobody."""
    plan = session.plan
    if plan.topic != GUESS or plan.user_id is None:
        return ""
    looked = tr(
        "{member} has looked inside, knows the answer, and does not play. What does everybody else say?",
        member=f"<@{plan.user_id}>",
    )
    return f"-# {looked}"


def joined_words(session: Session) -> str:
    """What a member is told who has joined."""
    return tr("You are in. The first question comes {when}, or earlier.", when=relative(session.next_at))


def more_card(
    question: Question, terms: Sequence[Term], picture: Picture, model: str, buttons: Sequence[Pressable]
) -> Card:
    """What the ``terms`` of a question mean, and the tokens of its text, with the view of them inside the model."""
    meant = [f"**{term.title}:** {' '.join(term.says)}" for term in terms]
    if question.topic == "attention":
        meant.append(str(_HEAD))
    title = f"### {tr('Behind the question')} · {topic_title(question.topic)}"
    return (
        Card()
        .text("\n".join([title, *meant]))
        .text(tr("The tokens as {model} reads them:", model=plain(model)))
        .picture(picture, "tokens.png")
        .text(tr("The view shows what becomes of them inside the model, with a menu for all other views."))
        .row(buttons)
    )


def noted_words(question: Question, answer: Answer) -> str:
    """What a member is told once their answer has been kept."""
    if answer.choice is None:
        return tr("Hint (−{points} points): {hint}", points=HINT, hint=plain(question.hint, 600))
    chosen = plain(question.labels[answer.choice])
    return tr("Noted: **{answer}**. You may change it until the time is up.", answer=chosen)


def medal(place: int, points: int) -> str:
    """What stands before whoever has this place, counted from 1. Without points there is no medal.

    Discord numbers lines that begin with “1.” anew, and equal places would differ, so the dot is escaped.
    """
    return _MEDALS[place - 1] if place <= len(_MEDALS) and points > 0 else f"{place}\\."


def _heading(session: Session) -> str:
    topic = topic_title(session.question.topic)
    if session.plan.kind == "daily":
        return f"### {tr('Question of the day')} · {topic}"
    if session.plan.topic == GUESS:
        return f"### {topic_title(GUESS)} · {topic}"
    number = session.current.number if session.current else 0
    title = tr("Question {number} of {rounds}", number=number, rounds=session.plan.rounds)
    return f"### {title} · {topic}"


def _state(session: Session) -> str:
    current = session.current
    if current is None:
        return ""
    answered = sum(each.user_id != MODEL and each.choice is not None for each in current.answers)
    parts = [
        tr("Answers close {when}", when=relative(current.closes_at)),
        plural("{n} answer so far", "{n} answers so far", answered),
    ]
    return " · ".join([*parts, tr("the model has made up its mind")] if current.model else parts)


def _what_next(session: Session) -> str:
    if session.plan.kind == "daily" or session.ending:
        return ""
    return f"\n-# {tr('The next question comes {when}.', when=relative(session.next_at))}"


def _who_was_right(answers: Sequence[Answer]) -> str:
    given = [each for each in answers if each.user_id != MODEL and each.choice is not None]
    right = sorted((each for each in given if each.right), key=lambda each: -(each.points or 0))
    if not given:
        return tr("Nobody has answered.")
    if not right:
        if len(given) == 1:
            return f"**{tr('Nobody got it.')}**"
        return plural("**None of {n} player got it.**", "**None of {n} players got it.**", len(given))
    named = [f"<@{each.user_id}> {each.points or 0:+}" for each in right[:MOST_NAMED]]
    return plural(
        "**{right} of {n} player got it:** {players}",
        "**{right} of {n} players got it:** {players}",
        len(given),
        right=len(right),
        players=" · ".join([*named, *and_more(len(right) - MOST_NAMED)]),
    )


def _the_model(question: Question) -> str:
    match question.model:
        case Played(name, choice, share, moved):
            values = {"model": plain(name), "answer": plain(question.labels[choice]), "share": percent(share)}
            said = (
                tr("{model} said **{answer}**: right ({share} among these options).", **values)
                if choice == question.right
                else tr("{model} said **{answer}**: wrong ({share} among these options).", **values)
            )
            without = "" if moved is None else f"{unseen(moved)}."
            return f"🤖 {said} {without}".rstrip()
        case SatOut(reason):
            return f"🤖 {plain(reason, 300)}"


def _the_twins(question: Question) -> str:
    """What the twins of the laboratory count, where they were asked."""
    exact = question.options[question.right]
    said = [
        tr("{twin}: **{answer}**, right", twin=each.name, answer=each.answer)
        if str(each.answer) == exact
        else tr("{twin}: **{answer}**, wrong", twin=each.name, answer=each.answer)
        for each in question.twins
    ]
    return f"\n🔬 {tr('The twins of `/lab`: {answers}', answers='; '.join(said))}" if said else ""


def _lines(standings: Sequence[Standing]) -> list[str]:
    """The first of ``standings``, the most points first; equal points have the same place."""
    points = [each.points for each in standings]
    return [_line(points.index(each.points) + 1, each) for each in standings[:MOST_NAMED]]


def _line(place: int, standing: Standing) -> str:
    who = f"🤖 {tr('the model')}" if standing.user_id == MODEL else f"<@{standing.user_id}>"
    return f"{medal(place, standing.points)} {who} · {_points(standing)}"


def _points(standing: Standing) -> str:
    return points_words(standing.points, standing.right, standing.answered)


def points_words(points: int, right: int, answered: int) -> str:
    """What somebody has, as it stands behind their name."""
    return plural(
        "**{n} point** · {right} of {answered} right",
        "**{n} points** · {right} of {answered} right",
        points,
        right=right,
        answered=answered,
    )
