"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

from bot.errors import InputError
from bot.storage.dialect.sqlite_file import FILE_ENDS


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
