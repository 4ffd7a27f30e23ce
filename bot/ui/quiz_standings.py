"""How a quiz stands, and how it ended: the cards, and what of it is drawn."""

from collections.abc import Mapping, Sequence

from bot.drawing import Final, Picture
from bot.language import Later, later, plural, tr
from bot.quiz import MODEL, QuizEnding, Session, Standing
from bot.sentences import sentences
from bot.ui.card import Card, Pressable
from bot.ui.quiz_words import MOST_NAMED, and_more, difficulty_title, relative, topic_title
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
    lines = [*_members(session), *_model(session, tr("the model"))]
    return card.text("\n".join(lines) or tr("Nothing has been revealed yet.")).row(buttons)


def end_card(session: Session, model: str | None, picture: Picture | None, buttons: Sequence[Pressable]) -> Card:
    """The final standings. ``model`` is the name of the one that played; without answers there is no ``picture``."""
    members = _members(session) or [tr("Nobody has answered.")]
    lines = [*members, *_model(session, model or tr("The model"))]
    card = Card().text(f"### {_ENDINGS[session.ending or 'complete'].format(topic=topic_title(session.plan.topic))}")
    card.text("\n".join(lines))
    if picture:
        card.picture(picture, "results.png")
    card.row(buttons)
    return card.text("-# " + sentences([tr("The model gets no points for speed."), _counts(len(_players(session)))]))


def _counts(players: int) -> str:
    """What becomes of the points."""
    if players == 1:
        return tr("Rounds that only one member played, as here, count for `/me` and not for `/leaderboard`.")
    return tr("`/leaderboard` adds up the rounds that at least two members played, `/me` all of your own.")


def finals(session: Session, model: str | None, names: Mapping[int, str]) -> Sequence[Final]:
    """The final table as it is drawn: the first members by name, and the model; of nobody where none has answered."""
    players, asked = _players(session), session.revealed
    rows = [
        Final(
            _place(players, each).replace("\\", ""),
            names.get(each.user_id, tr("somebody")),
            each.points,
            each.right,
            asked,
        )
        for each in players[:MOST_DRAWN]
    ]
    for each in _models(session):
        name = f"🤖 {model or tr('the model')}"
        rows.append(Final("", name, each.points, each.right, each.answered, _outside(session, each)))
    return rows


def final_title(session: Session) -> str:
    """What stands above the final table."""
    questions = plural("{n} question", "{n} questions", session.revealed)
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


def _players(session: Session) -> Sequence[Standing]:
    """The members who have answered, the most points first."""
    return [each for each in session.standings() if each.user_id != MODEL and each.answered]


def _models(session: Session) -> Sequence[Standing]:
    """The model, if it has played."""
    return [each for each in session.standings() if each.user_id == MODEL]


def _place(players: Sequence[Standing], player: Standing) -> str:
    """The place among ``players``, which whoever plays alone has not; equal points have the same."""
    points = [each.points for each in players]
    return medal(points.index(player.points) + 1, player.points) if len(players) > 1 else ""


def _members(session: Session) -> Sequence[str]:
    """A line each of the first members; what they have not answered is not right."""
    players = _players(session)
    lines = [
        f"{_place(players, each)} <@{each.user_id}> · {points_words(each.points, each.right, session.revealed)}".strip()
        for each in players[:MOST_NAMED]
    ]
    return [*lines, *and_more(len(players) - MOST_NAMED)]


def _model(session: Session, name: str) -> Sequence[str]:
    """The model's line, if it has played: it has no place, however many points it has."""
    return [
        f"🤖 {plain(name)} · {points_words(each.points, each.right, each.answered)} · {_outside(session, each)}"
        for each in _models(session)
    ]


def _outside(session: Session, model: Standing) -> str:
    """That the model has no place, and what it did not play: in some topics it sets the right answer."""
    if model.answered == session.revealed:
        return tr("outside the ranking")
    return plural(
        "outside the ranking; it played {played} of {n} question",
        "outside the ranking; it played {played} of {n} questions",
        session.revealed,
        played=model.answered,
    )
