"""Database files: made, changed by others, and looked at."""

import os
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from bot.storage import Database
from bot.storage.all_tables import METADATA
from bot.storage.migrate import migrate, newest
from bot.storage.migrations import HEAD


async def create(path: Path) -> None:
    """Leave a database at ``path``."""
    await (await Database.open(path)).close()


def differences(connection: Connection) -> object:
    """What is otherwise in an up-to-date database than in the tables."""
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True, "target_metadata": METADATA}
    )
    assert context.get_current_revision() == HEAD == newest()
    return compare_metadata(context, METADATA)


def dump(path: Path) -> list[str]:
    """Everything in a database, as statements."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def create_old(path: Path, revision: str = "0001") -> None:
    """Leave a database of an earlier version at ``path``, with a comparison in it."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection, revision)
        connection.execute(
            text(
                "INSERT INTO comparisons (asked_at, private, question, kind, parameters, exact, word_tokens) "
                "VALUES ('2025-01-01 00:00:00.000000', 0, 'old', 'length', '{}', '1', '[]')"
            )
        )
    engine.dispose()


def change(path: Path, *statements: str) -> bytes:
    """Run ``statements`` on the database at ``path``, and return its bytes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path.read_bytes()


async def as_root(make: Callable[[Path], Awaitable[None]], path: Path) -> bytes:
    """Make the file at ``path`` as its folder's owner, for others to read only, and return its bytes."""
    user, owner = os.geteuid(), path.parent.stat().st_uid
    os.seteuid(0 if owner == 0 else user)
    try:
        await make(path)
        path.chmod(0o444)
        return path.read_bytes()
    finally:
        os.seteuid(user)


def plan(path: Path, statement: str, parameters: tuple[object, ...] = ()) -> list[str]:
    """The steps that SQLite would take."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
