"""The cards of a lesson that a channel takes together."""

from collections import Counter
from collections.abc import Sequence

import discord

from bot.lessons import Lesson, Room
from bot.services.learning import Missing, Step
from bot.tokens import count
from bot.ui.buttons.learn import CallOffLesson, LeadLesson, LessonResults, OpenLesson, ReadOn, VoteInLesson
from bot.ui.card import Card, Pressable
from bot.ui.learn import MORE_TITLE, filled, heading, missing_words, option_labels, question, result, values_of
from bot.ui.text import plain

_PRIMARY = discord.ButtonStyle.primary
_NAMED = 10
"""Members of the table at the end."""


def room_card(step: Step, room: Room) -> Card:
    """The card where the channel is: its question, or what came of it."""
    card = heading(step)
    on = LeadLesson(room.id, room.place, "next").button("Next", style=_PRIMARY)
    if isinstance(step.outcome, Missing):
        return card.text(missing_words(step.outcome)).row([on])
    if room.state == "asking":
        question(card, step)
        card.row(_options(step, room))
        card.row([LeadLesson(room.id, room.place, "result").button("Show the result")])
        return card.text(f"-# {count(len(room.on(room.place)), 'answer')} so far{_leader(room)}")
    result(card, step, f"{_votes(step, room)}\n{filled(step.card.after, values_of(step))}")
    return card.row([on]).text(f"-# {_leader(room, 'goes on').removeprefix('. ')}")


def kept_words(label: str) -> str:
    """What a member alone is told of their answer."""
    return f"Your answer is kept: **{plain(label)}**. You may change it until the result is shown."


def room_end_card(lesson: Lesson, room: Room) -> Card:
    """How everybody did."""
    cards = len(lesson.cards)
    lines = [f"<@{user_id}> **{right} of {cards}**" for user_id, right in [*room.scores.items()][:_NAMED]]
    if len(room.scores) > _NAMED:
        lines.append(f"and {count(len(room.scores) - _NAMED, 'other')}")
    said = "\n".join(lines) or "Nobody has guessed."
    buttons: list[Pressable] = [
        OpenLesson(lesson.id).button("Take it alone", style=_PRIMARY),
        ReadOn(lesson.id).button(MORE_TITLE),
        LessonResults(room.id).button("Results as a file"),
    ]
    return Card().text(f"### {plain(lesson.title)}: done\n{said}").row(buttons)


def planned_card(lesson: Lesson, room: Room, clock: str, zone: str) -> Card:
    """That a lesson will open at its time, for who has set it."""
    at = int(room.opens_at.timestamp())
    return (
        Card()
        .text(
            f"### {plain(lesson.title)} opens here <t:{at}:R>\nAt {clock} ({plain(zone)}), in <#{room.channel_id}>: "
            f"<t:{at}:f> where you are. Everybody there can take part; you lead it by **Show the result** and **Next**."
        )
        .text("-# Another zone goes behind the time: `at:18:30 Europe/Berlin`.")
        .row([CallOffLesson(room.id).button("Call it off", style=discord.ButtonStyle.danger)])
    )


def called_off_card() -> Card:
    """After it was called off."""
    return Card().text("The lesson was called off.")


def _options(step: Step, room: Room) -> Sequence[Pressable]:
    return [
        VoteInLesson(room.id, room.place, number).button(label, style=_PRIMARY)
        for number, label in enumerate(option_labels(step))
    ]


def _votes(step: Step, room: Room) -> str:
    votes = Counter(vote.choice for vote in room.on(room.place))
    return "\n".join(
        f"{'✅' if number == step.right else '▫️'} {plain(label)} · {count(votes[number], 'vote')}"
        for number, label in enumerate(option_labels(step))
    )


def _leader(room: Room, does: str = "shows the result") -> str:
    who = f"<@{room.user_id}>" if room.user_id else "Who may manage messages"
    return f". {who} {does}."
