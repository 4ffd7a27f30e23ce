"""What a host does with the database, also while the bot runs: an overview, a copy, unused space given back.

Nothing here creates or migrates a database, and any revision will do. A task that is cancelled stops the work.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from sqlite3 import Error
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from bot.errors import DatabaseError, InputError
from bot.places import DatabaseServer, Where
from bot.storage.dialect import Ask, SQLite, backend_of
from bot.storage.dialect.sqlite import BUSY_TIMEOUT
from bot.storage.dialect.sqlite_file import copy_into, fetched, opened, problem, shrink, size
from bot.storage.files import FILE_ENDS, whole_file

BY_SERVER = "pg_dump copies it, and pg_restore restores it"
"""What a host does instead where the database is on a server."""
_HEADER = b"SQLite format 3\0"
_ANSWERS = "WHERE user_id <> 0 AND choice IS NOT NULL"  # 0 is ``MODEL`` of the quizzes, which are slow to import
_EXTENT = """
    SELECT count(*), count(DISTINCT user_id), count(DISTINCT guild_id), min(asked_at), max(asked_at) FROM comparisons
"""
_TALLIES = """
    SELECT model_name, count(*), count(*) FILTER (WHERE correct), count(*) FILTER (WHERE NOT correct)
    FROM comparisons GROUP BY model_name
"""
_Moment = Annotated[datetime, AfterValidator(lambda moment: moment.replace(tzinfo=UTC))]  # SQLite's is a text without
_EXTENT_ROW: TypeAdapter[tuple[int, int, int, _Moment | None, _Moment | None]] = TypeAdapter(
    tuple[int, int, int, _Moment | None, _Moment | None]
)
_TALLY_ROWS: TypeAdapter[list[tuple[str | None, int, int, int]]] = TypeAdapter(list[tuple[str | None, int, int, int]])


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a database: its comparisons, its texts behind buttons, its turns of chats, its size in bytes."""

    comparisons: int
    texts: int
    turns: int
    size: int


@dataclass(frozen=True, slots=True)
class Vacuumed:
    """The size of the file in bytes, its write-ahead log's included, before and after.

    ``pending``: somebody was reading it, so that it shrinks only later.
    """

    before: int
    after: int
    pending: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How a model has done; ``model`` is None for comparisons without one."""

    model: str | None
    comparisons: int
    right: int
    wrong: int

    @property
    def no_answer(self) -> int:
        """Comparisons without a model's answer that can be read."""
        return self.comparisons - self.right - self.wrong


@dataclass(frozen=True, slots=True)
class Overview:
    """What a database holds.

    ``size`` is in bytes, the write-ahead log's included; ``first`` and ``last`` are when the oldest and the newest
    comparison were asked; ``texts`` stand behind buttons, ``turns`` are those of chats, ``answers`` those of members to
    quizzes.
    """

    size: int
    revision: str
    comparisons: int
    askers: int
    servers: int
    first: datetime | None
    last: datetime | None
    tallies: tuple[Tally, ...]
    texts: int
    turns: int
    quizzes: int
    answers: int


async def overview(where: Where) -> Overview:
    """What the database holds. Raises ``DatabaseError``."""
    backend = backend_of(where)
    revision = await asyncio.to_thread(backend.revision)
    with backend.explained():
        async with backend.asking() as ask:
            [extent] = await ask(_EXTENT)
            comparisons, askers, servers, first, last = _EXTENT_ROW.validate_python(extent)
            tallies = [Tally(*row) for row in _TALLY_ROWS.validate_python(await ask(_TALLIES))]
            tables = {str(name) for (name,) in await ask(backend.tables)}
            texts, turns, quizzes = [
                await _counted(ask, tables, each) for each in ("tokenizations", "turns", "quizzes")
            ]
            answers = await _counted(ask, tables, "quiz_answers", _ANSWERS)
        tallies.sort(key=lambda tally: (-tally.comparisons, tally.model or ""))
        size = await backend.size()
        counted = (comparisons, askers, servers, first, last, tuple(tallies), texts, turns, quizzes, answers)
        return Overview(size, revision, *counted)


