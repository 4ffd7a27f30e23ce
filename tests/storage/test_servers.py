"""The settings of servers: kept, changed one after the other, and the default where nothing is set."""

import asyncio
from dataclasses import replace

from bot.storage import Database, Servers, ServerSettings

EVERYTHING = ServerSettings("smollm2", private=True, channels=(1, 2**62), model=False, log=False)


async def test_what_was_never_set_is_the_default(database: Database) -> None:
    servers = Servers(database, "cl100k_base", 30)
    assert await servers.get(1) == await servers.get(None) == ServerSettings("cl100k_base")


async def test_everything_comes_back(database: Database) -> None:
    servers = Servers(database, "o200k_base", 30)
    assert await servers.change(7, lambda _: EVERYTHING) == EVERYTHING
    assert await servers.get(7) == EVERYTHING
    assert await servers.get(8) == servers.default


async def test_changes_at_the_same_moment_all_count(database: Database) -> None:
    servers = Servers(database, "o200k_base", 30)
    await asyncio.gather(
        servers.change(7, lambda settings: replace(settings, private=True)),
        servers.change(7, lambda settings: replace(settings, model=False)),
        servers.change(7, lambda settings: replace(settings, channels=(5,))),
    )
    assert await servers.get(7) == ServerSettings("o200k_base", private=True, channels=(5,), model=False)
