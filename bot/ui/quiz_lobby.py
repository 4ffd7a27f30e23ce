"""The cards of a quiz that has not begun."""

from collections.abc import Sequence

from bot.quiz import HINT, Plan, Session
from bot.tokens import count
from bot.ui.card import Card, Pressable
from bot.ui.quiz_words import MOST_NAMED, relative, topic_title
from bot.ui.text import plain


def lobby_card(session: Session, model: str | None, menu: Sequence[Pressable], buttons: Sequence[Pressable]) -> Card:
    """Who gathers, what is going to be played, and how points are made; ``model`` is the one that plays along.

    ``menu`` is for the topic.
    """
    card = Card().text(_invitation(session, model)).row(menu).row(buttons)
    return card.text(
        "-# Nobody sees your answer before the end, and you may change it until then. Right: 100 points, up to 50 more "
        "for speed, 10 more for each right answer in a row (50 at most). "
        f"A hint costs {HINT}."
    )


def gathered_card(session: Session) -> Card:
    """What has become of a lobby."""
    plan, lobby = session.plan, session.lobby
    if session.ending and not session.current:
        return Card().text(f"### The quiz was called off: {topic_title(plan.topic)}\n`/quiz start` opens another one.")
    names = _named(lobby.players) if lobby else ""
    return Card().text(
        f"### A quiz: {topic_title(plan.topic)}\nIt has begun: {_terms(plan)}{f', with {names}' if names else ''}. "
        "Everybody here may still play, by pressing a button."
    )


def _invitation(session: Session, model: str | None) -> str:
    plan, lobby = session.plan, session.lobby
    begins = "It begins"
    if lobby:
        begins += f" {relative(lobby.until)}, or once <@{plan.user_id}> presses **Start now**."
    players = _named(lobby.players) if lobby else ""
    also = f" · 🤖 {plain(model)}" if model else ""
    return (
        f"### A quiz: {topic_title(plan.topic)}\n{_terms(plan)[:1].upper()}{_terms(plan)[1:]}. {begins}\n"
        f"**Players:** {players or 'nobody yet'}{also}"
    )


def _terms(plan: Plan) -> str:
    return f"{count(plan.rounds, 'question')}, {plan.seconds} s each, {plan.difficulty}"


def _named(user_ids: Sequence[int]) -> str:
    """The first of them, and how many more there are."""
    more = f" · and {count(len(user_ids) - MOST_NAMED, 'other')}" if len(user_ids) > MOST_NAMED else ""
    return " · ".join(f"<@{each}>" for each in user_ids[:MOST_NAMED]) + more
