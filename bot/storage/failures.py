"""What goes wrong with a database file, in words that tell the host what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.errors import DatabaseError
from bot.storage.dialect import DriverError, Fault, fault

_SAID: dict[Fault, str] = {
    "access": (
        "cannot be opened for writing. Give the account that runs the bot write access to the file and its folder."
    ),
    "locked": "is locked by another program. Close that program (a database browser, a backup) and try again.",
    "full": "cannot grow: the disk is full. Free some space; what is already stored is safe.",
    "damaged": "is damaged, or is no SQLite database. Restore it from a backup, or set database.path to another file.",
    "disk": "cannot be read or written: the disk reported an error. Check the disk and the system's log.",
}

_BY_ERRNO: dict[int, Fault] = {
    errno.EACCES: "access",
    errno.EPERM: "access",
    errno.EROFS: "access",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EIO: "disk",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database at ``path`` raises inside the block into ``DatabaseError``.

    Nothing but work on the database belongs inside: a ``ValueError`` there is a value that cannot be stored or a row
    that cannot be read back.
    """
    try:
        yield
    except (OSError, DriverError, SQLAlchemyError, OverflowError, ValueError) as error:
        raise DatabaseError(f"The database {path} {_explain(error)}") from error


def _explain(error: Exception) -> str:
    # Never SQLAlchemy's own text: it quotes what members wrote.
    cause = error.orig if isinstance(error, DBAPIError) else error
    match cause:
        case DriverError():
            known = fault(cause)
            return _SAID[known] if known else f"failed: {cause}."
        case TimeoutError():  # of a write that waited for its turn
            return _SAID["locked"]
        case OSError():
            known = _BY_ERRNO.get(cause.errno or 0)
            return _SAID[known] if known else f"cannot be used: {cause.strerror or cause}."
        case ValueError():
            return "holds a row that cannot be read back, or was given a value it cannot keep."
        case OverflowError():
            return "cannot keep a number of more than 64 bits."
        case _:
            return f"failed ({type(cause).__name__})."
