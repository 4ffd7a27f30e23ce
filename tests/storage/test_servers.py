"""The settings of servers: kept, changed one after the other, and the default where nothing is set."""

import asyncio
from dataclasses import replace

from bot.storage import Database, Servers, ServerSettings

EVERYTHING = ServerSettings(
    "smollm2", private=True, channels=(1, 2**62), model=False, log=False, chat_days=7, language="ja"
)


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


async def test_a_server_that_chose_the_default_follows_it(database: Database) -> None:
    servers = Servers(database, "o200k_base", 30)
    await servers.change(7, lambda settings: replace(settings, chat_days=90))
    await servers.change(8, lambda settings: replace(settings, chat_days=30))
    later = Servers(database, "o200k_base", 60)
    assert [(await later.get(guild_id)).chat_days for guild_id in (7, 8, None)] == [90, 60, 60]
