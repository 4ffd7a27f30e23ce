"""The playground: the real bot in a simulated Discord, in a browser, without an account."""

from collections.abc import Callable
from datetime import UTC, datetime

import discord
import simcord

from bot.app import create_bot
from bot.config import CooldownSettings, DiscordSettings, Settings
from bot.errors import CannotPlay
from bot.ui import Card

_SETTLE_SECONDS = 90.0
"""How long an answer may take, the model's included."""


async def play(settings: Settings, port: int, announce: Callable[[str], None]) -> None:
    """Serve the playground on loopback until its page is closed for good; ``announce`` is given its address.

    Raises ``CannotPlay`` and whatever the services raise.
    """
    bot = create_bot(_for_the_playground(settings))
    try:
        async with simcord.run(bot, settle_timeout=_SETTLE_SECONDS, check_errors=False, shard_count=1) as env:
            # The simulated clock begins on a fixed day, and stands still but for this.
            await env.advance_time((datetime.now(UTC) - env.now()).total_seconds())
            if bot.user:
                await bot.user.edit(username="Strawberry")
            guild = env.create_guild("Strawberry patch")
            channel = guild.create_text_channel("tokens")
            manager = guild.create_role("Gardener", permissions=discord.Permissions(manage_guild=True))
            you = guild.add_member(env.create_user("you"), roles=[manager])
            friend = guild.add_member(env.create_user("friend"))
            await bot.get_partial_messageable(channel.id).send(view=_welcome())
            async with env.preview(channel, viewers=[you, friend], layout="channel", port=port) as preview:
                announce(preview.url)
                await preview.wait_closed()
    except simcord.SetupError as error:
        raise CannotPlay(f"The playground cannot open: {error}. A taken port is avoided with --port.") from error


def _welcome() -> Card:
    return Card().text(
        "### Welcome to the playground\n"
        "This is the real bot in a simulated Discord on your own machine. Type `/ask` below, press Enter to choose the "
        "command, type *How many r's are in strawberry?* and press Enter again. Then try `/tokenize` and `/help`.\n"
        "-# You are two members: switch between them with “Viewing as” at the top; the first may use `/settings`. "
        "The simulation has no message menus, its clock stands still, and what the bot refuses it counts as an "
        "error; ⊗ leaves a command."
    )


def _for_the_playground(settings: Settings) -> Settings:
    return settings.model_copy(
        update={
            "discord": DiscordSettings(shard_count=1),
            # Simulated members and channels have ids that must not mix with those of real ones.
            "database": settings.database.model_copy(
                update={"path": settings.database.path.with_name("playground.sqlite3")}
            ),
            # The clock stands still, so a cooldown would never end.
            "cooldown": CooldownSettings(uses=1_000_000),
        }
    )
