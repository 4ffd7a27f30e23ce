"""What is SQLite's alone in the tables and queries."""

from sqlalchemy import BigInteger, Index, Integer, text
from sqlalchemy.dialects.sqlite import Insert, insert

__all__ = ["NEVER_AGAIN", "ROW_ID", "Insert", "insert", "unique_where"]

ROW_ID = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the type is spelt INTEGER, which is 64 bits wide there."""

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Of a table: an id is never given out twice, as SQLite does with the highest one. Old buttons name ids."""


def unique_where(name: str, column: str, condition: str) -> Index:
    """An index by which no two rows for which ``condition`` holds have the same in ``column``.

    >>> unique_where("ix_running", "channel_id", "ended_at IS NULL").unique
    True
    """
    rows = text(condition)
    return Index(name, column, unique=True, sqlite_where=rows, postgresql_where=rows)
