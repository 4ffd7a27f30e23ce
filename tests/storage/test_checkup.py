"""A database looked at while others use it, and when nobody does: nothing changes."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import DatabaseError
from bot.storage import Database
from bot.storage.checkup import check_up
from bot.storage.migrations import HEAD
from tests.world import lay_out


@pytest.fixture
def path(tmp_path: Path) -> Path:
    lay_out(tmp_path / "log.sqlite3")
    return tmp_path / "log.sqlite3"


def _contents(folder: Path) -> dict[str, bytes]:
    """What the files hold, but for the index of the log: who reads notes there how far."""
    return {file.name: b"" if file.name.endswith("-shm") else file.read_bytes() for file in folder.iterdir()}


def test_one_that_nobody_uses_stays_alone(path: Path) -> None:
    before = _contents(path.parent)
    found = check_up(path, 10)
    assert (found.revision, found.newest, found.known, found.problem, found.complete) == (HEAD, True, True, None, True)
    assert found.size == path.stat().st_size
    assert _contents(path.parent) == before


async def test_one_that_the_bot_has_open_is_seen_as_it_is_now(path: Path) -> None:
    database = await Database.open(path)
    try:
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE alembic_version SET version_num = '0009'")
            other.commit()
        before = _contents(path.parent)
        assert len(before) == 3
        found = check_up(path, 10)
        assert (found.revision, found.newest, found.known) == ("0009", False, True)
        assert _contents(path.parent) == before
    finally:
        await database.close()


def test_what_takes_too_long_is_not_called_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, i FROM n"
        connection.execute(f"CREATE TABLE many AS {numbers}")
        connection.execute("CREATE INDEX more ON many(i)")
        connection.commit()
    found = check_up(path, 0)
    assert (found.problem, found.complete) == (None, False)


def test_one_that_is_locked_is_said_to_be(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseError, match="is locked by another program"):
            check_up(path, 10)


def test_what_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"no database" * 500)
    with pytest.raises(DatabaseError, match="is damaged, or is no SQLite database"):
        check_up(tmp_path / "text", 10)
