"""What a host does with the database file, also while the bot runs: an overview, a copy, unused space given back.

Nothing here creates or migrates a database, and any revision will do. A task that is cancelled stops the work.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import DatabaseError, InputError
from bot.storage.database import BUSY_TIMEOUT
from bot.storage.dialect import (
    FILE_ENDS,
    DriverError,
    RawConnection,
    copy_into,
    fault,
    has_table,
    moment,
    opened,
    problem,
    shrink,
    size,
)
from bot.storage.failures import explained
from bot.storage.files import whole_file
from bot.storage.opening import existing_revision

_COMPARISONS = "SELECT count(*) FROM comparisons"
_TEXTS = "SELECT count(*) FROM tokenizations"
_TURNS = "SELECT count(*) FROM turns"
_QUIZZES = "SELECT count(*) FROM quizzes"
_ANSWERS = "SELECT count(*) FROM quiz_answers WHERE user_id <> 0 AND choice IS NOT NULL"  # 0 is the model
_EXTENT = """
    SELECT count(*), count(DISTINCT user_id), count(DISTINCT guild_id), min(asked_at), max(asked_at) FROM comparisons
"""
_TALLIES = """
    SELECT model_name, count(*), count(*) FILTER (WHERE correct), count(*) FILTER (WHERE NOT correct)
    FROM comparisons GROUP BY model_name ORDER BY count(*) DESC, model_name
"""


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


async def overview(path: Path) -> Overview:
    """What the database at ``path`` holds. Raises ``DatabaseError``."""
    revision = await asyncio.to_thread(existing_revision, path, BUSY_TIMEOUT)
    with explained(path):
        async with opened(path, BUSY_TIMEOUT) as connection:
            await connection.execute("BEGIN")  # one state throughout
            [(comparisons, askers, servers, first, last)] = await connection.execute_fetchall(_EXTENT)
            tallies = tuple(Tally(*row) for row in await connection.execute_fetchall(_TALLIES))
            [(texts,)] = await connection.execute_fetchall(_TEXTS)
            turns = await _counted(connection, "turns", _TURNS)
            quizzes = await _counted(connection, "quizzes", _QUIZZES)
            answers = await _counted(connection, "quizzes", _ANSWERS)
        moments = (moment(first), moment(last))
        return Overview(
            size(path), revision, comparisons, askers, servers, *moments, tallies, texts, turns, quizzes, answers
        )


async def back_up(path: Path, to: Path, *, replace: bool) -> Copied:
    """Copy the database at ``path`` to the file ``to``, as it is at one moment; readers and writers go on meanwhile.

    The copy holds nothing that was deleted, is checked before it gets its name, and is complete in its one file.
    Raises ``DatabaseError``, and ``InputError`` where ``to`` is there already and not to be replaced.
    """
    await asyncio.to_thread(existing_revision, path, BUSY_TIMEOUT)
    refuse_itself(path, to)
    with explained(to), whole_file(to, replace=replace) as draft:
        await _copy(path, draft, to)
        async with opened(draft, BUSY_TIMEOUT) as connection:
            if wrong := await problem(connection):
                raise DatabaseError(f"The copy of {path} is not sound ({wrong}), so it was not kept. Check the disk.")
            [(comparisons,)] = await connection.execute_fetchall(_COMPARISONS)
            [(texts,)] = await connection.execute_fetchall(_TEXTS)
            turns = await _counted(connection, "turns", _TURNS)
        return Copied(comparisons, texts, turns, size(draft))


def refuse_itself(path: Path, to: Path) -> None:
    """Raise ``InputError`` where writing the file ``to`` would destroy the database at ``path``."""
    if to.resolve() in {Path(f"{path.resolve()}{end}") for end in FILE_ENDS}:
        raise InputError(f"{to} is the database itself. Name another file.")


async def vacuum(path: Path) -> Vacuumed:
    """Give the unused space of the database at ``path`` back. Nobody can write meanwhile. Raises ``DatabaseError``."""
    await asyncio.to_thread(existing_revision, path, BUSY_TIMEOUT)
    with explained(path):
        before = size(path)
        async with opened(path, BUSY_TIMEOUT) as connection:
            done = await shrink(connection)
        return Vacuumed(before, size(path), pending=not done)


async def _counted(connection: RawConnection, table: str, counting: str) -> int:
    """What the statement ``counting`` counts: none in a revision without ``table``, which it needs."""
    if not await has_table(connection, table):
        return 0
    [(number,)] = await connection.execute_fetchall(counting)
    return int(number)


async def _copy(path: Path, draft: Path, to: Path) -> None:
    with explained(path):
        async with opened(path, BUSY_TIMEOUT) as connection:
            try:
                await copy_into(connection, draft)
            except DriverError as error:
                if fault(error) in ("full", "access"):
                    with explained(to):  # the database itself does not grow
                        raise
                raise
