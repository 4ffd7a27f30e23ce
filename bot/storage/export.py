"""The log of comparisons, read in portions and written as a file."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Select, Text, cast, func, or_, select

from bot.storage.columns import AsJson
from bot.storage.database import Database
from bot.storage.formats import Format, Record, header, line
from bot.storage.tables import ComparisonRow, Tokens

COLUMNS = (
    "id", "asked_at", "guild_id", "channel_id", "user_id", "private", "question", "kind", "word", "letter",
    "parameters", "exact", "model_name", "model_revision", "model_answer", "model_text", "model_missing", "correct",
    "form", "series", "true_count", "word_length", "word_token_count", "word_tokens", "distribution", "prior", "mass",
    "latency", "below",
)  # fmt: skip
"""The columns of a file, left to right; of ``word_tokens`` their ids."""

_TABLE = ComparisonRow.__table__
_JSON = {name for name in COLUMNS if isinstance(_TABLE.c[name].type, AsJson)}
_DISCORD_IDS = {"guild_id", "channel_id", "user_id"}
_TOKENS: TypeAdapter[Tokens] = TypeAdapter(Tokens)
PORTION = 100
"""Rows read at a time: few enough to leave the event loop to others."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which comparisons: a member's, a server's, a member's in a server, or all.

    ``seen_by`` leaves out what others than this member have asked privately.
    """

    user_id: int | None = None
    guild_id: int | None = None
    seen_by: int | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A file with the newest ``rows`` of ``total`` comparisons, the oldest of them first."""

    content: bytes
    rows: int
    total: int


class Exports:
    """Writes comparisons as files. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database, portion: int = PORTION) -> None:
        """``portion`` is how many rows are read at a time."""
        self._database = database
        self._portion = portion

    async def file(self, scope: Scope, format_: Format, room: int) -> Exported:
        """The newest comparisons that fit into ``room`` bytes."""
        counting = select(func.count()).select_from(ComparisonRow).where(*_conditions(scope))
        async with self._database.read() as session:
            total = await session.scalar(counting) or 0
        room -= len(header(format_, COLUMNS))
        lines: list[bytes] = []
        async with aclosing(self.lines(scope, format_, newest_first=True)) as portions:
            async for portion in portions:
                for each in portion:
                    room -= len(each)
                    if room < 0:
                        return await asyncio.to_thread(_exported, format_, lines, max(total, len(lines) + 1))
                    lines.append(each)
        return await asyncio.to_thread(_exported, format_, lines, len(lines))

    async def lines(
        self, scope: Scope, format_: Format, *, newest_first: bool = False
    ) -> AsyncGenerator[Sequence[bytes], None]:
        """The lines of a file after its header, portion by portion.

        Each portion is read by itself, so that a slow reader keeps nobody waiting: what is asked meanwhile may be
        among them, what is deleted meanwhile is not.
        """
        last: int | None = None
        while True:
            async with self._database.read() as session:
                rows = (await session.execute(self._query(scope, last, newest_first=newest_first))).all()
                # Within the block: a row that cannot be read back is the database's error.
                portion = await asyncio.to_thread(_lines, rows, format_)
            if not rows:
                return
            yield portion
            last = rows[-1].id

    def _query(self, scope: Scope, last: int | None, *, newest_first: bool) -> Select[*tuple[object, ...]]:
        # JSON comes as the text that it is, to be read in a thread.
        columns = [cast(_TABLE.c[name], Text) if name in _JSON else _TABLE.c[name] for name in COLUMNS]
        wanted = select(*columns).where(*_conditions(scope)).limit(self._portion)
        if last is not None:
            wanted = wanted.where(ComparisonRow.id < last if newest_first else ComparisonRow.id > last)
        return wanted.order_by(ComparisonRow.id.desc() if newest_first else ComparisonRow.id)


def _conditions(scope: Scope) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if scope.user_id is not None:
        conditions.append(ComparisonRow.user_id == scope.user_id)
    if scope.guild_id is not None:
        conditions.append(ComparisonRow.guild_id == scope.guild_id)
    if scope.seen_by is not None:
        conditions.append(or_(~ComparisonRow.private, ComparisonRow.user_id == scope.seen_by))
    return conditions


def _lines(rows: Sequence[Row[*tuple[object, ...]]], format_: Format) -> list[bytes]:
    return [line(format_, _record(row)) for row in rows]


def _record(row: Row[*tuple[object, ...]]) -> Record:
    return {name: _value(name, value) for name, value in zip(COLUMNS, row, strict=True)}


def _value(name: str, value: object) -> object:
    if name in _JSON and isinstance(value, str):
        value = json.loads(value)
    match value:
        case datetime():
            return value.isoformat(timespec="microseconds")
        case int() if name in _DISCORD_IDS:
            return str(value)
        case _ if name == "word_tokens":
            return [id_ for id_, _, _ in _TOKENS.validate_python(value)]
        case _:
            return value


def _exported(format_: Format, newest_first: Sequence[bytes], total: int) -> Exported:
    content = b"".join([header(format_, COLUMNS), *reversed(newest_first)])
    return Exported(content, len(newest_first), total)
