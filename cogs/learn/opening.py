"""``/learn``: what there is, a lesson for one member or for a channel, now or at a time."""

import asyncio
import logging
from dataclasses import replace
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.app import StrawberryBot, services_of
from bot.app.cards import lessons_view, reading_view, room_view
from bot.app.commands import begin, guild_managed
from bot.app.replies import REFUSED
from bot.app.viewer import Viewer
from bot.errors import DatabaseError, InputError
from bot.language import later
from bot.lessons import Lessons, Room
from bot.quiz import clock_time, following
from bot.ui.learn import MORE, MORE_TITLE
from bot.ui.learn_room import planned_card
from bot.ui.sending import reply, send
from cogs.learn.alone import open_alone
from cogs.learn.together import new_room, open_together

log = logging.getLogger(__name__)

_CHOICES = 25


async def lesson_choices(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Autocomplete: the lessons whose title contains what is typed, and where to read on."""
    lessons, wanted = services_of(interaction).learning.lessons, current.strip().casefold()
    named = {id_: lessons.lesson(id_).title for id_ in lessons.ids} | {MORE: str(MORE_TITLE)}
    fit = {id_: title for id_, title in named.items() if wanted in title.casefold() or wanted in id_}
    return [app_commands.Choice(name=title, value=id_) for id_, title in fit.items()][:_CHOICES]


class Learn(commands.Cog):
    """The command, and what opens lessons at their time."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self.open_due.start()

    async def cog_unload(self) -> None:
        self.open_due.cancel()

    @app_commands.command(
        description="Lessons made of live experiments: guess first, then look. Alone, or with this channel",
        extras={"example": "/learn lesson:tokens"},
    )
    @app_commands.describe(
        lesson="Which one; without it, you get all to choose from",
        together="Take it with this channel: everybody answers by button",
        at="When it opens here, for those who manage the server: 18:30, or 18:30 Europe/Berlin",
        private="Show the list only to me; a lesson that you take alone always is",
    )
    @app_commands.autocomplete(lesson=lesson_choices)
    async def learn(
        self,
        interaction: discord.Interaction,
        lesson: app_commands.Range[str, 1, 100] | None = None,
        together: bool = False,
        at: app_commands.Range[str, 1, 60] | None = None,
        private: bool = False,
    ) -> None:
        """Show what was asked for."""
        services = services_of(interaction)
        if lesson is None:
            if together or at:
                raise InputError(later("Choose a lesson, too: /learn lesson:tokens together:True"))
            server = await begin(interaction, private=private)
            viewer = Viewer.of(interaction, private=server.private)
            await reply(interaction, await lessons_view(services, viewer))
        elif (chosen := _id_of(services.learning.lessons, lesson)) == MORE:
            await begin(interaction, private=private)
            await reply(interaction, reading_view(None))
        elif at:
            await self._plan(interaction, chosen, at)
        elif together:
            await open_together(interaction, chosen)
        else:
            await open_alone(interaction, chosen)

    async def _plan(self, interaction: discord.Interaction, lesson_id: str, at: str) -> None:
        guild_id, services = guild_managed(interaction), services_of(interaction)
        _check_place(interaction.channel)
        clock, zone = await asyncio.to_thread(_read_time, at)
        lesson = services.learning.lessons.lesson(lesson_id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not zone:
            daily = await services.dailies.get(guild_id)
            zone = daily.zone if daily else "UTC"
        room = new_room(interaction, lesson_id, following(clock, zone, interaction.created_at))
        await reply(interaction, planned_card(lesson, await services.rooms.open(room), clock, zone), ephemeral=True)

    @tasks.loop(minutes=1)
    async def open_due(self) -> None:
        """Open the lessons whose time has come, also those that were missed while the bot was away."""
        try:
            for room in await self._bot.services.rooms.due(discord.utils.utcnow()):
                await self._open(room)
        except DatabaseError as error:
            log.error("The lessons of channels cannot be opened: %s", error)

    async def _open(self, room: Room) -> None:
        rooms = self._bot.services.rooms
        try:
            async with self._bot.speaking_in(room.guild_id):
                card = await room_view(self._bot.services, replace(room, state="asking"))
            await send(self._bot.get_partial_messageable(room.channel_id), card)
        except InputError:
            log.warning("Lesson %d of server %d is gone, so it is not opened", room.id, room.guild_id)
            await rooms.forget(room)
        except (discord.NotFound, discord.Forbidden):
            log.warning("Lesson %d of server %d cannot be shown in its channel", room.id, room.guild_id)
            await rooms.forget(room)
        except REFUSED as error:
            log.warning("Lesson %d of server %d is put off: %s", room.id, room.guild_id, error)
        else:
            await rooms.opened(room)


def _id_of(lessons: Lessons, written: str) -> str:
    """The id of the lesson that was chosen or typed. Raises ``InputError``."""
    wanted = written.strip().casefold()
    named = {lessons.lesson(id_).title.casefold(): id_ for id_ in lessons.ids} | {str(MORE_TITLE).casefold(): MORE}
    if wanted in (*lessons.ids, MORE):
        return wanted
    if wanted in named:
        return named[wanted]
    if found := [id_ for title, id_ in named.items() if wanted and (wanted in title or id_.startswith(wanted))]:
        return found[0]
    raise InputError(later("I know no such lesson. Choose one from the list that /learn shows."))


def _read_time(written: str) -> tuple[str, str]:
    """A time as HH:MM and the zone behind it, if one is written. Raises ``InputError``."""
    words = written.split()
    zone = words.pop() if len(words) > 1 and words[-1].lower() not in ("am", "pm", "a.m.", "p.m.") else ""
    clock = clock_time(" ".join(words))
    if clock is None:
        raise InputError(later("I can’t read that time. Write it like 18:30, 6:30 pm or 18:30 Europe/Berlin."))
    if zone:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            raise InputError(later("I do not know that time zone. Write one such as Europe/Berlin or UTC.")) from None
    return clock, zone


def _check_place(channel: object) -> None:
    if not isinstance(channel, discord.TextChannel | discord.Thread):
        raise InputError(later("Use this in a text channel or a thread of a server."))
    may = channel.permissions_for(channel.guild.me)
    if not may.view_channel or not (
        may.send_messages_in_threads if isinstance(channel, discord.Thread) else may.send_messages
    ):
        raise InputError(later("I may not write in this channel. Let me, or use another one."))
