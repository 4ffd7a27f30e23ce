"""What goes wrong with a database file, in words that tell the host what to do."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.errors import DatabaseError

_ACCESS = "cannot be opened for writing. Give the account that runs the bot write access to the file and its folder."
_LOCKED = "is locked by another program. Close that program (a database browser, a backup) and try again."
_FULL = "cannot grow: the disk is full. Free some space; what is already stored is safe."
_DAMAGED = "is damaged, or is no SQLite database. Restore it from a backup, or set database.path to another file."
_DISK = "cannot be read or written: the disk reported an error. Check the disk and the system's log."

_BY_CODE = {
    sqlite3.SQLITE_PERM: _ACCESS,
    sqlite3.SQLITE_READONLY: _ACCESS,
    sqlite3.SQLITE_CANTOPEN: _ACCESS,
    sqlite3.SQLITE_AUTH: _ACCESS,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: _DISK,
}

_BY_ERRNO = {
    errno.EACCES: _ACCESS,
    errno.EPERM: _ACCESS,
    errno.EROFS: _ACCESS,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EIO: _DISK,
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database at ``path`` raises inside the block into ``DatabaseError``.

    Nothing but work on the database belongs inside: a ``ValueError`` there is a value that cannot be stored or a row
    that cannot be read back.
    """
    try:
        yield
    except (OSError, sqlite3.Error, SQLAlchemyError, OverflowError, ValueError) as error:
        raise DatabaseError(f"The database {path} {_explain(error)}") from error


def _explain(error: Exception) -> str:
    # Never SQLAlchemy's own text: it quotes what members wrote.
    cause = error.orig if isinstance(error, DBAPIError) else error
    match cause:
        case sqlite3.Error():
            code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the rest only says more about the same
            return _BY_CODE.get(code, f"failed: {cause}.")
        case TimeoutError():  # of a write that waited for its turn
            return _LOCKED
        case OSError():
            return _BY_ERRNO.get(cause.errno or 0, f"cannot be used: {cause.strerror or cause}.")
        case ValueError():
            return "holds a row that cannot be read back, or was given a value it cannot keep."
        case OverflowError():
            return "cannot keep a number of more than 64 bits."
        case _:
            return f"failed ({type(cause).__name__})."
