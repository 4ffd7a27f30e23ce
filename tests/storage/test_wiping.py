"""What was deleted or reworded can be read in none of the database's files, also while somebody reads."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Collection
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.chat import Said, Turn
from bot.quiz import withdrawn
from bot.storage import Chats, Database, Members, Quota, Servers, Tokenizations

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=31)
WORD = "xyzzy-plugh"
SAID = Said(NOW, 1, 10, None, "", message_id=7)
LOOK = text("SELECT count(*) FROM turns")
Deletion = Callable[[Database], Awaitable[object]]


def word_in(path: Path) -> list[str]:
    """The files beside each other in which it can be read."""
    return sorted(file.name for file in path.parent.iterdir() if WORD.encode() in file.read_bytes())


async def gone(path: Path) -> None:
    """Wait until it is in no file, and for the test's end where it stays."""
    async with asyncio.timeout(20):
        while await asyncio.to_thread(word_in, path):
            pass


async def keep(database: Database, where: Collection[str]) -> None:
    """A turn of a chat and a text, with the word in what was said, in the answer, or in the text."""
    said, answer, kept = (f"It is {WORD}." if each in where else "Nothing." for each in ("said", "answer", "text"))
    chats, beginning = Chats(database, 30), replace(SAID, text=said)
    id_ = await chats.add(beginning)
    await chats.end(Turn(id_, beginning, answer, ending="complete"))
    await chats.close(id_)
    await Tokenizations(database, 30).add(1, kept, "o200k_base", NOW)


async def forget_the_member(database: Database) -> None:
    await Members(database, withdrawn).forget(1)


async def delete_the_message(database: Database) -> None:
    await Chats(database, 30).delete_with([7])


async def reword(database: Database) -> None:
    await Chats(database, 30).reword(7, "I say nothing.")


async def answer_again(database: Database) -> None:
    await Chats(database, 30).begin_again(1, "token")


async def let_it_grow_old(database: Database) -> None:
    await Chats(database, 30).purge(LATER)


async def let_a_text_grow_old(database: Database) -> None:
    await Tokenizations(database, 30).purge(LATER)


async def make_room_for_another(database: Database) -> None:
    await Tokenizations(database, 30, Quota(member=2_000, server=10**9)).add(1, "y" * 1_500, "o200k_base", NOW)


DELETIONS: list[tuple[Deletion, set[str]]] = [
    (forget_the_member, {"said", "answer", "text"}),
    (delete_the_message, {"said", "answer"}),
    (reword, {"said"}),
    (answer_again, {"answer"}),
    (let_it_grow_old, {"said", "answer"}),
    (let_a_text_grow_old, {"text"}),
    (make_room_for_another, {"text"}),
]
deletions = pytest.mark.parametrize(("delete", "where"), DELETIONS)


@deletions
async def test_it_is_in_no_file_at_once(database: Database, path: Path, delete: Deletion, where: set[str]) -> None:
    await keep(database, where)
    assert word_in(path)
    await delete(database)
    assert word_in(path) == []


@deletions
async def test_a_reader_is_waited_for_and_keeps_nobody_waiting(
    database: Database, path: Path, delete: Deletion, where: set[str]
) -> None:
    await keep(database, where)
    assert word_in(path)
    async with database.read() as early, database.read() as late:
        for session in (early, late):
            await session.scalar(LOOK)
        await delete(database)
        assert word_in(path), "it is where the readers still see it"
    await gone(path)


@deletions
async def test_another_program_s_reader_is_gone_by_a_later_write(
    database: Database, path: Path, delete: Deletion, where: set[str]
) -> None:
    await keep(database, where)
    assert word_in(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute(str(LOOK)).fetchone()
        await delete(database)
        assert word_in(path)
        other.execute("ROLLBACK")
    await Servers(database, "o200k_base", 30).change(9, lambda server: replace(server, private=True))
    await gone(path)


async def test_what_was_deleted_right_before_a_crash_is_wiped_by_the_next_start(path: Path) -> None:
    """The connection stands for the process that has died: SQLite leaves the log to it, as it was."""
    await (await Database.open(path)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA secure_delete=ON")
        other.execute("INSERT INTO texts (digest, text) VALUES ('-', ?)", [WORD])
        other.execute("DELETE FROM texts")
        assert word_in(path) == [f"{path.name}-wal"]
        database = await Database.open(path)
        assert word_in(path) == []
        await database.close()


async def test_readers_of_whom_one_is_always_there_do_not_keep_it(database: Database, path: Path) -> None:
    await keep(database, {"said", "answer", "text"})
    last = await begun_reading(database)
    await forget_the_member(database)
    async with asyncio.timeout(20):
        while await asyncio.to_thread(word_in, path):
            following = await begun_reading(database)
            await last.aclose()
            last = following
    assert word_in(path) == []  # while the last one still reads
    await last.aclose()


async def begun_reading(database: Database) -> AsyncExitStack:
    """What ends the reading that it begins."""
    reading = AsyncExitStack()
    await (await reading.enter_async_context(database.read())).scalar(LOOK)
    return reading


async def test_closing_ends_what_is_being_wiped(path: Path) -> None:
    database = await Database.open(path)
    await keep(database, {"said", "answer", "text"})
    async with database.read() as session:
        await session.scalar(LOOK)
        await forget_the_member(database)
    await database.close()
    assert word_in(path) == []
