"""Getting a database file ready: checked before anything is written, then created or migrated."""

import sqlite3
from contextlib import closing
from functools import partial
from json import dumps
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import DatabaseError
from bot.storage.failures import explained
from bot.storage.migrations import HEAD
from bot.tokens import well_formed

# With synchronous=NORMAL a power cut takes back the latest commits of a WAL database. FULL costs one fsync a write and
# keeps the promise that whatever was acknowledged stays. Without secure_delete, which some builds of SQLite have on and
# others off, what members had deleted would stay readable in the file until its place is needed; overwriting it costs
# nothing that could be measured.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def prepare(path: Path, busy_timeout: float) -> None:
    """Bring the database at ``path`` to the newest revision, creating it and its folder where needed. Blocks.

    Raises ``DatabaseError``, with the file as it was, where the file belongs to a newer version or another program.
    """
    with explained(path):
        _refuse_a_folder(path)
        _create_folder(path.parent)
        revision = _revision(path, busy_timeout)
        if revision == HEAD:
            return
        from bot.storage.migrate import knows, migrate

        if revision is not None and not knows(revision):
            raise DatabaseError(
                f"The database {path} was written by a newer version of Strawberry (its revision is {revision}, "
                f"the newest known here {HEAD}). Install the newest Strawberry, or set database.path to another file."
            )
        engine = create_engine(_url("sqlite", path), poolclass=NullPool, connect_args=_arguments(busy_timeout))
        _set_up(engine)
        with engine.execution_options(immediate=True).begin() as connection:
            migrate(connection)


def found(path: Path, busy_timeout: float) -> str:
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


def create(path: Path, busy_timeout: float) -> AsyncEngine:
    """An engine for the prepared database at ``path``, which waits ``busy_timeout`` seconds for locks.

    Its transactions start with BEGIN, or with BEGIN IMMEDIATE where the execution option ``immediate`` is set.
    """
    engine = create_async_engine(
        _url("sqlite+aiosqlite", path),
        connect_args=_arguments(busy_timeout),
        hide_parameters=True,  # what members wrote stays out of tracebacks
        json_serializer=_json,
    )
    _set_up(engine.sync_engine)
    return engine


def _refuse_a_folder(path: Path) -> None:
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder. Set database.path to a file in it.")


def _create_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise DatabaseError(
            f"The folder {folder} cannot be created: a file is in the way. Set database.path to another place."
        ) from None
    except OSError as error:
        raise DatabaseError(
            f"The folder {folder} cannot be created ({error.strerror}). Create it and give the account that runs the "
            "bot write access, or set database.path to another place."
        ) from error


def _revision(path: Path, busy_timeout: float) -> str | None:
    """The revision that the database at ``path`` carries; None where nothing is there yet. Changes nothing in it."""
    if not path.exists():
        return None
    # Not mode=ro, which would leave the files beside the database behind.
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=busy_timeout)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        versioned = "alembic_version" in tables
        revisions = connection.execute("SELECT version_num FROM alembic_version").fetchall() if versioned else []
        if not revisions:
            raise DatabaseError(f"{path} is another program's database. Set database.path to another file.")
        return str(revisions[0][0])


def _set_up(engine: Engine) -> None:
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


def _configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A write behind a plain BEGIN takes its lock halfway through, where SQLite does not wait but fails.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _url(driver: str, path: Path) -> URL:
    return URL.create(driver, database=str(path))


def _arguments(busy_timeout: float) -> dict[str, float | None]:
    # No isolation level: sqlite3 leaves it to us to begin transactions.
    return {"timeout": busy_timeout, "isolation_level": None}


_to_json = partial(dumps, ensure_ascii=False)  # so that people who query the log can read it


def _json(value: object) -> str:
    return well_formed(_to_json(value))
