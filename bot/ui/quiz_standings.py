"""How a quiz stands, and how it ended: the cards, and what of it is drawn."""

from collections.abc import Mapping, Sequence

from bot.drawing import Final, Picture
from bot.language import Later, later, plural, tr
from bot.quiz import MODEL, QuizEnding, Session, Standing
from bot.sentences import sentences
from bot.ui.card import Card, Pressable
from bot.ui.quiz_words import MOST_NAMED, difficulty_title, relative, topic_title
from bot.ui.text import plain

MOST_DRAWN = 8
"""Members in the picture of the final table."""
_MEDALS = ("🥇", "🥈", "🥉")
_OVER = later("The quiz is over: {topic}")
_ENDINGS: dict[QuizEnding, Later] = {
    "complete": _OVER,
    "short": later("The quiz ends here, as I have no further question for it: {topic}"),
    "stopped": later("The quiz was stopped: {topic}"),
    "lost": _OVER,
}
_STANDS = {
    (True, True): later("Question {number} of {rounds}, {difficulty}, {seconds} s each, started by {member}."),
    (True, False): later("Question {number} of {rounds}, {difficulty}, {seconds} s each."),
    (False, True): later("It begins {when}, {difficulty}, {seconds} s each, started by {member}."),
    (False, False): later("It begins {when}, {difficulty}, {seconds} s each."),
}
"""How a quiz stands: whether a question was asked, and whether it is known who started it."""


def status_card(session: Session, buttons: Sequence[Pressable]) -> Card:
    """How a quiz stands, for whoever asks."""
    plan = session.plan
    number, topic = len(session.quiz.rounds), topic_title(plan.topic)
    stands = _STANDS[number > 0, plan.user_id is not None].format(
        number=number,
        rounds=plan.rounds,
        when=relative(session.next_at),
        difficulty=difficulty_title(plan.difficulty),
        seconds=plan.seconds,
        member=f"<@{plan.user_id}>",
    )
    card = Card().text(f"### {tr('A quiz is running here: {topic}', topic=topic)}\n{stands}")
    standings = [each for each in session.standings() if each.user_id == MODEL or each.answered]
    return card.text("\n".join(_lines(standings)) or tr("Nothing has been revealed yet.")).row(buttons)


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
    return card.text("-# " + sentences([tr("The model gets no points for speed."), _counts(len(members))]))


def _counts(players: int) -> str:
    """What becomes of the points."""
    if players == 1:
        return tr("Rounds that only one member played, as here, count for `/me` and not for `/leaderboard`.")
    return tr("`/leaderboard` adds up the rounds that at least two members played, `/me` all of your own.")


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


def medal(place: int, points: int) -> str:
    """What stands before whoever has this place, counted from 1. Without points there is no medal.

    Discord numbers lines that begin with “1.” anew, and equal places would differ, so the dot is escaped.
    """
    return _MEDALS[place - 1] if place <= len(_MEDALS) and points > 0 else f"{place}\\."


def points_words(points: int, right: int, answered: int) -> str:
    """What somebody has, as it stands behind their name."""
    return plural(
        "**{n} point** · {right} of {answered} right",
        "**{n} points** · {right} of {answered} right",
        points,
        right=right,
        answered=answered,
    )


def _lines(standings: Sequence[Standing]) -> list[str]:
    """The first of ``standings``, the most points first; equal points have the same place."""
    points = [each.points for each in standings]
    return [_line(points.index(each.points) + 1, each) for each in standings[:MOST_NAMED]]


def _line(place: int, standing: Standing) -> str:
    who = f"🤖 {tr('the model')}" if standing.user_id == MODEL else f"<@{standing.user_id}>"
    return f"{medal(place, standing.points)} {who} · {_points(standing)}"


def _points(standing: Standing) -> str:
    return points_words(standing.points, standing.right, standing.answered)
