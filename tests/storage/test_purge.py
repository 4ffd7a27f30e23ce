"""Turns of chats are deleted when their time is over, and all of them are found without reading the whole table."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat import Turn
from bot.storage import Chats, Database, Servers
from tests.storage.chatting import DAY, NOW, SAID, ended, left

AT_ONCE = 500
"""Turns that are deleted in one go."""


@pytest.fixture
def chats(database: Database) -> Chats:
    return Chats(database, keep_days=30)


async def keep_for(database: Database, guild_id: int, days: int) -> None:
    await Servers(database, "o200k_base", 30).change(guild_id, lambda settings: replace(settings, chat_days=days))


async def test_each_server_s_turns_are_kept_for_its_own_time(database: Database, chats: Chats) -> None:
    for guild_id, days in ((100, 1), (200, 365), (300, 1), (400, 30)):  # 30 is the default: no number of its own
        await keep_for(database, guild_id, days)
    ages = {100: 1, 200: 365, 300: 1, 400: 30, 500: 30, None: 30}
    old, kept = [
        [await ended(chats, replace(SAID, guild_id=guild, at=NOW - days * DAY - more)) for guild, days in ages.items()]
        for more in (timedelta(seconds=1), timedelta(0))
    ]
    await chats.purge(NOW)
    assert await left(chats, *old, *kept) == kept
    await Chats(database, keep_days=29).purge(NOW)  # 400 follows the bot
    assert await left(chats, *kept) == kept[:3]


async def test_a_server_that_keeps_chats_longer_again_loses_nothing_more(database: Database, chats: Chats) -> None:
    id_ = await ended(chats, replace(SAID, at=NOW - 2 * DAY))
    await keep_for(database, 100, 1)
    await keep_for(database, 100, 90)
    await chats.purge(NOW)
    assert await left(chats, id_) == [id_]


async def test_a_purge_takes_everything_and_lets_others_write_meanwhile(
    database: Database, engine: AsyncEngine, chats: Chats
) -> None:
    async with database.write() as session:
        await session.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :number) "
                "INSERT INTO turns "
                "(created_at, channel_id, user_id, private, question, answer, trouble, open, remembered) "
                "SELECT '2025-01-01 00:00:00.000000', 1, 1, FALSE, '', '', '', FALSE, TRUE FROM n"
            ),
            {"number": 2 * AT_ONCE + 1},
        )
    portions: list[int] = []

    def note(_connection: object, cursor: sqlite3.Cursor, statement: str, *_: object) -> None:
        if statement.startswith("DELETE"):
            portions.append(cursor.rowcount)

    event.listen(engine.sync_engine, "after_cursor_execute", note)
    purging = asyncio.create_task(chats.purge(NOW))
    kept = await ended(chats)
    await purging
    assert portions == [AT_ONCE, AT_ONCE, 1, 0]
    assert await left(chats, 1, 2 * AT_ONCE + 1, kept) == [kept]


Work = Callable[[Chats], Awaitable[object]]
PRIVATE = replace(SAID, private=True)
OF_CHANNEL = "SEARCH turns USING INDEX ix_turns_channel_id_private_remembered_id (channel_id=? AND private=?"
OF_MEMBER = "SEARCH turns USING INDEX ix_turns_user_id_private_remembered_id (user_id=? AND private=?"
OF_QUESTION = "SEARCH turns USING INDEX ix_turns_question_message_id (question_message_id=?)"


@pytest.mark.parametrize(
    ("work", "steps"),
    [
        (lambda chats: chats.before(Turn(9, SAID), NOW), [OF_CHANNEL + " AND remembered=? AND id<?)"]),
        (lambda chats: chats.before(Turn(9, PRIVATE), NOW), [OF_MEMBER + " AND remembered=? AND id<?)"]),
        (lambda chats: chats.reset(SAID), [OF_CHANNEL + " AND remembered=?)"]),
        (lambda chats: chats.reset(PRIVATE), [OF_MEMBER + " AND remembered=?)"]),
        (lambda chats: chats.forget_up_to(Turn(9, SAID)), [OF_CHANNEL + " AND remembered=? AND id<?)"]),
        (lambda chats: chats.forget_up_to(Turn(9, PRIVATE)), [OF_MEMBER + " AND remembered=? AND id<?)"]),
        (lambda chats: chats.reword(1, ""), [OF_QUESTION, OF_CHANNEL]),
        (lambda chats: chats.reword(2, ""), [OF_QUESTION, OF_MEMBER]),
        (lambda chats: chats.open(), ["SEARCH turns USING INDEX ix_turns_open_id (open=?)"]),
        (
            lambda chats: chats.delete_with([1, 2]),
            [OF_QUESTION, "USING INDEX ix_turns_answer_message_id (", OF_CHANNEL, OF_MEMBER],
        ),
        (
            lambda chats: chats.purge(NOW),
            [
                "SEARCH turns USING COVERING INDEX ix_turns_guild_id_created_at (guild_id=? AND created_at<?)",
                "SEARCH turns USING COVERING INDEX ix_turns_created_at_guild_id (created_at<?)",
            ],
        ),
    ],
)
async def test_turns_are_found_through_an_index(
    database: Database, engine: AsyncEngine, chats: Chats, path: Path, work: Work, steps: Sequence[str]
) -> None:
    await keep_for(database, 100, 1)
    for number, said in enumerate((SAID, PRIVATE), 1):
        await ended(chats, replace(said, message_id=number))
    statements: list[tuple[str, Sequence[object]]] = []
    event.listen(
        engine.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, parameters, *_: statements.append((statement, parameters)),
    )
    await work(chats)
    with closing(sqlite3.connect(path)) as connection:
        plan = [
            str(row[3])
            for statement, parameters in statements
            if " turns" in statement
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert all(any(step in taken for taken in plan) for step in steps), plan
    assert not any("SCAN turns" in step or "TEMP B-TREE FOR ORDER BY" in step for step in plan), plan
