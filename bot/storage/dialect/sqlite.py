"""SQLite: one file, one writer at a time, nothing to install."""

import asyncio
import errno
import sqlite3
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, closing
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import URL, Connection, NullPool, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from bot.storage.dialect.backend import Ask, Backend, Fault, as_json
from bot.storage.dialect.sqlite_file import (
    connect,
    create_folder,
    fetched,
    make_private,
    opened,
    refuse_what_is_no_file,
    size,
    truncate_log,
)
from bot.storage.migrations import HEAD

BUSY_TIMEOUT = 3.0
"""Seconds that a read or write waits for another program's lock."""

# With synchronous=NORMAL a power cut takes back the latest commits of a WAL database. FULL costs one fsync a write and
# keeps the promise that whatever was acknowledged stays. Without secure_delete, which some builds of SQLite have on and
# others off, what members had deleted would stay readable in the file until its place is needed; overwriting it costs
# nothing that could be measured.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")

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


_BY_ERRNO: Mapping[int, Fault] = {
    errno.EACCES: "access",
    errno.EPERM: "access",
    errno.EROFS: "access",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EIO: "disk",
}

_SAID: Mapping[Fault, str] = {
    "access": (
        "cannot be opened for writing. Give the account that runs the bot write access to the file and its folder."
    ),
    "locked": "is locked by another program. Close that program (a database browser, a backup) and try again.",
    "full": "cannot grow: the disk is full. Free some space; what is already stored is safe.",
    "damaged": (
        "is damaged, or is no SQLite database. Restore it from a backup, or set database.path to another file."
    ),
    "disk": "cannot be read or written: the disk reported an error. Check the disk and the system's log.",
}


class SQLite(Backend):
    """The database in a file. All writes go one after the other, also those of other programs."""

    said = _SAID
    by_errno = _BY_ERRNO
    driver_errors = (sqlite3.Error,)
    writers = 1
    another = "Set database.path to another file."
    none_there = "There is no database at {}. Name the bot's own config with --config, or set database.path."
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    for_writing = MappingProxyType({"immediate": True})  # its transactions hold the write lock from their beginning

    def __init__(self, path: Path, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """``busy_timeout`` is in seconds."""
        self.path = path
        self._busy_timeout = busy_timeout

    def __str__(self) -> str:
        return str(self.path)

    @cached_property
    def engine(self) -> AsyncEngine:
        """What reads and writes go through."""
        engine = create_async_engine(
            URL.create("sqlite+aiosqlite", database=str(self.path)),
            connect_args=self._connect_args,
            hide_parameters=True,  # what members wrote stays out of tracebacks
            json_serializer=as_json,
        )
        event.listen(engine.sync_engine, "begin", _begin)
        return engine

    def bring_up_to_date(self) -> None:
        """Create the file and its folder where needed. Nobody but the account that runs this may read its files."""
        with self.explained():
            refuse_what_is_no_file(self.path)
            create_folder(self.path.parent)
            revision = self._revision()
            if revision == HEAD:
                make_private(self.path)
                return
            from bot.storage.migrate import migrate

            self.refuse_newer(revision)
            make_private(self.path)
            url = URL.create("sqlite", database=str(self.path))
            engine = create_engine(url, poolclass=NullPool, connect_args=self._connect_args)
            event.listen(engine, "begin", _begin)
            with engine.execution_options(**self.for_writing).begin() as connection:
                migrate(connection)

    def revision_if_any(self) -> str | None:
        """See ``Backend``; no file is created."""
        with self.explained():
            refuse_what_is_no_file(self.path)
            return self._revision()

    async def lock(self, session: AsyncSession, subjects: Collection[str], *, alone: bool) -> None:
        """Begin the transaction, which locks the whole file."""
        await session.connection()

    async def truncate_log(self) -> bool:
        """Empty the write-ahead log, the last place where what was deleted can still be read."""
        async with opened(self.path, busy_timeout=0) as connection:
            return await truncate_log(connection)

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[Ask]:
        """Over a connection that leaves even the files beside the database as they were."""
        async with opened(self.path, self._busy_timeout) as connection:
            await connection.execute("BEGIN")
            yield partial(fetched, connection)

    async def size(self) -> int:
        """That of what waits in the write-ahead log is included."""
        return await asyncio.to_thread(size, self.path)

    def fault(self, error: Exception) -> Fault | None:
        """By SQLite's code."""
        return _FAULTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)  # the rest only says more about the same

    def complaint(self, error: Exception) -> str:
        """See ``Backend``."""
        return f"cannot be used: {error.strerror or error}." if isinstance(error, OSError) else f"failed: {error}."

    @property
    def _connect_args(self) -> Mapping[str, object]:
        return {"timeout": self._busy_timeout, "factory": _Connection}

    def _revision(self) -> str | None:
        """The revision that it carries; None where nothing is there yet. Changes nothing in it."""
        if not self.path.exists():
            return None
        with closing(connect(self.path, self._busy_timeout)) as connection:
            tables = {name for (name,) in connection.execute(self.tables)}
            versioned = "alembic_version" in tables
            versions = connection.execute("SELECT version_num FROM alembic_version").fetchall() if versioned else []
        return self.revision_among(tables, [str(version) for (version,) in versions])


class _Connection(sqlite3.Connection):
    """One that is set up where it is opened: from the event loop, each statement is a way to its thread and back."""

    def __init__(self, database: str, *, timeout: float, check_same_thread: bool = True, factory: object) -> None:
        # No isolation level: sqlite3 leaves it to us to begin transactions. It also gives its ``factory``, this class.
        super().__init__(database, timeout, isolation_level=None, check_same_thread=check_same_thread)
        try:
            for pragma in _PRAGMAS:
                self.execute(f"PRAGMA {pragma}")
        except BaseException:
            self.close()
            raise


def _begin(connection: Connection) -> None:
    # A write behind a plain BEGIN takes its lock halfway through, where SQLite does not wait but fails.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
