"""A log is moved to PostgreSQL whole, or not at all, and is the same there."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Boolean, Column, Connection, Engine, Float, Table, event, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import DatabaseError, InputError
from bot.places import DatabaseServer
from bot.storage import Chats, Database, Tokenizations, copying
from bot.storage.all_tables import METADATA
from bot.storage.columns import AsJson, Moment, Words
from bot.storage.copying import Cells, copy
from bot.storage.dialect.postgresql import append
from tests.storage.chatting import SAID
from tests.storage.files import create_old
from tests.world import lay_out

TABLES = METADATA.sorted_tables
ODD = ["", "a\0b", "👩‍👩‍👧‍👦🇩🇪", "\ufdd0", "\ufdd00\0\ufdd01", "ä'\"\\\n\u2028", "B", "b", "_", "-", " "]
JSON = ["null", '"a\\u0000b \ufdd0"', '{"2": 0.7000000000000001, "1": 1e-300}', "3", "true", '[[1, "é", false]]', "[]"]
DELETED = 5
BREAKS = [("sqlite", "ORDER BY", 4), ("postgresql", "setval", 1), ("postgresql", "ORDER BY", 4)]
"""Where a copy breaks, in which of these statements: when rows are read, when ids go on, when rows are compared."""


def cell(column: Column[object], number: int, table: Table) -> object:
    """What row ``number`` has in a column, as SQLite keeps it; NULL in each third row where that may be."""
    if column.nullable and number % 3 == 2:
        return None
    if column.foreign_keys or column.name == "id":
        return number + 1
    match column.type:
        case Words():
            return ODD[number % len(ODD)] + (str(number) if column.primary_key else "")
        case AsJson():
            return JSON[number % len(JSON)]
        case Moment():
            return ["2026-03-01 12:30:05.123456", "0001-01-01 00:00:00.000000", "9999-12-31 23:59:59.999999"][
                number % 3
            ]
        case Boolean():
            return number % 2
        case Float():
            return [0.1, 1e-300, -1.5][number % 3]
        case BigInteger() if column.primary_key:
            return 2**62 + number
        case _ if column.primary_key:
            return number
        case _:
            return [number, 2**31 - 1 - number, -number][number % 3]


def fill_every_table(path: Path, rows: int) -> None:
    """Rows of all kinds in all tables, and later ones that were deleted again."""
    lay_out(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in TABLES:
            marks = ", ".join("?" for _ in table.columns)
            names = ", ".join(f'"{name}"' for name in [column.name for column in table.columns])
            for number in range(rows + DELETED):
                values = [cell(column, number, table) for column in table.columns]
                connection.execute(f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})', values)  # noqa: S608 - ours
        for table in reversed(TABLES):
            connection.execute(f'DELETE FROM "{table.name}" WHERE rowid > ?', (rows,))  # noqa: S608 - ours


@asynccontextmanager
async def opened(server: DatabaseServer) -> AsyncIterator[Database]:
    database = await Database.open(server)
    try:
        yield database
    finally:
        await database.close()


async def counted(server: DatabaseServer) -> Sequence[int]:
    """How many rows each table has there."""
    async with opened(server) as database, database.read() as session:
        return [await session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


async def test_all_rows_of_all_tables(path: Path, server: DatabaseServer) -> None:
    fill_every_table(path, 40)
    with closing(sqlite3.connect(path)) as connection:
        there = [connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0] for table in TABLES]  # noqa: S608 - ours
    assert all(number > 20 for number in there)
    assert [*(await copy(path, server)).values()] == await counted(server) == there
    source = await Database.open_existing(path)
    async with opened(server) as database, source.read() as old, database.read() as new:
        for table in TABLES:
            texts = [each for each in table.columns if isinstance(each.type, Words | Moment | Boolean)]
            if texts:
                rows = [sorted(map(repr, await session.execute(select(*texts)))) for session in (old, new)]
                assert rows[0] == rows[1]
    await source.close()


async def test_ids_go_on_behind_the_highest_that_was_ever_used(path: Path, server: DatabaseServer) -> None:
    fill_every_table(path, 10)
    await copy(path, server)
    async with opened(server) as database:
        assert await Chats(database, 30).add(SAID) == 10 + DELETED + 1
        assert await Tokenizations(database, 30).add(1, "a\0b", "gpt2", datetime.now(UTC)) == 10 + DELETED + 1


async def test_json_s_null_is_not_nothing(path: Path, server: DatabaseServer) -> None:
    fill_every_table(path, 10)
    await copy(path, server)
    table = METADATA.tables["turns"]
    async with opened(server) as database, database.read() as session:
        nulls = await session.execute(select(table.c.id).where(table.c.insight.is_(None)).order_by(table.c.id))
        assert [id_ for (id_,) in nulls] == [3, 6, 9]


async def test_what_is_not_empty_is_left_alone(path: Path, server: DatabaseServer) -> None:
    fill_every_table(path, 3)
    async with opened(server) as database:
        await Chats(database, 30).add(SAID)
    with pytest.raises(DatabaseError, match="not empty: it has turns"):
        await copy(path, server)
    assert sum(await counted(server)) == 1


async def test_another_revision_is_not_copied(tmp_path: Path, server: DatabaseServer) -> None:
    create_old(tmp_path / "old.sqlite3")
    with pytest.raises(DatabaseError, match="its revision is 0001"):
        await copy(tmp_path / "old.sqlite3", server)


@pytest.mark.parametrize("name", ["gone.sqlite3", ".", "x" * 300])
async def test_where_no_file_is_none_is_copied(tmp_path: Path, server: DatabaseServer, name: str) -> None:
    with pytest.raises(InputError, match=r"There is no file .* Name the one that has the log"):
        await copy(tmp_path / name, server)


async def test_a_bot_that_runs_is_not_copied_and_is_left_alone(path: Path, server: DatabaseServer) -> None:
    fill_every_table(path, 3)
    bot = await Database.open(path)
    chats = Chats(bot, 30)
    await chats.add(SAID)
    before = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    with pytest.raises(DatabaseError, match=r"is in use\. Stop the bot first"):
        await copy(path, server)
    assert (path.read_bytes(), Path(f"{path}-wal").read_bytes()) == before
    await chats.add(SAID)
    await bot.close()
    assert (await copy(path, server))["turns"] == 3 + 2


async def test_nobody_writes_while_it_is_copied(
    path: Path, server: DatabaseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_every_table(path, 3)

    async def meanwhile(session: AsyncSession, table: Table, rows: Sequence[Cells]) -> None:
        with pytest.raises(DatabaseError, match="is locked"):
            await Database.open(path, busy_timeout=0)
        await append(session, table, rows)

    monkeypatch.setattr(copying, "append", meanwhile)
    assert all((await copy(path, server)).values())


@pytest.mark.parametrize(("dialect", "breaking", "times"), BREAKS)
async def test_a_break_in_the_middle_leaves_nothing(
    path: Path, server: DatabaseServer, dialect: str, breaking: str, times: int
) -> None:
    fill_every_table(path, 10)
    left = times

    def break_off(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        nonlocal left
        if connection.dialect.name == dialect and breaking in statement:
            left -= 1
            if not left:
                raise asyncio.CancelledError

    event.listen(Engine, "before_cursor_execute", break_off)
    try:
        with pytest.raises(asyncio.CancelledError):
            await copy(path, server)
    finally:
        event.remove(Engine, "before_cursor_execute", break_off)
    assert not any(await counted(server))
    assert all((await copy(path, server)).values())


async def test_a_copy_that_differs_is_not_kept(
    path: Path, server: DatabaseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_every_table(path, 10)
    monkeypatch.setattr(copying, "storable", lambda words, _: words.replace("\0", "").upper())
    with pytest.raises(DatabaseError, match="is not the same, so nothing was kept"):
        await copy(path, server)
    assert not any(await counted(server))
