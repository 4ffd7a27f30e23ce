"""The bot itself."""

import logging
from contextlib import AsyncExitStack

import discord
from discord.ext import commands

from bot.app.services import Services, open_services
from bot.app.tree import StrawberryTree, sync_if_changed
from bot.config import Settings

log = logging.getLogger(__name__)

COGS = (
    "cogs.tokenize",
    "cogs.explain",
    "cogs.compare",
    "cogs.decode",
    "cogs.vocabulary",
    "cogs.training",
    "cogs.letters",
    "cogs.series",
    "cogs.history",
    "cogs.statistics",
    "cogs.export",
    "cogs.forget",
    "cogs.settings",
    "cogs.about",
)


class StrawberryBot(commands.AutoShardedBot):
    """Opens what it needs in ``setup_hook`` and closes it in ``close``."""

    services: Services

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            # No privileged intent: slash commands, menus, mentions and direct messages need none.
            intents=discord.Intents.default(),
            # Nothing that is sent can ping anybody, whoever wrote it.
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=StrawberryTree,
            shard_count=settings.discord.shard_count,
        )
        self.settings = settings
        self._open = AsyncExitStack()

    async def setup_hook(self) -> None:
        """Called by discord.py once, between login and the first connection."""
        self.services = await self._open.enter_async_context(open_services(self.settings))
        for cog in COGS:
            await self.load_extension(cog)
        await sync_if_changed(self.tree, self.settings.cache)

    async def on_ready(self) -> None:
        """Called by discord.py after every connection."""
        log.info("Connected as %s to %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Called by discord.py for every message. There are no commands in messages."""

    async def close(self) -> None:
        """Close the services, then the connection."""
        try:
            await self._open.aclose()
        finally:
            await super().close()


def services_of(interaction: discord.Interaction) -> Services:
    """The services of the bot that received ``interaction``."""
    if not isinstance(interaction.client, StrawberryBot):
        raise TypeError("this interaction came to another bot")
    return interaction.client.services


def create_bot(settings: Settings) -> StrawberryBot:
    """An unstarted bot; ``start`` it, or give it to a simulated Discord."""
    return StrawberryBot(settings)
