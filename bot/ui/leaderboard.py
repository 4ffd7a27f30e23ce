"""The cards of ``/leaderboard`` and ``/me``."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from bot.drawing import Picture
from bot.language import Later, later, percent, plural, retold, tr
from bot.letters import TOOL_NAMES, Groups
from bot.quiz import Place, TopicRecord
from bot.ui.card import Card, Pressable
from bot.ui.quiz_standings import medal, points_words
from bot.ui.quiz_words import topic_title
from bot.ui.text import breadth, fence, plain, to_left, to_right

_YOURS = later(
    "Here you see, save and delete what I keep of you; nobody else sees this card. **My questions** lists yours in "
    "this channel, **This channel’s** everybody’s. **Export** makes a file of them, or of everything that I "
    "keep of you. **Delete everything** first asks whether you are sure."
)
_IN_ROW = 26
"""As many characters of a row as the narrowest phone shows."""
_NAMED: Mapping[str, Later] = {
    TOOL_NAMES["tool-none"]: later("the model alone"),
    TOOL_NAMES["tool-free"]: later("the model with a tool that it is free to call"),
    TOOL_NAMES["tool-grammar"]: later("the model with a tool, held to a grammar"),
}
"""The ways with a tool, beside the twins."""


def leaderboard_card(title: str, places: Sequence[Place], user_id: int, model: Place | None, model_name: str) -> Card:
    """The members with the most points, the asker among them, and the model apart. ``title`` says what is counted."""
    card = Card().text(f"### {tr('Leaderboard')} · {plain(title)}")
    if not places:
        return card.text(
            tr("Nobody has points here yet. `/quiz start` begins a quiz; a round counts if at least two members play.")
        )
    card.text("\n".join(_line(place, user_id) for place in places))
    if model:
        said = tr("{points}, outside the ranking and without points for speed", points=_points(model))
        card.text(f"🤖 {plain(model_name)} · {said}")
    alone = tr("Rounds that only one member played do not count here; `/me` shows them too.")
    return card.text(f"-# {alone}")


def answered_topics(records: Sequence[TopicRecord]) -> Mapping[str, TopicRecord]:
    """Those of ``records`` that have an answer, by the names of their topics: what is drawn."""
    return {topic_title(each.topic): each for each in records if each.answered}


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
        none = tr("You have answered no quiz question yet. `/quiz start` begins a quiz.")
        return Card().text(_yours()).text(f"**{tr('Your quizzes')}**\n{none}").text(_lab(lab)).row(buttons)
    answered, right = sum(each.answered for each in records), sum(each.right for each in records)
    points = plural("**{n} point**", "**{n} points**", sum(each.points for each in records))
    share = plural(
        "{right} of {n} question right ({share})",
        "{right} of {n} questions right ({share})",
        answered,
        right=right,
        share=percent(right / answered),
    )
    solo = tr(
        "Solo rounds are counted here too. The model, {model} or whichever played then, is counted in those rounds of "
        "yours that it played. In Next word it sets the right answer, so it does not play.",
        model=plain(model_name),
    )
    return (
        Card()
        .text(_yours())
        .text(f"**{tr('Your quizzes')}**\n{points} · {share}")
        .picture(picture, "record.png")
        .text(fence(_table(answered_topics(records))))
        .text(f"-# {solo}")
        .text(_lab(lab))
        .row(buttons)
    )


def _yours() -> str:
    return f"### {tr('What is yours')}\n{_YOURS}"


def _lab(lab: Groups) -> str:
    """How often each counted right; nothing where the asker has asked none of them."""
    if not lab:
        return ""
    lines = (
        "- "
        + tr(
            "{name}: {right} of {total}",
            name=_NAMED.get(name, plain(retold(name), 60)),
            right=share.right,
            total=share.total,
        )
        for name, share in lab.items()
    )
    return "\n".join([tr("**Your questions in the laboratory** (`/lab`), counted correctly:"), *lines])


def _table(topics: Mapping[str, TopicRecord]) -> str:
    """How many were right, of how many."""
    # Translators: above the columns of a narrow table
    rows = [("", tr("you"), tr("model"))]
    for name, each in topics.items():
        model = f"{each.model_right}/{each.model_answered}" if each.model_answered else "–"
        rows.append((name, f"{each.right}/{each.answered}", model))
    yours, models = (max(breadth(row[column]) for row in rows) for column in (1, 2))
    room = _IN_ROW - yours - models - 2
    names = min(room, max(breadth(name) for name, *_ in rows))
    lines: list[str] = []
    for name, right, model in rows:
        *above, last = wrap(name, names) or [""]
        lines += [*above, f"{to_left(last, names)} {to_right(right, yours)} {to_right(model, models)}"]
    return "\n".join(lines)


def _line(place: Place, user_id: int) -> str:
    who = f"<@{place.user_id}>" if place.here or place.user_id == user_id else tr("someone elsewhere")
    line = f"{medal(place.rank, place.points)} {who} · {_points(place)}"
    return f"{line} ← {tr('you')}" if place.user_id == user_id else line


def _points(place: Place) -> str:
    return points_words(place.points, place.right, place.answered)
