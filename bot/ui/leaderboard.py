"""The cards of ``/leaderboard`` and ``/me``."""

from collections.abc import Mapping, Sequence

from bot.drawing import Picture
from bot.letters import TOOL_NAMES, Groups
from bot.quiz import Place, TopicRecord
from bot.tokens import count
from bot.ui.card import Card, Pressable
from bot.ui.quiz import medal
from bot.ui.quiz_words import TOPIC_NAMES
from bot.ui.text import fence, plain

_YOURS = (
    "### What is yours\nHere you see, save and delete what I keep of you; nobody else sees this card. **My "
    "questions** lists yours in this channel, **This channel’s** everybody’s. **Export** makes a file of them. "
    "**Delete everything** first asks whether you are sure."
)
_NAMED = {
    TOOL_NAMES["tool-none"]: "the model alone",
    TOOL_NAMES["tool-free"]: "the model with a tool that it is free to call",
    TOOL_NAMES["tool-grammar"]: "the model with a tool, held to a grammar",
}
"""The ways with a tool, beside the twins."""


def leaderboard_card(title: str, places: Sequence[Place], user_id: int, model: Place | None, model_name: str) -> Card:
    """The members with the most points, the asker among them, and the model apart. ``title`` says what is counted."""
    card = Card().text(f"### Leaderboard · {plain(title)}")
    if not places:
        return card.text(
            "Nobody has points here yet. `/quiz start` begins a quiz; a round counts if at least two members play."
        )
    card.text("\n".join(_line(place, user_id) for place in places))
    if model:
        card.text(f"🤖 {plain(model_name)} · {_points(model)}, without points for speed")
    return card.text("-# Rounds that only one member played do not count here; `/me` shows them too.")


def answered_topics(records: Sequence[TopicRecord]) -> Mapping[str, TopicRecord]:
    """Those of ``records`` that have an answer, by the names of their topics: what is drawn."""
    return {TOPIC_NAMES.get(each.topic, each.topic): each for each in records if each.answered}


def record_card(
    records: Sequence[TopicRecord],
    picture: Picture | None,
    model_name: str,
    lab: Groups,
    buttons: Sequence[Pressable],
) -> Card:
    """What the asker has answered, topic by topic, beside the model in the same rounds; ``picture`` if they have.

    ``lab`` says how often each of the laboratory counted right what the asker put to it. ``buttons`` lead to the rest
    of what is kept of them.
    """
    if picture is None:
        none = "You have answered no quiz question yet. `/quiz start` begins a quiz."
        return Card().text(_YOURS).text(f"**Your quizzes**\n{none}").text(_lab(lab)).row(buttons)
    answered, right = sum(each.answered for each in records), sum(each.right for each in records)
    points = sum(each.points for each in records)
    return (
        Card()
        .text(_YOURS)
        .text(
            f"**Your quizzes**\n**{count(points, 'point')}** · {right:,} of {count(answered, 'question')} right "
            f"({right / answered:.0%})"
        )
        .picture(picture, "record.png")
        .text(fence(_table(answered_topics(records))))
        .text(
            f"-# Solo rounds are counted here too. The model, {plain(model_name)} or whichever played then, is counted "
            "in those rounds of yours that it played. In Next word it sets the right answer, so it does not play."
        )
        .text(_lab(lab))
        .row(buttons)
    )


def _lab(lab: Groups) -> str:
    """How often each counted right; nothing where the asker has asked none of them."""
    if not lab:
        return ""
    lines = (
        f"- {_NAMED.get(name, plain(name, 60))}: {share.right:,} of {share.total:,}" for name, share in lab.items()
    )
    return "\n".join(["**Your questions in the laboratory** (`/lab`), counted right:", *lines])


def _table(topics: Mapping[str, TopicRecord]) -> str:
    """How many were right, of how many. A phone shows less than thirty characters of a row."""
    rows = [("", "you", "model")]
    for name, each in topics.items():
        model = f"{each.model_right}/{each.model_answered}" if each.model_answered else "–"
        rows.append((name, f"{each.right}/{each.answered}", model))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(f"{name:<{widths[0]}} {yours:>{widths[1]}} {models:>{widths[2]}}" for name, yours, models in rows)


def _line(place: Place, user_id: int) -> str:
    who = f"<@{place.user_id}>" if place.here or place.user_id == user_id else "someone elsewhere"
    line = f"{medal(place.rank, place.points)} {who} · {_points(place)}"
    return f"{line} ← you" if place.user_id == user_id else line


def _points(place: Place) -> str:
    return f"**{count(place.points, 'point')}** · {place.right} of {place.answered} right"
