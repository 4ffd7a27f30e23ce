"""``/quiz daily``: a question each day."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import available_timezones

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.app import StrawberryBot, services_of
from bot.app.commands import guild_managed
from bot.app.presenter import Presenter
from bot.app.replies import REFUSED
from bot.errors import DatabaseError, InputError, ModelError, OutOfQuestions
from bot.language import later, tr
from bot.quiz import MIXED, TOPICS, Daily, Difficulty, Plan, Session, clock_time, following
from bot.ui import Pressable
from bot.ui.buttons.quiz import StopDaily
from bot.ui.quiz import daily_card
from bot.ui.quiz_words import topic_named
from bot.ui.sending import reply, update
from cogs.quiz.topics import topic_choices

log = logging.getLogger(__name__)

_CHOICES = 25
_NO_ZONES = {"localtime", "Factory"}
"""What is found among the zones: the host's own, which says nothing to members, and that of a clock never set."""


@cache
def zones() -> Sequence[str]:
    """All time zones by name. They are looked for on the disk, which takes a while."""
    return sorted(available_timezones() - _NO_ZONES)


async def zone_choices(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Autocomplete: the time zones that contain what is typed."""
    wanted = current.strip().lower().replace(" ", "_")
    fit = [zone for zone in await asyncio.to_thread(zones) if wanted in zone.lower()]
    return [app_commands.Choice(name=zone, value=zone) for zone in fit[:_CHOICES]]


class DailyQuiz(commands.Cog):
    """The part of the quizzes' cog that asks a question each day."""

    _bot: StrawberryBot
    presenter: Presenter

    @app_commands.command(
        description="Ask a question each day, for those who manage this server; without a time, show when",
        extras={"example": "/quiz daily time:18:30 zone:Europe/Berlin"},
    )
    @app_commands.describe(
        time="When, such as 18:30 or 6:30 pm; the answers count until the next question",
        zone="Your time zone, such as Europe/Berlin (default: UTC)",
        channel="Where (default: here)",
        topic="What the questions are about (default: Mixed)",
        difficulty="How hard they are (default: normal)",
    )
    @app_commands.autocomplete(zone=zone_choices, topic=topic_choices)
    async def daily(
        self,
        interaction: discord.Interaction,
        time: app_commands.Range[str, 1, 10] | None = None,
        zone: str = "UTC",
        channel: discord.TextChannel | discord.Thread | None = None,
        topic: app_commands.Range[str, 1, 40] = MIXED,
        difficulty: Difficulty = "normal",
    ) -> None:
        """Set it, or show what is set."""
        guild_id = guild_managed(interaction)
        topic = topic_named(topic)
        at = None if time is None else await _checked(time, zone, topic)
        if at:
            _check_place(channel or interaction.channel)
        await interaction.response.defer(ephemeral=True, thinking=True)
        dailies = services_of(interaction).dailies
        if at:
            next_at = following(at, zone, discord.utils.utcnow())
            place = channel.id if channel else interaction.channel_id or 0
            await dailies.set(Daily(guild_id, place, at, zone, topic, difficulty, next_at))
        set_ = await dailies.get(guild_id)
        await reply(interaction, daily_card(set_, _stop_button() if set_ else []), ephemeral=True)

    @tasks.loop(minutes=1)
    async def ask_dailies(self) -> None:
        """Ask what is due. Of the days that were missed, while the bot was away, one question is asked."""
        now = discord.utils.utcnow()
        try:
            for daily in await self._bot.services.dailies.due(now):
                await self._ask(daily, now)
        except DatabaseError as error:
            log.error("The questions of the day cannot be asked: %s", error)

    async def _ask(self, daily: Daily, now: datetime) -> None:
        services = self._bot.services
        if await self._is_gone(daily.channel_id):
            log.warning("The question of the day of server %d is no longer asked: its channel is gone", daily.guild_id)
            await services.dailies.remove(daily.guild_id)
            return
        next_at = following(daily.time, daily.zone, now)
        last = await services.quiz_log.last_daily(daily.guild_id)
        if last is None or last.plan.begun_at < daily.next_at:  # else the bot has died after asking it
            for session in [each for each in services.quizzing.sessions if _is_daily(each, daily.guild_id)]:
                await services.quizzing.stop(session, "complete")
                await self.presenter.play(session)
            try:
                async with self._bot.speaking_in(daily.guild_id):
                    session = await services.quizzing.start(await self._plan(daily, now, next_at))
            except (OutOfQuestions, ModelError) as error:
                log.warning("The question of the day is put off: %s", error)
                return
            await self.presenter.play(session)
            self.presenter.wake()
        await services.dailies.move(daily, next_at)

    async def _is_gone(self, channel_id: int) -> bool:
        """Whether a channel was deleted, perhaps while the bot was away."""
        if self._bot.get_channel(channel_id):
            return False
        try:
            await self._bot.fetch_channel(channel_id)
        except discord.NotFound:
            return True
        except (*REFUSED, discord.InvalidData) as error:
            log.info("Channel %d, for a question of the day, cannot be looked at: %s", channel_id, error)
        return False

    async def _plan(self, daily: Daily, now: datetime, next_at: datetime) -> Plan:
        server = await self._bot.services.server_settings(daily.guild_id)
        return Plan(
            kind="daily",
            guild_id=daily.guild_id,
            channel_id=daily.channel_id,
            user_id=None,
            topic=daily.topic,
            difficulty=daily.difficulty,
            rounds=1,
            seconds=round((next_at - now) / timedelta(seconds=1)),
            encoding=server.encoding,
            begun_at=now,
        )

    async def forget_daily(self, guild_id: int, channel_id: int) -> None:
        """Turn it off where the channel is gone."""
        daily = await self._bot.services.dailies.get(guild_id)
        if daily and daily.channel_id == channel_id:
            await self._bot.services.dailies.remove(guild_id)


def _is_daily(session: Session, guild_id: int) -> bool:
    return session.plan.kind == "daily" and session.plan.guild_id == guild_id


async def _checked(time: str, zone: str, topic: str) -> str:
    """The time as HH:MM. Raises ``InputError``."""
    at = clock_time(time)
    if at is None:
        raise InputError(later("I can’t read that time. Write it like 18:30, 08:00 or 6:30 pm."))
    if topic not in (MIXED, *TOPICS):
        raise InputError(later("I know no such topic. Choose one from the list."))
    if zone not in await asyncio.to_thread(zones):
        raise InputError(later("I do not know that time zone. Choose one from the list, such as Europe/Berlin or UTC."))
    return at


def _check_place(channel: object) -> None:
    if not isinstance(channel, discord.TextChannel | discord.Thread):
        raise InputError(later("Choose a text channel or a thread of this server for the question of the day."))
    may = channel.permissions_for(channel.guild.me)
    if not may.view_channel or not (
        may.send_messages_in_threads if isinstance(channel, discord.Thread) else may.send_messages
    ):
        raise InputError(later("I may not write in that channel. Let me, or choose another one."))


def _stop_button() -> Sequence[Pressable]:
    return [StopDaily().button(tr("Turn off"), style=discord.ButtonStyle.danger)]


async def stop_daily(interaction: discord.Interaction, _: StopDaily) -> None:
    """Turn it off; the answers to the current question still count until its time is up."""
    guild_id = guild_managed(interaction)
    await interaction.response.defer()
    await services_of(interaction).dailies.remove(guild_id)
    await update(interaction, daily_card(None, []))
