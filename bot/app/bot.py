"""The bot itself, and its command tree."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING

import discord
from cachetools import LRUCache
from discord import app_commands
from discord.ext import commands, tasks

from bot.app.invitation import INTENTS
from bot.app.metrics import Metrics
from bot.app.polls import Polls
from bot.app.presses import Presses
from bot.app.shards import ShardedBot
from bot.app.sync import sync_if_changed
from bot.app.translator import Catalogues
from bot.config import Settings
from bot.errors import DatabaseError, NotHere, Restarting, TooQuick
from bot.language import joined, later, load, speak, speaking, tr
from bot.services import Services, open_services
from bot.storage import ServerSettings
from bot.tracing import belongs_to
from bot.ui import report

if TYPE_CHECKING:
    from bot.app.presenter import Presenter  # which itself needs what is here

log = logging.getLogger(__name__)

COGS = (
    "cogs.chat",
    "cogs.plain_words",
    "cogs.tokenize",
    "cogs.explain",
    "cogs.compare",
    "cogs.decode",
    "cogs.vocabulary",
    "cogs.training",
    "cogs.letters",
    "cogs.series",
    "cogs.explainer",
    "cogs.next",
    "cogs.inside",
    "cogs.lab",
    "cogs.quiz",
    "cogs.learn",
    "cogs.leaderboard",
    "cogs.me",
    "cogs.stats",
    "cogs.settings",
    "cogs.start",
    "cogs.about",
    "cogs.reading",
)

_GRACE = 1.0
"""Seconds that commands, presses and forms get to be answered in when the bot ends, and then to be closed in."""

_KNOWN = 10_000
"""Members whose language is remembered, for direct messages: Discord tells it with interactions alone."""

SERVER = "server"
"""The key of the server's settings among the extras of a command's interaction."""


class StrawberryTree(app_commands.CommandTree["StrawberryBot"]):
    """All commands work in servers, in direct messages, and where a member has installed the app for themselves."""

    def __init__(self, client: "StrawberryBot") -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def interaction_check(self, interaction: "discord.Interaction[StrawberryBot]", /) -> bool:
        """Called by discord.py before every command: whether it may be answered now, and in this channel.

        Commands with ``everywhere`` among their ``extras`` may be answered in any.
        """
        if interaction.type is discord.InteractionType.autocomplete:
            await speak(interaction.locale)
            return True
        await interaction.client.note(interaction)
        try:
            await interaction.client.services.budget.spend(interaction.user.id)
        except TooQuick as error:
            await report(interaction, error)
            return False
        if interaction.command and "everywhere" in interaction.command.extras:
            return True
        server = await interaction.client.services.server_settings(interaction.guild_id)
        interaction.extras[SERVER] = server  # the command itself needs them too
        try:
            check_channel(interaction, server)
        except NotHere as error:
            await report(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: "discord.Interaction[StrawberryBot]", error: app_commands.AppCommandError, /
    ) -> None:
        """Called by discord.py for every command that raises."""
        await report(interaction, error)


def check_channel(interaction: discord.Interaction, server: ServerSettings) -> None:
    """Raises ``NotHere`` where those who manage the server want no answer in the channel of ``interaction``."""
    allowed, place = server.channels, interaction.channel
    parent = place.parent_id if isinstance(place, discord.Thread) else None
    if allowed and not {interaction.channel_id, parent} & {*allowed}:
        raise NotHere(_elsewhere(interaction, allowed))


def _elsewhere(interaction: discord.Interaction, allowed: Sequence[int]) -> str:
    guild, member = interaction.guild, interaction.user
    channels = [channel for id_ in allowed if guild and (channel := guild.get_channel(id_))]
    known = [
        f"#{channel}"
        for channel in channels
        if isinstance(member, discord.Member) and channel.permissions_for(member).view_channel
    ]
    if not known:
        return tr("In this server I answer in some other channels only; those who manage it see them by /settings.")
    return tr("In this server I answer in {channels} only. Ask me again there.", channels=joined(known))


class StrawberryBot(ShardedBot):
    """Opens what it needs in ``setup_hook`` and closes it in ``close``."""

    services: Services
    presenter: "Presenter"
    """Shows the quizzes: their cog sets it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=INTENTS,
            # Nothing that is sent can ping anybody, whoever wrote it.
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=StrawberryTree,
            shard_count=settings.discord.shard_count,
        )
        self.settings = settings
        self.presses = Presses()
        self.polls = Polls()
        self.metrics = Metrics(self)
        self._open = AsyncExitStack()
        self._answering: dict[asyncio.Task[object], discord.Interaction] = {}
        self._locales: LRUCache[int, discord.Locale] = LRUCache(_KNOWN)

    async def setup_hook(self) -> None:
        """Called by discord.py once, between login and the first connection."""
        if place := self.settings.metrics.place:
            from bot.app.health import listening  # not above: most hosts need no server, and its imports take a while

            await self._open.enter_async_context(listening(self, place))
        share = await self.take_share()
        self.services = await self._open.enter_async_context(open_services(self.settings, discord.utils.utcnow, share))
        for cog in COGS:
            await import_module(cog).setup(self)  # load_extension would make the module anew for each bot
        self.services.warm_up()
        if share.leads:
            self._keep_house.start()
            await self.tree.set_translator(Catalogues())
            await sync_if_changed(self.tree, self.settings.cache_folder)

    @tasks.loop(hours=1)
    async def _keep_house(self) -> None:
        try:
            await self.services.purge(discord.utils.utcnow())
        except DatabaseError as error:
            log.error("What is too old could not be deleted: %s", error)

    async def on_ready(self) -> None:
        """Called by discord.py after every connection."""
        log.info("Connected as %s to %d servers", self.user, len(self.guilds))

    async def on_interaction(self, interaction: discord.Interaction, /) -> None:
        """Called by discord.py for every interaction; commands and forms are answered elsewhere."""
        if interaction.type is discord.InteractionType.component:
            await self.note(interaction)
            await self.presses.answer(interaction, self.services.budget)

    async def note(self, interaction: discord.Interaction) -> None:
        """Note that the task that calls this answers ``interaction``: when the bot ends, that is waited for.

        It speaks the language of who sent it, and is counted and logged as what answers that.
        """
        belongs_to(str(interaction.id), interaction.guild.shard_id if interaction.guild else None)
        self._locales[interaction.user.id] = interaction.locale
        if task := asyncio.current_task():
            self._answering[task] = interaction
            task.add_done_callback(partial(self._answered, interaction, perf_counter()))
        await speak(interaction.locale)

    def _answered(self, interaction: discord.Interaction, began: float, task: asyncio.Task[object]) -> None:
        self._answering.pop(task, None)
        self.metrics.answered(interaction, perf_counter() - began, cut_short=task.cancelled())

    async def note_message(self, message: discord.Message) -> None:
        """Note that the task that calls this answers ``message``, as which it is logged.

        It speaks the language that is set for its server, or in direct messages that of its author, if it is known.
        """
        belongs_to(str(message.id), message.guild.shard_id if message.guild else None)
        await speak(await self.locale_in(message.guild.id if message.guild else None, message.author.id))

    async def locale_in(self, guild_id: int | None, user_id: int | None = None) -> str | None:
        """What Discord calls the language of a server: the one set for it, else its own; or that of a member.

        None where neither is known.
        """
        guild = self.get_guild(guild_id) if guild_id else None
        if guild is None:
            return str(known) if (known := self._locales.get(user_id or 0)) else None
        return (await self.services.server_settings(guild_id)).language or str(guild.preferred_locale)

    @asynccontextmanager
    async def speaking_in(self, guild_id: int | None, user_id: int | None = None) -> AsyncIterator[None]:
        """Inside, the language of a server is spoken, or where there is none that of a member, if it is known."""
        await load(locale := await self.locale_in(guild_id, user_id))
        with speaking(locale):
            yield

    async def on_message(self, message: discord.Message, /) -> None:
        """Called by discord.py for every message. There are no commands in messages; ``cogs.chat`` listens to them."""

    async def close(self) -> None:
        """End what is under way, close the services, then the connection."""
        self._keep_house.cancel()
        try:
            if hasattr(self, "services"):  # else it was never opened
                self.polls.close()
                await self.services.stop()
                await self._close_answers()
            await self._open.aclose()
        finally:
            await super().close()

    async def _close_answers(self) -> None:
        """Wait a moment for the answers that are under way; who would be left with “thinking …” is told why."""
        underway = {**self._answering}
        if not underway:
            return
        _, late = await asyncio.wait(underway, timeout=_GRACE)
        for task in late:
            task.cancel()
        sorry = Restarting(later("I am being restarted. Ask again in a moment."))
        if told := [asyncio.create_task(report(underway[task], sorry)) for task in late]:
            await asyncio.wait(told, timeout=_GRACE)


def services_of(interaction: discord.Interaction) -> Services:
    """The services of the bot that received ``interaction``."""
    return bot_of(interaction).services


def bot_of(interaction: discord.Interaction) -> StrawberryBot:
    """The bot that received ``interaction``."""
    if not isinstance(interaction.client, StrawberryBot):
        raise TypeError("this interaction came to another bot")
    return interaction.client


def create_bot(settings: Settings) -> StrawberryBot:
    """An unstarted bot; ``start`` it, or give it to a simulated Discord."""
    return StrawberryBot(settings)