async def back_up(where: Where, to: Path, *, replace: bool) -> Copied:
    """Copy the database to the file ``to``, as it is at one moment; readers and writers go on meanwhile.

    The copy holds nothing that was deleted, is checked before it gets its name, and is complete in its one file.
    Raises ``DatabaseError``, and ``InputError`` where ``to`` is there already and not to be replaced, or the database
    is on a server.
    """
    path = file_of(where, BY_SERVER)
    await asyncio.to_thread(SQLite(path).revision)
    refuse_itself(path, to)
    if replace:
        _refuse_other(to)
    with SQLite(to).explained(), whole_file(to, replace=replace) as draft:
        return await copied(path, draft, to)


def _refuse_other(to: Path) -> None:
    """Raise ``InputError`` where ``to`` is a file with anything else in it, such as the config."""
    if not to.is_file():
        return
    with to.open("rb") as file:
        begin = file.read(len(_HEADER))
    if begin not in (b"", _HEADER):
        raise InputError(f"{to} is no database, so no copy replaces it. Name another file.")


async def copied(path: Path, draft: Path, to: Path) -> Copied:
    """Copy the database at ``path`` to the empty file ``draft``, which is to be called ``to``, and check the copy.

    Raises ``DatabaseError``, and what the driver raises of ``draft``.
    """
    await _copy(path, draft, to)
    async with opened(draft, BUSY_TIMEOUT) as connection:
        if wrong := await problem(connection):
            raise DatabaseError(f"The copy of {path} is not sound ({wrong}), so it was not kept. Check the disk.")
        ask = partial(fetched, connection)
        tables = {str(name) for (name,) in await ask(SQLite.tables)}
        comparisons, texts, turns = [
            await _counted(ask, tables, each) for each in ("comparisons", "tokenizations", "turns")
        ]
    return Copied(comparisons, texts, turns, size(draft))


def refuse_itself(path: Path, to: Path) -> None:
    """Raise ``InputError`` where writing the file ``to`` would destroy the database at ``path``."""
    if to.resolve() in {Path(f"{path.resolve()}{end}") for end in FILE_ENDS}:
        raise InputError(f"{to} is the database itself. Name another file.")


async def vacuum(where: Where) -> Vacuumed:
    """Give the unused space of the database back. Nobody can write meanwhile.

    Raises ``DatabaseError``, and ``InputError`` where it is on a server.
    """
    path = file_of(where, "autovacuum gives its unused space back by itself")
    await asyncio.to_thread(SQLite(path).revision)
    with SQLite(path).explained():
        before = size(path)
        async with opened(path, BUSY_TIMEOUT) as connection:
            done = await shrink(connection)
        return Vacuumed(before, size(path), pending=not done)


def file_of(where: Where, instead: str) -> Path:
    """The database's file. Raises ``InputError`` where it is on a server, with what is done ``instead``."""
    if isinstance(where, DatabaseServer):
        raise InputError(f"The database {where} is on a PostgreSQL server: {instead}.")
    return where


async def _counted(ask: Ask, tables: Collection[str], table: str, which: str = "") -> int:
    """How many rows of ``table`` there are: none in a revision without it."""
    if table not in tables:
        return 0
    [(number,)] = await ask(f"SELECT count(*) FROM {table} {which}")  # noqa: S608 - made of constants alone
    return int(str(number))


async def _copy(path: Path, draft: Path, to: Path) -> None:
    source = SQLite(path)
    with source.explained():
        async with opened(path, BUSY_TIMEOUT) as connection:
            try:
                await copy_into(connection, draft)
            except Error as error:
                if source.fault(error) in ("full", "access"):
                    with SQLite(to).explained():  # the database itself does not grow
                        raise
                raise
