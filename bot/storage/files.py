"""Files that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

from bot.errors import InputError

FILE_ENDS = ("", "-journal", "-wal", "-shm")
"""Of the names of a database and of the files that SQLite puts beside it."""


@contextmanager
def whole_file(path: Path, *, replace: bool) -> Iterator[Path]:
    """An empty file beside ``path``, to be filled in the block, that becomes ``path`` at its end.

    Where the block raises, it is deleted with what SQLite has put beside it, and ``path`` stays as it was. Only the
    account that made it may read it: what members asked is in it. Raises ``InputError`` as ``refuse_place`` does, and
    ``OSError``.
    """
    refuse_place(path, replace=replace)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())  # before its name says that it is whole
        draft.replace(path)
    except BaseException:
        for end in FILE_ENDS:
            Path(f"{draft}{end}").unlink(missing_ok=True)
        raise


def refuse_place(path: Path, *, replace: bool) -> None:
    """Raise ``InputError`` where no file can come to ``path``: one is there not to be replaced, or no folder."""
    if path.is_dir():
        raise InputError(f"{path} is a folder. Name a file in it.")
    if path.exists() and not path.is_file():
        raise InputError(f"{path} is no ordinary file. Name another one.")
    if path.exists() and not replace:
        raise InputError(f"{path} is there already. Name another file, or replace it with --force.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}. Create it, or name another file.")


def refuse_no_file(path: Path, do: str) -> None:
    """Raise ``InputError``, with what to ``do``, where no file is at ``path``."""
    if not os.path.isfile(path):  # noqa: PTH113 - which takes every name, also one that is too long
        raise InputError(f"There is no file {path}. {do}")


def obstacle_to(path: Path) -> str:
    """Why no file can be made at ``path``, with the folders that lead there; empty where it can."""
    try:
        path.lstat()
    except FileNotFoundError:
        above = next(each for each in path.absolute().parents if os.path.lexists(each))
        if not above.is_dir():
            return f"{above} is no folder"
        return "" if may_write(above) else f"{above} is not ours to write to"
    except OSError as error:  # a file above it, a name that is too long, a folder that may not be looked into
        return error.strerror or type(error).__name__
    return "" if may_write(path.parent) else f"{path.parent} is not ours to write to"


def may_write(folder: Path) -> bool:
    """Whether files can be made in a folder that is there; in one of the system's own, as /proc, is no room for any."""
    return os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).total > 0
