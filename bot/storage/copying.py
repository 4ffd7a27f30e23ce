"""A log moved from SQLite's file to a PostgreSQL server, and compared row by row before it counts."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Column, ColumnElement, Table, Text, cast, collate, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.called import called
from bot.errors import DatabaseError
from bot.places import DatabaseServer
from bot.storage.all_tables import METADATA
from bot.storage.columns import AsJson, Words
from bot.storage.database import Database
from bot.storage.dialect import SQLite, storable
from bot.storage.dialect.postgresql import append
from bot.storage.dialect.sqlite_file import in_use
from bot.storage.files import refuse_no_file

_PORTION = 1_000
"""Rows that are read before they are written."""
_SEQUENCES = text("SELECT name, seq FROM sqlite_sequence")

Cells = tuple[object, ...]


async def copy(path: Path, to: DatabaseServer) -> Mapping[str, int]:
    """Copy all rows of the database at ``path``, and return how many there were by table. All are copied, or none.

    Ids that were used once are not given out there either. Raises ``InputError`` where the one is no file, and
    ``DatabaseError``, also where it is in use or has another revision, the other is not empty, or both then differ.
    """
    refuse_no_file(path, f"Name the one that has the log: `{called('db', 'stats')}` says where the bot's own is.")
    source = await Database.open_existing(path)
    try:
        with SQLite(path).explained():
            if await asyncio.to_thread(in_use, path):
                raise DatabaseError(f"The database {path} is in use. Stop the bot first.")
        async with source.write() as old:  # nothing is written, and nobody else who opens it now can write either
            return await _filled(to, old)
    finally:
        await source.close()


async def _filled(to: DatabaseServer, old: AsyncSession) -> Mapping[str, int]:
    target = await Database.open(to)
    try:
        async with target.write(alone=True) as new:
            for table in _tables():
                if await new.scalar(select(table).limit(1).exists().select()):
                    raise DatabaseError(f"The database {to} is not empty: it has {table.name}. Name one that is.")
            copied = {table.name: await _copied(table, old, new) for table in _tables()}
            await _go_on_behind(old, new)
            for table in _tables():
                await _compare(table, old, new)
    finally:
        await target.close()
    return copied


def _tables() -> Sequence[Table]:
    """Those whose rows others name come first."""
    return METADATA.sorted_tables


async def _copied(table: Table, old: AsyncSession, new: AsyncSession) -> int:
    """Copy a table's rows: how many there are."""
    number, words = 0, [isinstance(column.type, Words) for column in table.columns]
    async for rows in _portions(table, old):
        await append(new, table, [tuple(map(_as_stored, row, words)) for row in rows])
        number += len(rows)
    return number


def _as_stored(cell: object, words: bool) -> object:
    return storable(cell, "postgresql") if words and isinstance(cell, str) else cell


async def _go_on_behind(old: AsyncSession, new: AsyncSession) -> None:
    """Have the next ids follow the highest that were ever used, of rows too that were deleted."""
    for name, used in (await old.execute(_SEQUENCES)).all():
        if used and name in METADATA.tables:
            await new.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), used)))


async def _compare(table: Table, old: AsyncSession, new: AsyncSession) -> None:
    """Raise ``DatabaseError`` where any row differs, is missing, or is there alone."""
    copies = _rows(table, new, "C")
    async for row in _rows(table, old):
        if await anext(copies, None) != row:
            break
    else:
        if await anext(copies, None) is None:
            return
    raise DatabaseError(f"What was copied of {table.name} is not the same, so nothing was kept. Try again.")


async def _rows(table: Table, session: AsyncSession, collation: str | None = None) -> AsyncIterator[Cells]:
    async for portion in _portions(table, session, collation):
        for row in portion:
            yield row


async def _portions(table: Table, session: AsyncSession, collation: str | None = None) -> AsyncIterator[list[Cells]]:
    """The rows in the order of their keys, their JSON as the text that it is."""
    columns = [cast(each, Text) if isinstance(each.type, AsJson) else each for each in table.columns]
    wanted = select(*columns).order_by(*(_ordered(each, collation) for each in table.primary_key))
    async for portion in (await session.stream(wanted)).partitions(_PORTION):
        yield [tuple(row) for row in portion]


def _ordered(column: Column[object], collation: str | None) -> ColumnElement[object] | ColumnElement[str]:
    return collate(column, collation) if collation and isinstance(column.type, Words) else column
