"""A database looked at without touching it: no file appears beside it, and nothing in it changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from bot.storage.dialect import SQLite
from bot.storage.dialect.sqlite_file import size
from bot.storage.migrations import HEAD

_LOCK_PATIENCE = 2.0
"""Seconds that a lock of another program is waited for."""
_INSTRUCTIONS = 20_000
"""Of SQLite, after each of which the time is looked at."""
_VERSION_AT = 18
"""Where the header of a file says how it is written; 2 stands for a write-ahead log."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was seen: the ``revision`` and whether this version knows it, bytes of the file and of unused space in it.

    ``problem`` is what is wrong inside; None where it is sound, or was not looked at to its end (``complete``).
    """

    revision: str
    known: bool
    size: int
    unused: int
    problem: str | None
    complete: bool

    @property
    def newest(self) -> bool:
        """Whether it needs no migration."""
        return self.revision == HEAD


def check_up(path: Path, seconds: float) -> Checkup:
    """Look at the database at ``path``, for its integrity at most ``seconds`` long. Blocks.

    Raises ``DatabaseError`` where it cannot be read, is locked or damaged, or is another program's.
    """
    database = SQLite(path)
    with database.explained(), _only_looked_at(path) as connection:
        tables = {name for (name,) in connection.execute(database.tables)}
        known = "alembic_version" in tables
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if known else []
        revision = database.revision_among(tables, [name for (name,) in rows]) or ""
        [page], [free] = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_size", "freelist_count"))
        problem, complete = _integrity(connection, monotonic() + seconds)
        return Checkup(revision, _is_known(revision), size(path), page * free, problem, complete)


@contextmanager
def _only_looked_at(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads alone.

    Of a file with a write-ahead log SQLite makes two more to read it, also where it may write nothing, unless it is
    told that nobody changes the file. That holds while there is no index of the log, as who opens the file makes one.
    """
    with path.open("rb") as file:
        header = file.read(_VERSION_AT + 1)
    quiet = header[_VERSION_AT:] == b"\x02" and not Path(f"{path.resolve()}-shm").exists()
    how = "immutable=1" if quiet else "mode=ro&readonly_shm=1"
    address = f"{path.absolute().as_uri()}?{how}"
    with closing(sqlite3.connect(address, uri=True, timeout=_LOCK_PATIENCE)) as connection:
        yield connection


def _integrity(connection: sqlite3.Connection, until: float) -> tuple[str | None, bool]:
    """What is wrong inside, and whether all of it was looked at before ``until``."""
    connection.set_progress_handler(lambda: monotonic() > until, _INSTRUCTIONS)
    try:
        [found] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return None, False
    finally:
        connection.set_progress_handler(None, 0)
    return (None if found == "ok" else str(found)), True


def _is_known(revision: str) -> bool:
    if revision in (HEAD, ""):
        return True
    from bot.storage.migrate import knows  # it takes a while to import, and is needed after an update alone

    return knows(revision)
