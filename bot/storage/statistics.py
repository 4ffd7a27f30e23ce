"""The log of comparisons, counted."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Select, func, select

from bot.letters.accuracy import Cell
from bot.letters.shape import Shape
from bot.storage.database import Database
from bot.storage.tables import ComparisonRow

_AT_ONCE = 200
"""Rows that are turned into cells in one go: about half a millisecond of the event loop."""

# There are some thousand shapes at most, and each comes back for every model and verdict.
_shape = lru_cache(10_000)(Shape.parse)


class Statistics:
    """Counts comparisons that are alike."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def cells(self, *, guild_id: int | None = None, user_id: int | None = None) -> Sequence[Cell]:
        """The comparisons of a server, of a member, or all where neither is given. Raises ``DatabaseError``.

        Those that were answered privately are counted too: a count shows neither who asked nor the words.
        """
        cells: list[Cell] = []
        async with self._database.read() as session:
            rows = await session.stream(alike(guild_id=guild_id, user_id=user_id))
            async for part in rows.partitions(_AT_ONCE):
                cells += [Cell(_shape(shape), model, correct, number) for model, shape, correct, number in part]
        return cells


def alike(*, guild_id: int | None = None, user_id: int | None = None) -> Select[str | None, str, bool | None, int]:
    """The statement behind ``Statistics.cells``, for which SQLite reads nothing but an index."""
    columns = (ComparisonRow.model_name, ComparisonRow.shape, ComparisonRow.correct)
    wanted = select(*columns, func.count()).group_by(*columns)
    if guild_id is not None:
        wanted = wanted.where(ComparisonRow.guild_id == guild_id)
    if user_id is not None:
        wanted = wanted.where(ComparisonRow.user_id == user_id)
    return wanted
