"""The cards of a lesson that a channel takes together."""

from collections import Counter
from collections.abc import Sequence

import discord

from bot.language import plural, tr
from bot.lessons import Lesson, Room
from bot.services.learning import Missing, Step
from bot.ui.buttons.learn import CallOffLesson, LeadLesson, LessonResults, OpenLesson, ReadOn, VoteInLesson
from bot.ui.card import Card, Pressable
from bot.ui.learn import (
    MORE_TITLE,
    done_words,
    heading,
    missing_words,
    option_labels,
    question,
    result,
)
from bot.ui.text import plain

_PRIMARY = discord.ButtonStyle.primary
_NAMED = 10
"""Members of the table at the end."""


def room_card(step: Step, room: Room) -> Card:
    """The card where the channel is: its question, or what came of it."""
    on = LeadLesson(room.id, room.place, "next").button(tr("Next"), style=_PRIMARY)
    if isinstance(step.outcome, Missing):
        return heading(step).text(missing_words(step.outcome)).row([on])
    if room.state == "asking":
        card = heading(step)
        question(card, step)
        card.row(_options(step, room))
        card.row([LeadLesson(room.id, room.place, "result").button(tr("Show the result"))])
        number = len(room.on(room.place))
        return card.text(f"-# {plural('{n} answer so far', '{n} answers so far', number)} · {_shows(room)}")
    return result(step, _votes(step, room)).row([on]).text(f"-# {_leader(room)}")


def kept_words(label: str) -> str:
    """What a member alone is told of their answer."""
    return tr("Your answer is kept: **{answer}**. You may change it until the result is shown.", answer=plain(label))


def room_end_card(lesson: Lesson, room: Room) -> Card:
    """How everybody did."""
    cards, scores = len(lesson.cards), [*room.scores.items()]
    lines = [
        f"<@{user_id}> **{tr('{score} of {cards}', score=right, cards=cards)}**" for user_id, right in scores[:_NAMED]
    ]
    if others := len(scores[_NAMED:]):
        lines.append(plural("and {n} other", "and {n} others", others))
    said = "\n".join(lines) or tr("Nobody has guessed.")
    buttons: list[Pressable] = [
        OpenLesson(lesson.id).button(tr("Take it alone"), style=_PRIMARY),
        ReadOn(lesson.id).button(str(MORE_TITLE)),
        LessonResults(room.id).button(tr("Results as a file")),
    ]
    return Card().text(f"### {done_words(lesson)}\n{said}").row(buttons)


def planned_card(lesson: Lesson, room: Room, clock: str, zone: str) -> Card:
    """That a lesson will open at its time, for who has set it."""
    at = int(room.opens_at.timestamp())
    when = tr(
        "It opens at {time} ({zone}) in {channel}, {there} where you are. Everybody there can take part, and you lead "
        "it by **Show the result** and **Next**.",
        time=clock,
        zone=plain(zone),
        channel=f"<#{room.channel_id}>",
        there=f"<t:{at}:f>",
    )
    return (
        Card()
        .text(f"### {plain(lesson.title)}\n{when}")
        .text("-# " + tr("Another time zone goes behind the time: `at:18:30 Europe/Berlin`."))
        .row([CallOffLesson(room.id).button(tr("Call it off"), style=discord.ButtonStyle.danger)])
    )


def called_off_card() -> Card:
    """After it was called off."""
    return Card().text(tr("The lesson was called off."))


def _options(step: Step, room: Room) -> Sequence[Pressable]:
    return [
        VoteInLesson(room.id, room.place, number).button(label, style=_PRIMARY)
        for number, label in enumerate(option_labels(step))
    ]


def _votes(step: Step, room: Room) -> str:
    votes = Counter(vote.choice for vote in room.on(room.place))
    return "\n".join(
        f"{'✅' if number == step.right else '▫️'} {plain(label)} · {plural('{n} vote', '{n} votes', votes[number])}"
        for number, label in enumerate(option_labels(step))
    )


def _shows(room: Room) -> str:
    if room.user_id is None:
        return tr("Who may manage messages shows the result.")
    return tr("{member} shows the result.", member=f"<@{room.user_id}>")


def _leader(room: Room) -> str:
    if room.user_id is None:
        return tr("Who may manage messages leads on.")
    return tr("{member} leads on.", member=f"<@{room.user_id}>")
