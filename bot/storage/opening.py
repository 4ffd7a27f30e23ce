"""Getting a database file ready: checked before anything is written, then created or migrated."""

import logging
from contextlib import closing
from functools import partial
from json import dumps
from pathlib import Path

from sqlalchemy import NullPool, create_engine
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import DatabaseError
from bot.storage.dialect import FILE_ENDS, FOR_WRITING, address, connect, connect_args, set_up, table_names
from bot.storage.failures import explained
from bot.storage.migrations import HEAD
from bot.tokens import well_formed

log = logging.getLogger(__name__)


def bring_up_to_date(path: Path, busy_timeout: float) -> None:
    """Bring the database at ``path`` to the newest revision, creating it and its folder where needed. Blocks.

    Nobody but the account that runs this may read its files afterwards. Raises ``DatabaseError``, with the file as it
    was, where the file belongs to a newer version or another program.
    """
    with explained(path):
        _refuse_a_folder(path)
        _create_folder(path.parent)
        revision = _revision(path, busy_timeout)
        if revision == HEAD:
            _make_private(path)
            return
        from bot.storage.migrate import knows, migrate

        if revision is not None and not knows(revision):
            raise DatabaseError(
                f"The database {path} was written by a newer version of Strawberry (its revision is {revision}, "
                f"the newest known here {HEAD}). Install the newest Strawberry, or set database.path to another file."
            )
        _make_private(path)
        engine = create_engine(
            address(path, blocking=True), poolclass=NullPool, connect_args=connect_args(busy_timeout)
        )
        set_up(engine)
        with engine.execution_options(**FOR_WRITING).begin() as connection:
            migrate(connection)


def existing_revision(path: Path, busy_timeout: float) -> str:
    """The revision of the database that is at ``path``; no file is created, and what is in it stays as it is. Blocks.

    Raises ``DatabaseError`` where there is none, or it is another program's.
    """
    with explained(path):
        _refuse_a_folder(path)
        revision = _revision(path, busy_timeout)
    if revision is None:
        raise DatabaseError(
            f"There is no database at {path}. Name the bot's own config with --config, or set database.path."
        )
    return revision


def async_engine(path: Path, busy_timeout: float) -> AsyncEngine:
    """An engine for the prepared database at ``path``, which waits ``busy_timeout`` seconds for locks."""
    engine = create_async_engine(
        address(path),
        connect_args=connect_args(busy_timeout),
        hide_parameters=True,  # what members wrote stays out of tracebacks
        json_serializer=_json,
    )
    set_up(engine.sync_engine)
    return engine


def _refuse_a_folder(path: Path) -> None:
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder. Set database.path to a file in it.")


def _create_folder(folder: Path) -> None:
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


def _make_private(path: Path) -> None:
    """Let no other account read what members wrote. SQLite gives the files beside a database the same permissions."""
    if not path.exists():
        path.touch(0o600)
    for file in (Path(f"{path.resolve()}{end}") for end in FILE_ENDS):
        try:
            if file.exists() and file.stat().st_mode & 0o077:
                file.chmod(0o600)
        except OSError as error:  # it is somebody else's, who may have meant it so
            log.warning("Other accounts of this machine can read %s, which I cannot change: %s", file, error.strerror)


def _revision(path: Path, busy_timeout: float) -> str | None:
    """The revision that the database at ``path`` carries; None where nothing is there yet. Changes nothing in it."""
    if not path.exists():
        return None
    with closing(connect(path, busy_timeout)) as connection:
        tables = table_names(connection)
        if not tables:
            return None
        versioned = "alembic_version" in tables
        revisions = connection.execute("SELECT version_num FROM alembic_version").fetchall() if versioned else []
        if not revisions:
            raise DatabaseError(f"{path} is another program's database. Set database.path to another file.")
        return str(revisions[0][0])


_to_json = partial(dumps, ensure_ascii=False)  # so that people who query the log can read it


def _json(value: object) -> str:
    return well_formed(_to_json(value))
