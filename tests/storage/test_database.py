"""Opening, migrating and closing a database, and what readers and writers may rely on."""

import asyncio
import gc
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.errors import DatabaseError
from bot.places import Where
from bot.storage import Database
from bot.storage.all_tables import METADATA
from tests.storage.files import create, differences

COUNT = text("SELECT count(*) FROM tokenizations")
ADD = text("INSERT INTO tokenizations (created_at, user_id, encoding) VALUES ('2026-03-01', 1, :text)")


async def pragma(database: Database, name: str) -> object:
    """The setting on a connection of the pool."""
    async with database.read() as session:
        return await session.scalar(text(f"PRAGMA {name}"))


async def test_migrations_lead_to_the_tables(path: Path) -> None:
    await create(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


async def test_migrations_make_what_the_tables_would(path: Path, tmp_path: Path) -> None:
    await create(path)
    engine = create_engine(f"sqlite:///{tmp_path / 'direct.sqlite3'}")
    METADATA.create_all(engine)
    engine.dispose()
    assert schema(path) == schema(tmp_path / "direct.sqlite3")


def schema(path: Path) -> set[tuple[object, ...]]:
    """The columns of every table, in whatever order they were added, and the statements of the indexes."""
    columns = (
        'SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_master AS m '
        "JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name <> 'alembic_version'"
    )
    with closing(sqlite3.connect(path)) as connection:
        indexes = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        return {*connection.execute(columns), *indexes}


async def test_the_folder_is_created(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b%20c?d#e" / "data base.sqlite3"
    await create(path)
    assert path.is_file()
    await (await Database.open(path)).close()


async def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    await create(path)
    assert path.stat().st_size > 0


async def test_the_settings_of_a_connection(database: Database, path: Path) -> None:
    assert await pragma(database, "journal_mode") == "wal"
    assert await pragma(database, "foreign_keys") == 1
    assert await pragma(database, "synchronous") == 2
    assert await pragma(database, "busy_timeout") == 50
    assert await pragma(database, "secure_delete") == 1


async def test_two_open_the_same_new_file_at_once(path: Path) -> None:
    databases = await asyncio.gather(*[Database.open(path) for _ in range(4)])
    for database in databases:
        assert await database_size(database) == 0
        await database.close()


async def database_size(database: Database) -> int:
    """How many tokenizations there are."""
    async with database.read() as session:
        return await session.scalar(COUNT) or 0


async def test_a_write_is_all_or_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as session:
            await session.execute(ADD, {"text": "half"})
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await database_size(database) == 0


async def test_writes_wait_for_one_another_and_reads_do_not(database: Database, path: Path) -> None:
    entered: list[str] = []

    async def write() -> None:
        async with database.write() as session:
            entered.append("second")
            await session.execute(ADD, {"text": "second"})

    async with database.write() as session:
        await session.execute(ADD, {"text": "first"})
        second = asyncio.create_task(write())
        assert await database_size(database) == 0
        assert entered == []
    await second
    assert await database_size(database) == 2


async def test_a_probe_of_a_sound_database_changes_nothing(database: Database) -> None:
    async with database.write() as session:
        await session.execute(ADD, {"text": "first"})
    await asyncio.gather(*(database.probe() for _ in range(3)))
    assert await database_size(database) == 1


async def test_a_read_sees_one_state(database: Database) -> None:
    async with database.read() as session:
        assert await session.scalar(COUNT) == 0
        async with database.write() as writer:
            await writer.execute(ADD, {"text": "meanwhile"})
        assert await session.scalar(COUNT) == 0
    assert await database_size(database) == 1


async def test_closing_lets_a_write_finish(place: Where) -> None:
    database = await Database.open(place)
    async with database.write() as session:
        closing_ = asyncio.create_task(database.close())
        await session.execute(ADD, {"text": "the last"})
    await closing_
    again = await Database.open(place)
    assert await database_size(again) == 1
    await again.close()


async def test_a_closed_database_says_so(place: Where) -> None:
    database = await Database.open(place)
    await database.close()
    await database.close()
    with pytest.raises(DatabaseError, match="closed"):
        await database_size(database)
    with pytest.raises(DatabaseError, match="closed"):
        async with database.write():
            pass


async def test_closing_leaves_no_connection_behind(path: Path) -> None:
    database = await Database.open(path)
    await asyncio.gather(*[database_size(database) for _ in range(20)])
    await database.close()
    del database
    gc.collect()
    assert not path.with_name(path.name + "-wal").exists()  # SQLite deletes it with the last connection


async def test_a_second_opening_does_without_alembic_and_the_process_exits(path: Path) -> None:
    await create(path)
    program = (
        "import asyncio, sys; from pathlib import Path; from bot.storage import Database\n"
        "async def main():\n"
        "    database = await Database.open(Path(sys.argv[1]))\n"
        "    if 'close' in sys.argv: await database.close()\n"
        "asyncio.run(main())\n"
        "print('alembic' in sys.modules, 'discord' in sys.modules)"
    )
    for how in ("close", "forget"):
        ran = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", program, str(path), how], capture_output=True, text=True, timeout=60
        )
        assert ran.stdout.split() == ["False", "False"], ran.stderr
