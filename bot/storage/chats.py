"""Chats: what members said and what was answered, turn by turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Update, UpdateBase

from bot.model.api import Insight
from bot.storage.database import Database
from bot.storage.insights import packed, unpacked
from bot.storage.tables import ServerRow, TurnRow

Ending = Literal["complete", "long", "loop", "stopped", "failed", "interrupted"]
"""How an answer ended: by itself; at its greatest length; repeating itself; stopped by a member; with an error of the
model; because the bot ended."""

_ENDING: TypeAdapter[Ending | None] = TypeAdapter(Ending | None)
_MOST_TURNS = 500
"""More than any model's context holds."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a member said, and where. The ids are Discord's.

    ``message_id`` is the member's message, None for a command, whose ``interaction_token`` edits the answer instead.
    """

    at: datetime
    user_id: int
    channel_id: int
    guild_id: int | None
    text: str
    message_id: int | None = None
    interaction_token: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said and answered. ``ending`` is None while the answer is being written; ``said.at`` is in UTC."""

    id: int
    said: Said
    answer: str
    answer_message_id: int | None
    ending: Ending | None
    insight: Insight | None


class Chats:
    """Keeps turns. A turn that is gone, because its member had it deleted, is passed over. Raises ``DatabaseError``."""

    def __init__(self, database: Database, keep_days: int) -> None:
        """``keep_days`` is for how long turns are kept where a server has not set a number of its own."""
        self._database = database
        self._keep_days = keep_days

    async def add(self, said: Said) -> int:
        """Begin a turn: its id, which is never used again. Once it returns, what was said outlives a crash."""
        row = TurnRow(
            created_at=said.at,
            guild_id=said.guild_id,
            channel_id=said.channel_id,
            user_id=said.user_id,
            question_message_id=said.message_id,
            interaction_token=said.interaction_token,
            question=said.text,
            answer="",
            remembered=True,
        )
        async with self._database.write() as session:
            session.add(row)
        return row.id

    async def get(self, id_: int) -> Turn | None:
        """The turn of this id, or None where there is none or it has been deleted."""
        async with self._database.read() as session:
            row = await session.get(TurnRow, id_)
        return None if row is None else _turn(row)

    async def shown(self, id_: int, message_id: int) -> None:
        """Note which message shows the answer."""
        await self._change(_of(id_).values(answer_message_id=message_id))

    async def write(self, id_: int, answer: str) -> None:
        """Keep as much of an answer as there is."""
        await self._change(_of(id_).values(answer=answer))

    async def end(self, id_: int, answer: str, ending: Ending, insight: Insight | None) -> bool:
        """Keep the whole answer: whether its turn was still there."""
        values = {"answer": answer, "ending": ending, "interaction_token": None, "insight": insight and packed(insight)}
        return bool(await self._change(_of(id_).values(values)))

    async def begin_again(self, id_: int, interaction_token: str | None) -> bool:
        """Make room for another answer to the same question: whether its turn was there, with its answer ended."""
        again = {"answer": "", "ending": None, "insight": None, "interaction_token": interaction_token}
        return bool(await self._change(_of(id_).where(TurnRow.ending.is_not(None)).values(again)))

    async def before(self, id_: int, channel_id: int, since: datetime) -> Sequence[Turn]:
        """What is remembered of a channel before the turn ``id_`` and is not older than ``since``, oldest first.

        Turns without an answer, because it is still being written or never began, are left out.
        """
        wanted = (
            select(TurnRow)
            .where(TurnRow.channel_id == channel_id, TurnRow.remembered, TurnRow.id < id_)
            .where(TurnRow.created_at >= since, TurnRow.ending.is_not(None), TurnRow.answer != "")
            .order_by(TurnRow.id.desc())
            .limit(_MOST_TURNS)
        )
        async with self._database.read() as session:
            return [_turn(row) for row in reversed((await session.scalars(wanted)).all())]

    async def forget_up_to(self, id_: int, channel_id: int) -> int:
        """Take the turns of a channel up to ``id_`` out of its memory, and return how many were in it."""
        remembered = update(TurnRow).where(TurnRow.channel_id == channel_id, TurnRow.remembered, TurnRow.id <= id_)
        return await self._change(remembered.values(remembered=False))

    async def reset(self, channel_id: int) -> int:
        """Take all turns of a channel out of its memory, and return how many were in it."""
        remembered = update(TurnRow).where(TurnRow.channel_id == channel_id, TurnRow.remembered)
        return await self._change(remembered.values(remembered=False))

    async def reword(self, message_id: int, text: str) -> None:
        """A member has edited the message that they said something with."""
        await self._change(update(TurnRow).where(TurnRow.question_message_id == message_id).values(question=text))

    async def delete_with(self, message_ids: Sequence[int]) -> Sequence[int]:
        """Delete the turns whose question or answer was one of these messages, and return their ids."""
        theirs = or_(TurnRow.question_message_id.in_(message_ids), TurnRow.answer_message_id.in_(message_ids))
        async with self._database.read() as session:  # most messages that are deleted belong to no turn
            ids = (await session.scalars(select(TurnRow.id).where(theirs))).all()
        if ids:
            await self._change(delete(TurnRow).where(TurnRow.id.in_(ids)))
        return ids

    async def unfinished(self) -> Sequence[Turn]:
        """The turns whose answer nobody has ended."""
        wanted = select(TurnRow).where(TurnRow.ending.is_(None)).order_by(TurnRow.id)
        async with self._database.read() as session:
            return [_turn(row) for row in await session.scalars(wanted)]

    async def purge(self, now: datetime) -> None:
        """Delete what is older than its server, or else the bot, keeps it."""
        async with self._database.write() as session:
            own = (await session.execute(select(ServerRow.guild_id, ServerRow.chat_days))).tuples().all()
            days = {guild_id: days for guild_id, days in own if days is not None}
            for guild_id, kept in days.items():
                await _delete_old(session, TurnRow.guild_id == guild_id, now, kept)
            others = or_(TurnRow.guild_id.is_(None), TurnRow.guild_id.not_in(days))
            await _delete_old(session, others, now, self._keep_days)

    async def _change(self, statement: UpdateBase) -> int:
        async with self._database.write() as session:
            result = await session.execute(statement)
        return result.rowcount if isinstance(result, CursorResult) else 0


async def _delete_old(session: AsyncSession, where: ColumnElement[bool], now: datetime, days: int) -> None:
    await session.execute(delete(TurnRow).where(where, TurnRow.created_at < now - timedelta(days=days)))


def _of(id_: int) -> Update:
    return update(TurnRow).where(TurnRow.id == id_)


def _turn(row: TurnRow) -> Turn:
    said = Said(
        row.created_at,
        row.user_id,
        row.channel_id,
        row.guild_id,
        row.question,
        row.question_message_id,
        row.interaction_token,
    )
    insight = None if row.insight is None else unpacked(row.insight)
    return Turn(row.id, said, row.answer, row.answer_message_id, _ENDING.validate_python(row.ending), insight)
