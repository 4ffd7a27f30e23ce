"""What differs between the databases: a file for each, one for tables and statements, and what they have in common."""

from pathlib import Path

from bot.places import DatabaseServer, Where
from bot.storage.dialect.backend import Ask, Backend
from bot.storage.dialect.sql import NEVER_AGAIN, ROW_ID, Insert, insert, put, storable, stored, unique_where
from bot.storage.dialect.sqlite import SQLite

__all__ = [
    "NEVER_AGAIN",
    "ROW_ID",
    "Ask",
    "Backend",
    "Insert",
    "SQLite",
    "backend_of",
    "insert",
    "put",
    "storable",
    "stored",
    "unique_where",
]


def backend_of(where: Where, busy_timeout: float | None = None) -> Backend:
    """The database there, which is not opened. ``busy_timeout`` is for how many seconds others' locks are waited for.

    >>> str(backend_of(Path("log.sqlite3")))
    'log.sqlite3'
    """
    patience = () if busy_timeout is None else (busy_timeout,)
    match where:
        case Path():
            return SQLite(where, *patience)
        case DatabaseServer():
            from bot.storage.dialect.postgresql import PostgreSQL  # its driver is loaded where it is used alone

            return PostgreSQL(where, *patience)
