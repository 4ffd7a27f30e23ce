"""What is SQLite's alone in tables, connections, errors and the file: what another database would have rewritten."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Error as DriverError
from typing import Literal

import aiosqlite
from aiosqlite import Connection as RawConnection
from sqlalchemy import URL, BigInteger, Connection, Engine, Index, Integer, event, text
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = [
    "FILE_ENDS",
    "FOR_WRITING",
    "NEVER_AGAIN",
    "ROW_ID",
    "DriverError",
    "Fault",
    "Insert",
    "RawConnection",
    "address",
    "connect",
    "connect_args",
    "copy_into",
    "fault",
    "has_table",
    "insert",
    "moment",
    "opened",
    "problem",
    "set_up",
    "shrink",
    "size",
    "table_names",
    "truncate_log",
    "unique_where",
]

# Tables and queries.

ROW_ID = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the type is spelt INTEGER, which is 64 bits wide there."""

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Of a table: an id is never given out twice, as SQLite does with the highest one. Old buttons name ids."""


def unique_where(name: str, column: str, condition: str) -> Index:
    """An index by which no two rows for which ``condition`` holds have the same in ``column``.

    >>> unique_where("ix_running", "channel_id", "ended_at IS NULL").unique
    True
    """
    rows = text(condition)
    return Index(name, column, unique=True, sqlite_where=rows, postgresql_where=rows)


# Connections and transactions of SQLAlchemy.

FOR_WRITING = {"immediate": True}
"""Execution options of what writes: its transactions hold the write lock from their beginning."""

# With synchronous=NORMAL a power cut takes back the latest commits of a WAL database. FULL costs one fsync a write and
# keeps the promise that whatever was acknowledged stays. Without secure_delete, which some builds of SQLite have on and
# others off, what members had deleted would stay readable in the file until its place is needed; overwriting it costs
# nothing that could be measured.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def address(path: Path, *, blocking: bool = False) -> URL:
    """Where an engine finds the database at ``path``."""
    return URL.create("sqlite" if blocking else "sqlite+aiosqlite", database=str(path))


def connect_args(busy_timeout: float) -> dict[str, float | None]:
    """How an engine connects, to wait ``busy_timeout`` seconds for locks."""
    # No isolation level: sqlite3 leaves it to us to begin transactions.
    return {"timeout": busy_timeout, "isolation_level": None}


def set_up(engine: Engine) -> None:
    """Have ``engine`` set up each connection, and begin each transaction as ``FOR_WRITING`` says."""
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A write behind a plain BEGIN takes its lock halfway through, where SQLite does not wait but fails.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


# Errors.

Fault = Literal["access", "locked", "full", "damaged", "disk"]
"""What is wrong with a database: it may not be opened, another program has it, it cannot grow, …"""

_FAULTS: dict[int, Fault] = {
    sqlite3.SQLITE_PERM: "access",
    sqlite3.SQLITE_READONLY: "access",
    sqlite3.SQLITE_CANTOPEN: "access",
    sqlite3.SQLITE_AUTH: "access",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_IOERR: "disk",
}


def fault(error: DriverError) -> Fault | None:
    """What the driver complains of; None for anything else."""
    return _FAULTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)  # the rest only says more about the same


# The file, as it is: these connections set nothing up and create nothing.

FILE_ENDS = ("", "-journal", "-wal", "-shm")
"""Of the names of a database and of the files that SQLite puts beside it."""


def size(path: Path) -> int:
    """How many bytes a database takes, what waits in its write-ahead log included."""
    return sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists())


def connect(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """A connection to the database that is at ``path``."""
    return sqlite3.connect(_existing(path), uri=True, timeout=busy_timeout)


def table_names(connection: sqlite3.Connection) -> set[str]:
    """The tables that there are."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


@asynccontextmanager
async def opened(path: Path, busy_timeout: float) -> AsyncIterator[RawConnection]:
    """A connection to the database that is at ``path``. A task that is cancelled interrupts what it does."""
    async with aiosqlite.connect(_existing(path), uri=True, timeout=busy_timeout, isolation_level=None) as connection:
        try:
            yield connection
        except asyncio.CancelledError:
            await connection.interrupt()
            raise


async def has_table(connection: RawConnection, name: str) -> bool:
    """Whether there is a table of that name."""
    asking = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    [(number,)] = await connection.execute_fetchall(asking, (name,))
    return bool(number)


async def problem(connection: RawConnection) -> str | None:
    """What is wrong inside the database; None where it is sound."""
    [(found,), *_] = await connection.execute_fetchall("PRAGMA integrity_check(1)")
    return None if found == "ok" else str(found)


async def copy_into(connection: RawConnection, to: Path) -> None:
    """Copy the database, as it is at one moment, to the empty file ``to``, without what was deleted."""
    # Rather than SQLite's backup API: that copies pages with what was deleted from them, and took twice as long.
    await connection.execute("VACUUM INTO ?", (str(to),))


async def shrink(connection: RawConnection) -> bool:
    """Give unused space back: whether the file has shrunk, rather than shrinks once its readers have left."""
    await connection.execute("VACUUM")
    return await truncate_log(connection)


async def truncate_log(connection: RawConnection) -> bool:
    """Write what waits in the write-ahead log into the file and empty the log: whether no reader was in the way."""
    [(busy, _, _)] = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
    return not busy


def moment(stored: str | None) -> datetime | None:
    """The moment that such a connection reads as a text."""
    return None if stored is None else datetime.fromisoformat(stored).replace(tzinfo=UTC)


def _existing(path: Path) -> str:
    # Not mode=ro, which would leave the files beside the database behind.
    return f"{path.absolute().as_uri()}?mode=rw"
