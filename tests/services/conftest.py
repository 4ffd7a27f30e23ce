"""A bot with the real model, shared by the tests of this folder: loading it takes each process seconds."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import simcord

from bot.app import create_bot
from bot.config import CooldownSettings, DatabaseSettings, DiscordSettings, ModelSettings, Settings
from bot.services import Services
from tests.conftest import PREPARED
from tests.world import SETTLE_SECONDS, World, furnish, lay_out

together = pytest.mark.asyncio(loop_scope="session")
"""Marks the tests that share ``patch`` or its ``services``."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def patch(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A simulated Discord in which the real model has been loaded, once."""
    settings = Settings(
        discord=DiscordSettings(shard_count=1),
        model=ModelSettings(threads=1, tuned_lens=False),
        database=DatabaseSettings(path=tmp_path_factory.mktemp("database") / "strawberry.sqlite3"),
        cooldown=CooldownSettings(uses=1_000),
        cache=PREPARED.parent,
    )
    lay_out(settings.database.file)
    env = simcord.Env(create_bot(settings), settle_timeout=SETTLE_SECONDS, shard_count=1)
    await env.start()
    try:
        world = furnish(env)
        await world.model_settled()
        yield world
    finally:
        await env.bot.close()
        await env.shutdown()


@pytest.fixture
def services(patch: World) -> Services:
    """The services of that bot."""
    return patch.bot.services
