"""A bot with the real model, shared by the tests of this folder: loading it takes each process seconds."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import simcord

from bot.app import create_bot
from bot.config import CooldownSettings, DatabaseSettings, DiscordSettings, ModelSettings, Settings
from tests.conftest import PREPARED
from tests.world import SETTLE_SECONDS, World, furnish


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with the real model, and time for what starts when it is first needed."""
    return Settings(
        discord=DiscordSettings(shard_count=1),
        model=ModelSettings(threads=1, deadline=120, tuned_lens=False),
        database=DatabaseSettings(path=tmp_path_factory.mktemp("database") / "strawberry.sqlite3"),
        cooldown=CooldownSettings(uses=1_000),
        cache=PREPARED.parent,
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def patch(usual: Settings) -> AsyncIterator[World]:
    """A simulated Discord in which the model is loaded once."""
    env = simcord.Env(create_bot(usual), settle_timeout=SETTLE_SECONDS, shard_count=1)
    await env.start()
    try:
        world = furnish(env)
        await world.model_settled()
        yield world
    finally:
        await env.bot.close()
        await env.shutdown()
