"""What the tests of commands have in common: one bot without a model, for all that need none of their own."""

from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
import simcord

from bot.app import create_bot
from bot.config import CooldownSettings, DatabaseSettings, DiscordSettings, ModelSettings, Settings
from bot.errors import UserError
from tests.conftest import LONG, PREPARED
from tests.world import SETTLE_SECONDS, World, furnish, lay_out


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def _discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[simcord.Env]:
    settings = Settings(
        discord=DiscordSettings(shard_count=1),
        model=ModelSettings(backend="off", inside_minutes=LONG),
        database=DatabaseSettings(path=tmp_path_factory.mktemp("shared") / "strawberry.sqlite3"),
        cooldown=CooldownSettings(uses=1_000),
        cache=PREPARED.parent,
    )
    lay_out(settings.database.file)
    env = simcord.Env(create_bot(settings), settle_timeout=SETTLE_SECONDS, shard_count=1)
    await env.start()
    try:
        yield env
    finally:
        await env.bot.close()
        await env.shutdown()


@pytest_asyncio.fixture(loop_scope="package")
async def here(_discord: simcord.Env) -> AsyncIterator[World]:
    """A server, a channel and members of the test's own, with the bot that tests share: it is never stopped."""
    begun = _discord.error_cursor
    yield furnish(_discord)
    failed = [error.__cause__ or error for error in _discord.errors_since(begun)]
    assert all(isinstance(each, UserError) for each in failed), failed


@pytest_asyncio.fixture(loop_scope="session")
async def talk(patch: World) -> World:
    """The same with the bot that has the real model."""
    return furnish(patch.env)


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """What shares a bot runs on its event loop; simcord wants one for each."""
    for item in items:
        for fixture, scope in (("here", "package"), ("talk", "session")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.asyncio(loop_scope=scope), append=False)
