"""Copies of the database in a folder, the newest of which are kept, and one of them put back."""

import asyncio
import glob
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.called import called
from bot.errors import DatabaseError, InputError
from bot.places import Where
from bot.storage.dialect import SQLite
from bot.storage.dialect.sqlite_file import unshared
from bot.storage.files import FILE_ENDS, refuse_no_file, whole_file
from bot.storage.maintenance import BY_SERVER, Copied, back_up, copied, file_of, refuse_itself

_DATE, _ANY_DATE = "%Y-%m-%dT%H-%M-%SZ", "????-??-??T??-??-??Z"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the database lies that was there before; None where there was none."""

    held: Copied
    before: Path | None


async def back_up_into(folder: Path, where: Where, keep: int) -> tuple[Path, Copied]:
    """Copy the database into ``folder``, where the copy is named after the time and the ``keep`` newest are left.

    Older ones are deleted once the new one is whole; the folder is made where there is none. Raises ``InputError`` and
    ``DatabaseError``.
    """
    name = file_of(where, BY_SERVER).stem
    _make(folder)
    to = folder / f"{name}-{datetime.now(UTC):{_DATE}}.sqlite3"
    made = await back_up(where, to, replace=False)
    with SQLite(to).explained():
        _delete_older(folder, f"{glob.escape(name)}-{_ANY_DATE}.sqlite3", keep)
    return to, made


async def restore(where: Where, backup: Path) -> Restored:
    """Put a copy of the database ``backup`` in the place of the one that is there, which is kept beside it.

    Raises ``InputError`` and ``DatabaseError``, with all as it was, where the backup is not sound, belongs to a newer
    version or another program, or where somebody has the database open, as the bot has while it runs.
    """
    path = await asyncio.to_thread(_checked, file_of(where, BY_SERVER), backup)
    with SQLite(path).explained(), _unused(path), whole_file(path, replace=True) as draft:
        held = await copied(backup, draft, path)
        return Restored(held, _make_way(path, draft))


def _delete_older(folder: Path, copies: str, keep: int) -> None:
    for old in sorted(folder.glob(copies))[:-keep]:
        old.unlink()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be made: {error.strerror}.") from None


def _checked(path: Path, backup: Path) -> Path:
    """Where the database at ``path`` really is, as a link to it shall stay one."""
    refuse_no_file(backup, f"Name a copy that `{called('db', 'backup')}` has made.")
    refuse_itself(path, backup)
    copy = SQLite(backup)
    try:
        revision = copy.revision()
    except DatabaseError as error:
        raise InputError(
            f"{backup} cannot be put back: it is damaged, no SQLite database, or another program's. Take another copy; "
            "the log is as it was."
        ) from error
    copy.refuse_newer(revision)
    path = path.resolve()
    _make(path.parent)
    return path


@contextmanager
def _unused(path: Path) -> Iterator[None]:
    """In the block the database at ``path`` is in use nowhere else."""
    with ExitStack() as stack:
        try:
            if path.exists():
                stack.enter_context(unshared(path))
        except sqlite3.Error as error:
            if SQLite(path).fault(error) != "locked":
                raise
            raise InputError(f"The database {path} is in use. Stop the bot first.") from None
        yield


def _make_way(path: Path, draft: Path) -> Path | None:
    """Give the database at ``path`` a second name, which is returned, and its owner the file that takes its place.

    What SQLite has left beside one that is damaged goes with it: it would be taken for the new one's.
    """
    now = path if path.exists() else path.parent
    if sys.platform != "win32" and os.geteuid() == 0:  # root is not whom the bot runs as
        os.chown(draft, now.stat().st_uid, now.stat().st_gid)
    aside = path.with_name(f"{path.name}.before-{datetime.now(UTC):{_DATE}}")
    for end in FILE_ENDS[1:]:
        if (beside := Path(f"{path}{end}")).exists():
            beside.rename(f"{aside}{end}")
    if now == path.parent:
        return None
    os.link(path, aside)  # rather than renamed: there is a database at any moment
    return aside
