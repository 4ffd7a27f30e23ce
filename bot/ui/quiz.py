"""The cards of a quiz's questions: what is asked, what was right, and what lies behind it."""

from collections.abc import Sequence

from bot.drawing import Picture
from bot.intents import Term
from bot.language import later, percent, plural, retold, tr
from bot.letters import unseen
from bot.quiz import GUESS, HINT, MODEL, Answer, Daily, Played, Question, SatOut, Session
from bot.sentences import apart, sentences
from bot.ui.card import Card, Pressable
from bot.ui.quiz_words import MOST_NAMED, and_more, difficulty_title, relative, topic_title
from bot.ui.text import plain

_HEAD = later(
    "**Head:** Each layer computes attention several times side by side, each time with weights of its own: a head."
)


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
        f"{_heading(session)}\n{plain(question.text, 600)}\n**✅ {plain(question.options[question.right])}**"
    )
    answers = [] if session.current is None else session.current.answers
    if picture:
        card.picture(picture, "answer.png")
    card.text(f"{_who_was_right(answers)}\n{_the_model(question)}{_the_twins(question)}")
    return card.text(f"-# {plain(question.why, 600)}{_what_next(session)}").row(buttons)


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
    meant = [f"**{term.title}:** {sentences(term.says)}" for term in terms]
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
    chosen = plain(question.options[answer.choice])
    return tr("Noted: **{answer}**. You may change it until the time is up.", answer=chosen)


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
            values = {"model": plain(name), "answer": plain(question.options[choice]), "share": percent(share)}
            said = (
                tr("{model} said **{answer}**: right ({share} among these options).", **values)
                if choice == question.right
                else tr("{model} said **{answer}**: wrong ({share} among these options).", **values)
            )
            without = "" if moved is None else unseen(moved)
            return f"🤖 {sentences([said, without])}".rstrip()
        case SatOut(reason):
            return f"🤖 {plain(reason, 300)}"


def _the_twins(question: Question) -> str:
    """What the twins of the laboratory count, where they were asked."""
    exact = question.options[question.right]
    said = [
        tr("{twin}: **{answer}**, right", twin=retold(each.name), answer=each.answer)
        if str(each.answer) == exact
        else tr("{twin}: **{answer}**, wrong", twin=retold(each.name), answer=each.answer)
        for each in question.twins
    ]
    return f"\n🔬 {tr('The twins of `/lab`: {answers}', answers=apart(said))}" if said else ""
