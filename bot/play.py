"""The playground: the real bot in a simulated Discord, in a browser, without an account."""

from collections.abc import Callable
from datetime import UTC, datetime

import simcord

from bot.app import create_bot
from bot.config import CooldownSettings, DiscordSettings, Settings
from bot.ui import Card

_SETTLE_SECONDS = 90.0
"""How long an answer may take, the model's included."""


async def play(settings: Settings, port: int, announce: Callable[[str], None]) -> None:
    """Serve the playground on loopback until its page is closed for good; ``announce`` is given its address."""
    bot = create_bot(_for_the_playground(settings))
    async with simcord.run(bot, settle_timeout=_SETTLE_SECONDS, check_errors=False, shard_count=1) as env:
        # The simulated clock begins on a fixed day, and stands still but for this.
        await env.advance_time((datetime.now(UTC) - env.now()).total_seconds())
        guild = env.create_guild("Strawberry patch")
        channel = guild.create_text_channel("tokens")
        members = [guild.add_member(env.create_user(name)) for name in ("you", "friend")]
        await bot.get_partial_messageable(channel.id).send(view=_welcome())
        async with env.preview(channel, viewers=members, layout="channel", port=port) as preview:
            announce(preview.url)
            await preview.wait_closed()


def _welcome() -> Card:
    return Card().text(
        "### Welcome to the playground\n"
        "This is the real bot in a simulated Discord on your own machine. Type one of these below:\n"
        "`/ask` How many r's are in strawberry?\n"
        "`/tokenize` any text\n"
        "`/help` for everything else"
    )


def _for_the_playground(settings: Settings) -> Settings:
    # The clock stands still here, so a cooldown would never end.
    return settings.model_copy(
        update={"cooldown": CooldownSettings(uses=1_000_000), "discord": DiscordSettings(shard_count=1)}
    )
