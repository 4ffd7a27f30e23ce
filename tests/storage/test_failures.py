"""Whatever is wrong with the file, the host is told what to do, and the file stays as it was."""

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import DatabaseError
from bot.storage import Database, StoredTokenization, Tokenizations
from bot.storage.dialect import SQLite
from tests.storage.files import as_root, change, create

NOW = datetime(2026, 3, 1, tzinfo=UTC)


async def refused(path: Path) -> str:
    """What is said when the database at ``path`` cannot be opened."""
    with pytest.raises(DatabaseError) as caught:
        await Database.open(path, busy_timeout=0.05)
    return str(caught.value)


async def test_a_newer_database_is_left_alone(path: Path) -> None:
    await create(path)
    before = change(path, "PRAGMA journal_mode=DELETE", "UPDATE alembic_version SET version_num = '9999'")
    said = await refused(path)
    assert "newer version" in said
    assert "9999" in said
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_another_programs_database_is_left_alone(path: Path) -> None:
    before = change(path, "CREATE TABLE bookmarks (url TEXT)")
    assert "another program's" in await refused(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
async def test_no_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "no SQLite database" in await refused(path)
    assert path.read_bytes() == content


async def test_a_damaged_page(path: Path) -> None:
    await create(path)
    database = await Database.open(path)
    await Tokenizations(database, 30).add(1, "strawberry" * 5000, "o200k_base", NOW)
    await database.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert "damaged" in await refused(path)


async def test_a_page_damaged_behind_an_open_database(database: Database, path: Path) -> None:
    tokenizations = Tokenizations(database, 30)
    id_ = await tokenizations.add(1, "strawberry" * 5000, "o200k_base", NOW)
    async with database.read() as session:
        root = await session.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'tokenizations'"))
    change(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    async with database.write() as session:
        await session.execute(text("PRAGMA user_version = 1"))  # a change, so that cached pages are read again
    change(path, "PRAGMA user_version = 2")
    with pytest.raises(DatabaseError, match="damaged"):
        await tokenizations.get(id_)


async def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in await refused(tmp_path)


async def test_a_pipe(path: Path) -> None:
    os.mkfifo(path)
    assert "is no ordinary file. Set database.path" in await refused(path)


async def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "a.sqlite3", tmp_path / "file" / "b" / "a.sqlite3"):
        assert "cannot be created" in await refused(path)


@pytest.mark.usefixtures("ordinary_user")
async def test_a_folder_that_may_not_be_created(shared_folder: Path) -> None:
    said = await refused(shared_folder / "sub" / "a.sqlite3")
    assert "cannot be created" in said
    assert "write access" in said


@pytest.mark.usefixtures("ordinary_user")
async def test_a_file_that_is_read_only(shared_folder: Path) -> None:
    path = shared_folder / "a.sqlite3"
    before = await as_root(create, path)
    said = await refused(path)
    assert "write access" in said
    assert path.read_bytes() == before


async def test_a_locked_file(path: Path) -> None:
    await create(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "locked by another program" in await refused(path)
        other.execute("ROLLBACK")
    await create(path)


async def test_a_lock_that_is_let_go_in_time_is_waited_for(path: Path) -> None:
    await create(path)
    backend, begun = SQLite(path, busy_timeout=60), asyncio.Event()

    def listen(_: object, __: object, statement: str, *___: object) -> None:
        if statement == "BEGIN IMMEDIATE":
            begun.set()

    event.listen(backend.engine.sync_engine, "before_cursor_execute", listen)
    database = Database(backend)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        adding = asyncio.create_task(Tokenizations(database, 30).add(1, "strawberry", "o200k_base", NOW))
        await begun.wait()
        assert not adding.done()
        other.execute(
            "INSERT INTO tokenizations (created_at, user_id, encoding) "
            "VALUES ('2026-03-01 12:00:00.000000', 2, 'o200k_base')"
        )
        other.execute("COMMIT")
        assert await adding == 2  # nothing came in between
    await database.close()


async def test_a_full_disk_loses_nothing_that_was_stored(database: Database, engine: AsyncEngine, path: Path) -> None:
    tokenizations = Tokenizations(database, 30)
    kept = await tokenizations.add(1, "strawberry", "o200k_base", NOW)
    event.listen(engine.sync_engine, "begin", lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))
    with pytest.raises(DatabaseError, match="disk is full"):
        await tokenizations.add(1, "strawberry" * 10_000, "o200k_base", NOW)
    assert await tokenizations.get(kept) == StoredTokenization(kept, NOW, 1, "strawberry", "o200k_base")


async def test_a_file_that_another_program_holds_keeps_those_who_queue_up_no_longer_than_one(
    path: Path,
) -> None:
    await create(path)
    database = Database(SQLite(path, busy_timeout=0.3), turn_timeout=0.1)
    tokenizations = Tokenizations(database, 30)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        answers = await asyncio.gather(
            *(tokenizations.add(1, "a", "smollm2", datetime.now(UTC)) for _ in range(5)), return_exceptions=True
        )
    assert ["locked" in str(answer) for answer in answers] == [True] * 5
    assert await tokenizations.add(1, "a", "smollm2", datetime.now(UTC))
    await database.close()


async def test_a_database_with_an_empty_version_is_another_program_s(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
    assert "another program" in await refused(path)
