"""The cards of a quiz that has not begun."""

from collections.abc import Sequence

from bot.language import plural, tr
from bot.quiz import HINT, Plan, Session
from bot.sentences import sentences
from bot.ui.card import Card, Pressable
from bot.ui.quiz_words import MOST_NAMED, and_more, difficulty_title, relative, topic_title
from bot.ui.text import plain


def lobby_card(session: Session, model: str | None, menu: Sequence[Pressable], buttons: Sequence[Pressable]) -> Card:
    """Who gathers, what is going to be played, and how points are made; ``model`` is the one that plays along.

    ``menu`` is for the topic.
    """
    card = Card().text(_invitation(session, model)).row(menu).row(buttons)
    points = tr(
        "Nobody sees your answer before the end, and you may change it until then. Right: 100 points, up to 50 more "
        "for speed, 10 more for each right answer in a row (50 at most). A hint costs {points}.",
        points=HINT,
    )
    return card.text(f"-# {points}")


def gathered_card(session: Session) -> Card:
    """What has become of a lobby."""
    plan, lobby = session.plan, session.lobby
    if session.ending and not session.current:
        title = tr("The quiz was called off: {topic}", topic=topic_title(plan.topic))
        return Card().text(f"### {title}\n{tr('`/quiz start` opens another one.')}")
    names = _named(lobby.players) if lobby else ""
    begun = (
        tr("It has begun: {terms}, with {players}.", terms=_terms(plan), players=names)
        if names
        else tr("It has begun: {terms}.", terms=_terms(plan))
    )
    still = tr("Everybody here may still play, by pressing a button.")
    return Card().text(f"### {_title(plan)}\n{sentences([begun, still])}")


def _invitation(session: Session, model: str | None) -> str:
    plan, lobby = session.plan, session.lobby
    begins = tr(
        "{terms}. It begins {when}, or once {member} presses **Start now**.",
        terms=_terms(plan),
        when=relative(session.next_at),
        member=f"<@{plan.user_id}>",
    )
    players = (_named(lobby.players) if lobby else "") or tr("nobody yet")
    also = f" · 🤖 {plain(model)}" if model else ""
    return f"### {_title(plan)}\n{begins}\n{tr('**Players:** {players}', players=f'{players}{also}')}"


def _title(plan: Plan) -> str:
    return tr("A quiz: {topic}", topic=topic_title(plan.topic))


def _terms(plan: Plan) -> str:
    return plural(
        "{n} question, {seconds} s each, {difficulty}",
        "{n} questions, {seconds} s each, {difficulty}",
        plan.rounds,
        seconds=plan.seconds,
        difficulty=difficulty_title(plan.difficulty),
    )


def _named(user_ids: Sequence[int]) -> str:
    """The first of them, and how many more there are."""
    return " · ".join([*(f"<@{each}>" for each in user_ids[:MOST_NAMED]), *and_more(len(user_ids) - MOST_NAMED)])
