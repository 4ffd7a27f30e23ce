"""What differs in tables and statements, for whatever database they are made or run."""

import re
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import BigInteger, Index, Integer, inspect, text
from sqlalchemy.ext.asyncio import AsyncSession

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    from bot.storage.tables import Base

ROW_ID = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the type is spelt INTEGER, which is 64 bits wide there."""

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Of a table: an id is never given out twice, as SQLite does with the highest one. Old buttons name ids."""

Insert: TypeAlias = "sqlite.Insert | postgresql.Insert"
"""An INSERT that can say what happens where there is such a row already."""

_ESCAPE, _NUL = "\ufdd0", "\0"
"""U+FDD0 is for use inside programs alone: Unicode never makes it a character."""
_ESCAPED = re.compile(f"{_ESCAPE}(.)", re.DOTALL)


def unique_where(name: str, column: str, condition: str) -> Index:
    """An index by which no two rows for which ``condition`` holds have the same in ``column``.

    >>> unique_where("ix_running", "channel_id", "ended_at IS NULL").unique
    True
    """
    rows = text(condition)
    return Index(name, column, unique=True, sqlite_where=rows, postgresql_where=rows)


def insert(session: AsyncSession, table: type["Base"]) -> Insert:
    """A row, or rows, for ``table``."""
    # Not above: the other one is not needed.
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as into_sqlite

        return into_sqlite(table)
    from sqlalchemy.dialects.postgresql import insert as into_postgresql

    return into_postgresql(table)


async def put(session: AsyncSession, row: "Base") -> None:
    """Store ``row``, all of whose columns are set, in place of the one with its primary key, if there is one."""
    values = {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
    key = [column.name for column in type(row).__table__.primary_key]
    new = insert(session, type(row)).values(values)
    changed = {name: new.excluded[name] for name in values if name not in key}
    await session.execute(new.on_conflict_do_update(index_elements=key, set_=changed))


def storable(words: str, dialect: str) -> str:
    """``words`` as that database can keep them: PostgreSQL's texts have no U+0000.

    >>> stored(storable("a\\0b", "postgresql"), "postgresql") == "a\\0b" == storable("a\\0b", "sqlite")
    True
    """
    if dialect != "postgresql" or not (_NUL in words or _ESCAPE in words):
        return words
    return words.replace(_ESCAPE, f"{_ESCAPE}1").replace(_NUL, f"{_ESCAPE}0")


def stored(words: str, dialect: str) -> str:
    """What ``storable`` was given."""
    if dialect != "postgresql" or _ESCAPE not in words:
        return words
    return _ESCAPED.sub(lambda found: _NUL if found[1] == "0" else _ESCAPE, words)
