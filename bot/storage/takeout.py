"""Everything that is kept of a member, as one file of JSON."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, ColumnElement, Row, Select, Text, and_, case, cast, func, inspect, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.columns import AsJson
from bot.storage.database import Database
from bot.storage.formats import Record, line
from bot.storage.lesson_tables import LessonRoomRow, LessonVoteRow
from bot.storage.members import everything, guessed
from bot.storage.quiz_tables import AnswerRow, RoundRow
from bot.storage.tables import Base, BudgetRow, TextRow, TokenizationRow

LEFT_OUT = frozenset({"interaction_token", "insight"})
"""Columns: a key to a message, which opens it to whoever has it, and what may quote others."""
_PORTION = 10
"""Rows read at a time: a text may have a MiB."""
_BETWEEN = b",\n"
_FRAME = 4_096
"""Bytes: more than what stands around the rows."""


@dataclass(frozen=True, slots=True)
class Takeout:
    """A file with ``rows`` of the ``total`` that are kept of a member."""

    content: bytes
    rows: int
    total: int


@dataclass(frozen=True, slots=True)
class _Beside:
    """What another ``table`` tells of a row, whose own columns it takes the place of."""

    table: type[Base]
    same: ColumnElement[bool]
    columns: Mapping[str, ColumnElement[object]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a member has seen of a packed question, of whatever version."""

    text: str
    options: tuple[str, ...]


_ASKED: TypeAdapter[_Asked] = TypeAdapter(_Asked)
_ASKED_NOW = and_(LessonRoomRow.state == "asking", LessonRoomRow.place == LessonVoteRow.place)
_BESIDE: Mapping[type[Base], _Beside] = {
    TokenizationRow: _Beside(TextRow, TextRow.digest == TokenizationRow.digest, {"text": TextRow.__table__.c.text}),
    AnswerRow: _Beside(RoundRow, RoundRow.id == AnswerRow.round_id, {"question": RoundRow.__table__.c.question}),
    # What can still be changed is not given away. Of a quiz it is not kept before.
    LessonVoteRow: _Beside(
        LessonRoomRow,
        LessonRoomRow.id == LessonVoteRow.room_id,
        {"lesson": LessonRoomRow.__table__.c.lesson, "right": case((not_(_ASKED_NOW), LessonVoteRow.right))},
    ),
}


class Takeouts:
    """Writes what is kept of members as files. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def file(self, user_id: int, room: int) -> Takeout:
        """A JSON object with a list of rows for each table, of which the newest are in it that fit into ``room`` bytes.

        Under ``left_out`` it says how many did not fit.
        """
        room -= _FRAME
        parts: dict[str, Sequence[bytes]] = {}
        left_out: dict[str, int] = {}
        async with self._database.read() as session:
            for table, theirs in _parts(user_id):
                total = await session.scalar(select(func.count()).select_from(table).where(theirs)) or 0
                newest = await _newest(session, table, theirs, room)
                room -= sum(len(each) + len(_BETWEEN) for each in newest)
                parts[table.__tablename__] = newest
                if total > len(newest):
                    left_out[table.__tablename__] = total - len(newest)
        rows = sum(map(len, parts.values()))
        content = await asyncio.to_thread(_written, parts, left_out)
        return Takeout(content, rows, rows + sum(left_out.values()))


def _parts(user_id: int) -> Sequence[tuple[type[Base], ColumnElement[bool]]]:
    """What is deleted of a member, and what ends by itself; comparisons, which have files of their own, come last."""
    return (BudgetRow, BudgetRow.user_id == user_id), (RoundRow, guessed(user_id)), *reversed(everything(user_id))


async def _newest(session: AsyncSession, table: type[Base], theirs: ColumnElement[bool], room: int) -> list[bytes]:
    found: list[bytes] = []
    async with aclosing(_lines(session, table, theirs)) as lines:
        async for each in lines:
            room -= len(each) + len(_BETWEEN)
            if room < 0:
                break
            found.append(each)
    return found


async def _lines(session: AsyncSession, table: type[Base], theirs: ColumnElement[bool]) -> AsyncGenerator[bytes]:
    result = await session.stream(_query(table, theirs))
    async for rows in result.partitions(_PORTION):
        for each in await asyncio.to_thread(_read, table, rows):
            yield each


def _query(table: type[Base], theirs: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    # JSON comes as the text that it is, to be read in a thread.
    columns = [
        (cast(column, Text) if isinstance(column.type, AsJson) else column).label(name)
        for name, column in _columns(table).items()
    ]
    wanted = select(*columns).select_from(table)
    if beside := _BESIDE.get(table):
        wanted = wanted.outerjoin(beside.table, beside.same)
    return wanted.where(theirs).order_by(*(each.desc() for each in inspect(table).primary_key))


def _columns(table: type[Base]) -> Mapping[str, ColumnElement[object]]:
    own = {column.name: column for column in table.__table__.columns if column.name not in LEFT_OUT}
    return own | dict(_BESIDE[table].columns if table in _BESIDE else {})


def _read(table: type[Base], rows: Sequence[Row[*tuple[object, ...]]]) -> list[bytes]:
    columns = _columns(table)
    records = [
        {name: _value(column, value) for (name, column), value in zip(columns.items(), row, strict=True)}
        for row in rows
    ]
    return [line("jsonl", _told(table, record)).rstrip() for record in records]


def _value(column: ColumnElement[object], value: object) -> object:
    match value:
        case datetime():
            return value.isoformat(timespec="microseconds")
        case int() if isinstance(column.type, BigInteger):
            return str(value)
        case str() if isinstance(column.type, AsJson):
            return json.loads(value)
        case _:
            return value


def _told(table: type[Base], record: Record) -> Record:
    """``record`` with what its table keeps packed."""
    match record:
        case {"question": str(question), "choice": choice} if table is AnswerRow:
            # Which of the options is right is not told while others may answer.
            asked = _ASKED.validate_json(question)
            return {
                **record,
                "question": asked.text,
                "answer": asked.options[choice] if isinstance(choice, int) else None,
            }
        case {"question": str(question)} if table is RoundRow:
            return {**record, "question": json.loads(question)}
        case {"full_at": float(full_at)}:
            return {**record, "full_at": datetime.fromtimestamp(full_at, UTC).isoformat(timespec="microseconds")}
        case _:
            return record


def _written(parts: Mapping[str, Sequence[bytes]], left_out: Mapping[str, int]) -> bytes:
    """The file, in the order in which members are told what there is; of each part the oldest row first."""
    said = [b'"left_out": ' + json.dumps(left_out).encode()] if left_out else []
    for name, newest_first in reversed([*parts.items()]):
        said.append(f'"{name}": [\n'.encode() + _BETWEEN.join(reversed(newest_first)) + b"\n]")
    return b"{\n" + _BETWEEN.join(said) + b"\n}\n"
