"""A lesson that a channel takes together: everybody answers, and who opened it leads."""

import asyncio
from datetime import datetime
from weakref import WeakValueDictionary

import discord

from bot.app import bot_of, check_channel, services_of
from bot.app.cards import room_view
from bot.app.commands import begin, check_may_lead, guild_managed, joined_guild
from bot.app.quiz_more import names_of
from bot.errors import InputError
from bot.language import later, speak, tr
from bot.lessons import Room
from bot.services.results import AskedCard, lesson_results
from bot.ui import Card
from bot.ui.buttons.learn import CallOffLesson, LeadLesson, LessonResults, TogetherLesson, VoteInLesson
from bot.ui.learn import option_labels
from bot.ui.learn_room import called_off_card, kept_words
from bot.ui.sending import reply, tell, update

_HUSHED = later("Here my answers are seen by one member alone, as those who manage this server have set.")
_NOT_LEADING = later("Only the person who opened the lesson, and those who may manage messages here, can do that.")
_ORDERLY: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
"""By lesson: of two edits of its card, the later one shows the later state."""


async def open_together(interaction: discord.Interaction, lesson_id: str) -> None:
    """Answer with the first card of a lesson, for everybody in the channel."""
    services, room = services_of(interaction), new_room(interaction, lesson_id, interaction.created_at)
    services.learning.lessons.lesson(lesson_id)
    if (await begin(interaction)).private:
        raise InputError(_HUSHED)
    await _speak(interaction)
    await reply(interaction, await room_view(services, await services.rooms.open(room)))


async def open_pressed(interaction: discord.Interaction, asked: TogetherLesson) -> None:
    """The same for a press on a card that one member sees."""
    check_channel(interaction, await services_of(interaction).server_settings(interaction.guild_id))
    await open_together(interaction, asked.lesson)


def new_room(interaction: discord.Interaction, lesson_id: str, opens_at: datetime) -> Room:
    """A lesson for the channel of ``interaction``. Raises ``InputError`` outside servers."""
    guild_id, state = joined_guild(interaction), "asking" if opens_at <= interaction.created_at else "planned"
    if interaction.channel_id is None:
        raise InputError(later("A lesson together needs a channel."))
    return Room(
        0,
        guild_id,
        interaction.channel_id,
        interaction.user.id,
        lesson_id,
        0,
        "asking" if state == "asking" else "planned",
        opens_at,
    )


async def vote(interaction: discord.Interaction, asked: VoteInLesson) -> None:
    """Keep an answer, and only then say so and count it on the card."""
    services = services_of(interaction)
    await interaction.response.defer()
    await _speak(interaction)
    room = await services.rooms.here(asked.room, interaction.guild_id, interaction.channel_id)
    step = await services.rooms.step(room)
    room = await services.rooms.vote(room, interaction.user.id, asked.place, asked.choice)
    if step:
        await tell(interaction, kept_words(option_labels(step)[asked.choice]))
    await _show(interaction, room)


async def lead(interaction: discord.Interaction, asked: LeadLesson) -> None:
    """Show the result, or the next card."""
    services = services_of(interaction)
    await interaction.response.defer()
    await _speak(interaction)
    room = await services.rooms.here(asked.room, interaction.guild_id, interaction.channel_id)
    check_may_lead(interaction, room.user_id, _NOT_LEADING)
    await _show(interaction, await services.rooms.lead(room, asked.place, asked.then))


async def send_results(interaction: discord.Interaction, asked: LessonResults) -> None:
    """Give everybody's answers to somebody who manages the server."""
    guild_id, services = guild_managed(interaction), services_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _speak(interaction)
    room = await services.rooms.here(asked.room, guild_id, interaction.channel_id)
    cards = [
        AskedCard(step.card.title, option_labels(step), step.right)
        for place in range(len(services.learning.lessons.lesson(room.lesson).cards))
        if (step := await services.rooms.step(room, place=place))
    ]
    names = await names_of(bot_of(interaction), guild_id, room.scores)
    said = tr(
        "### Results\nA row for each member, with what they answered on each card; the first has the right answers."
    )
    file = lesson_results(room, names, cards)
    await reply(interaction, Card().text(said).file(file, f"lesson-{room.lesson}-{room.id}.csv"), ephemeral=True)


async def call_off(interaction: discord.Interaction, asked: CallOffLesson) -> None:
    """Not open it at its time."""
    guild_id, rooms = guild_managed(interaction), services_of(interaction).rooms
    await interaction.response.defer()
    room = await rooms.here(asked.room, guild_id, interaction.channel_id)
    if room.state != "planned":
        raise InputError(later("This lesson is open already."))
    await rooms.forget(room)
    await update(interaction, called_off_card())


async def _speak(interaction: discord.Interaction) -> None:
    """Speak the server's language: everybody there sees the same card."""
    await speak(await bot_of(interaction).locale_in(interaction.guild_id))


async def _show(interaction: discord.Interaction, room: Room) -> None:
    """Show how it stands now, which may be further than when this press came."""
    services = services_of(interaction)
    lock = _ORDERLY.setdefault(room.id, asyncio.Lock())
    async with lock:
        now = await services.rooms.here(room.id, interaction.guild_id, interaction.channel_id)
        await update(interaction, await room_view(services, now))
