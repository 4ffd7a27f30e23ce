"""The file of an SQLite database, as it is: these connections set nothing up and create nothing."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import aiosqlite
from aiosqlite import Connection as RawConnection

from bot.errors import DatabaseError
from bot.storage.files import FILE_ENDS

log = logging.getLogger(__name__)


def size(path: Path) -> int:
    """How many bytes a database takes, what waits in its write-ahead log included."""
    return sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists())


def connect(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """A connection to the database that is at ``path``."""
    return sqlite3.connect(_existing(path), uri=True, timeout=busy_timeout)


@asynccontextmanager
async def opened(path: Path, busy_timeout: float) -> AsyncIterator[RawConnection]:
    """A connection to the database that is at ``path``. A task that is cancelled interrupts what it does."""
    async with aiosqlite.connect(_existing(path), uri=True, timeout=busy_timeout, isolation_level=None) as connection:
        try:
            yield connection
        except asyncio.CancelledError:
            await connection.interrupt()
            raise


async def fetched(connection: RawConnection, statement: str) -> Sequence[Sequence[object]]:
    """The rows of ``statement``."""
    return [*await connection.execute_fetchall(statement)]


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


@contextmanager
def unshared(path: Path) -> Iterator[None]:
    """In the block nobody else has the database at ``path`` open, and all that it holds is in its one file. Blocks.

    Raises the driver's error for a database that is in use: each open connection to a database with a write-ahead log
    keeps others from giving that log up. One that is damaged cannot tell, and is left as it is.
    """
    with closing(connect(path, busy_timeout=0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise
        yield


def in_use(path: Path) -> bool:
    """Whether somebody has the database at ``path`` open, which stays as it is. Blocks.

    Each open connection to a database with a write-ahead log, an idle one too, keeps others from locking it whole.
    """
    with closing(connect(path, busy_timeout=0)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return True
        return False


def _existing(path: Path) -> str:
    # Not mode=ro, which would leave the files beside the database behind.
    return f"{path.absolute().as_uri()}?mode=rw"


def refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder. Set database.path to a file in it.")
    if path.exists() and not path.is_file():
        raise DatabaseError(f"{path} is no ordinary file. Set database.path to another one.")


def create_folder(folder: Path) -> None:
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)  # one that is there is left as it is: others may use it too
    except (FileExistsError, NotADirectoryError):
        raise DatabaseError(
            f"The folder {folder} cannot be created: a file is in the way. Set database.path to another place."
        ) from None
    except OSError as error:
        raise DatabaseError(
            f"The folder {folder} cannot be created ({error.strerror}). Create it and give the account that runs the "
            "bot write access, or set database.path to another place."
        ) from error


def make_private(path: Path) -> None:
    """Let no other account read what members wrote. SQLite gives the files beside a database the same permissions."""
    if not path.exists():
        path.touch(0o600)
    for file in (Path(f"{path.resolve()}{end}") for end in FILE_ENDS):
        try:
            if file.exists() and file.stat().st_mode & 0o077:
                file.chmod(0o600)
        except OSError as error:  # it is somebody else's, who may have meant it so
            log.warning("Other accounts of this machine can read %s, which I cannot change: %s", file, error.strerror)
