"""Chats: what members said and what was answered, turn by turn."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import JSON, ColumnElement, and_, case, delete, func, literal, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer
from sqlalchemy.sql.dml import Update, UpdateBase

from bot.chat.turn import Ending, Said, Turn
from bot.storage.columns import in_share
from bot.storage.database import Database
from bot.storage.insights import packed_insight, unpacked_insight
from bot.storage.tables import ServerRow, TurnRow

_ENDING: TypeAdapter[Ending | None] = TypeAdapter(Ending | None)
_MOST_TURNS = 500
"""More than any model's context holds."""
_PORTION = 500
"""How many turns are deleted in one go: about a tenth of a second, for which others wait to write."""
_DROPPED = literal(JSON.NULL, JSON())
"""In the place of an insight, or of one to come: not NULL, so that ``Chats.end`` does not store one over it."""


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
            private=said.private,
            question_message_id=said.message_id,
            interaction_token=said.interaction_token,
            question=said.text,
            answer="",
            trouble="",
            open=True,
            remembered=True,
        )
        async with self._database.write() as session:
            session.add(row)
        return row.id

    async def get(self, id_: int) -> Turn | None:
        """The turn of this id, or None where there is none or it has been deleted."""
        async with self._database.read() as session:
            row = await session.get(TurnRow, id_)
            return None if row is None else _whole(row)

    async def shown_in(self, message_id: int) -> Turn | None:
        """The turn whose answer a message shows."""
        async with self._database.read() as session:
            row = await session.scalar(select(TurnRow).where(TurnRow.answer_message_id == message_id))
            return None if row is None else _whole(row)

    async def note_message(self, id_: int, message_id: int) -> None:
        """Note which message shows the answer."""
        await self._change(_of(id_).values(answer_message_id=message_id))

    async def write(self, id_: int, answer: str) -> bool:
        """Keep as much of an answer as there is: whether the turn was still there."""
        return bool(await self._change(_of(id_).values(answer=answer)))

    async def end(self, turn: Turn) -> bool:
        """Keep a turn's whole answer: whether the turn was still there.

        Its insight is kept unless it may quote what was deleted or reworded since the turn began.
        """
        insight = literal(turn.insight and packed_insight(turn.insight, explained=turn.explained), TurnRow.insight.type)
        values = {
            "answer": turn.answer,
            "ending": turn.ending,
            "trouble": turn.trouble,
            "comparison_id": turn.comparison_id,
            "insight": func.coalesce(TurnRow.insight, insight),
        }
        return bool(await self._change(_of(turn.id).values(values)))

    async def close(self, id_: int) -> None:
        """Note that the message shows how the answer ended."""
        await self._change(_of(id_).values(open=False, interaction_token=None))

    async def begin_again(self, id_: int, interaction_token: str) -> bool:
        """Make room for another answer to the same question: whether its turn was there, and closed."""
        again = {"answer": "", "ending": None, "trouble": "", "insight": None, "open": True}
        statement = _of(id_).where(~TurnRow.open).values(again | {"interaction_token": interaction_token})
        begun = await self._change(statement)
        if begun:
            await self._database.wipe()
        return bool(begun)

    async def before(self, turn: Turn, since: datetime) -> Sequence[Turn]:
        """What is remembered of the same chat before ``turn`` and is not older than ``since``, oldest first.

        Turns without an answer, because it is still being written or never began, are left out. No turn has its
        insight here: reading those of a long chat would take seconds.
        """
        wanted = (
            select(TurnRow)
            .where(_same_chat(turn.said), TurnRow.id < turn.id)
            .where(TurnRow.created_at >= since, TurnRow.ending.is_not(None), TurnRow.answer != "")
            .order_by(TurnRow.id.desc())
            .limit(_MOST_TURNS)
            .options(defer(TurnRow.insight))
        )
        async with self._database.read() as session:
            return [_turn(row) for row in reversed((await session.scalars(wanted)).all())]

    async def forget_up_to(self, turn: Turn) -> None:
        """Take the turns of a chat up to ``turn`` out of its memory."""
        await self._change(update(TurnRow).where(_same_chat(turn.said), TurnRow.id <= turn.id).values(remembered=False))

    async def reset(self, said: Said) -> int:
        """Take all turns of the chat where something was said out of its memory, and return how many were in it."""
        return await self._change(update(TurnRow).where(_same_chat(said)).values(remembered=False))

    async def reword(self, message_id: int, text: str) -> None:
        """A member has edited the message that they said something with. Insights that may quote it as it was go."""
        reworded = and_(TurnRow.question_message_id == message_id, TurnRow.question != text)
        async with self._database.read() as session:
            ids = (await session.scalars(select(TurnRow.id).where(reworded))).all()
        if ids:
            async with self._database.write(alone=True) as session:
                await drop_insights(session, reworded)
                await session.execute(update(TurnRow).where(reworded).values(question=text))
            await self._database.wipe()

    async def delete_with(self, message_ids: Collection[int]) -> Sequence[int]:
        """Delete the turns whose question or answer was one of these messages, and return their ids.

        What was answered after them in their chats loses its insight, which may quote them.
        """
        theirs = or_(TurnRow.question_message_id.in_(message_ids), TurnRow.answer_message_id.in_(message_ids))
        async with self._database.read() as session:  # most messages that are deleted belong to no turn
            ids = (await session.scalars(select(TurnRow.id).where(theirs))).all()
        if ids:
            async with self._database.write(alone=True) as session:
                await drop_insights(session, TurnRow.id.in_(ids))
                await session.execute(delete(TurnRow).where(TurnRow.id.in_(ids)))
            await self._database.wipe()
        return sorted(ids)

    async def open(self) -> Sequence[Turn]:
        """The turns whose message does not show yet how they ended."""
        wanted = (
            select(TurnRow).where(TurnRow.open, in_share(TurnRow.guild_id, self._database.share)).order_by(TurnRow.id)
        )
        async with self._database.read() as session:
            return [_whole(row) for row in await session.scalars(wanted)]

    async def purge(self, now: datetime) -> None:
        """Delete what is older than its server, or else the bot, keeps it; portion by portion, so that others write."""
        async with self._database.read() as session:
            chosen = (await session.scalars(select(ServerRow.chat_days).distinct())).all()
        deleted = 0
        for days in [days for days in chosen if days is not None]:
            theirs = select(ServerRow.guild_id).where(ServerRow.chat_days == days)
            deleted += await self._delete_old(TurnRow.guild_id.in_(theirs), now - timedelta(days=days))
        decided = select(ServerRow.guild_id).where(ServerRow.chat_days.is_not(None))
        others = or_(TurnRow.guild_id.is_(None), TurnRow.guild_id.not_in(decided))
        deleted += await self._delete_old(others, now - timedelta(days=self._keep_days))
        if deleted:
            await self._database.wipe()

    async def _delete_old(self, where: ColumnElement[bool], before: datetime) -> int:
        old, deleted = select(TurnRow.id).where(where, TurnRow.created_at < before).limit(_PORTION), 0
        while portion := await self._change(delete(TurnRow).where(TurnRow.id.in_(old))):
            deleted += portion
        return deleted

    async def _change(self, statement: UpdateBase) -> int:
        """Execute ``statement``, and return how many rows it changed."""
        async with self._database.write() as session:  # which holds no rows that would have to follow
            result = await session.execute(statement, execution_options={"synchronize_session": False})
        return result.rowcount if isinstance(result, CursorResult) else 0


async def drop_insights(session: AsyncSession, turns: ColumnElement[bool]) -> None:
    """Delete the insights of ``turns`` and of what was answered after them in their chats: they may quote them.

    Answers that are being written will have none either. The answers themselves stay. For use right before the turns
    are deleted or changed, with no other write beside it.
    """
    whose = case((TurnRow.private, TurnRow.user_id), else_=TurnRow.channel_id)
    firsts = select(TurnRow.private, whose, func.min(TurnRow.id)).where(turns).group_by(TurnRow.private, whose)
    for private, chat, first in (await session.execute(firsts)).all():
        quoting = or_(TurnRow.insight.is_not(None), TurnRow.ending.is_(None))
        later = update(TurnRow).where(_chat(private, chat), TurnRow.id >= first, quoting)
        await session.execute(later.values(insight=_DROPPED))


def _same_chat(said: Said) -> ColumnElement[bool]:
    """What is remembered of the chat where something was said."""
    return and_(_chat(said.private, said.user_id if said.private else said.channel_id), TurnRow.remembered)


def _chat(private: bool, whose: int) -> ColumnElement[bool]:
    """A member's private chat, or a channel's, by the id of either."""
    column = TurnRow.user_id if private else TurnRow.channel_id
    return and_(column == whose, TurnRow.private == private)


def _of(id_: int) -> Update:
    return update(TurnRow).where(TurnRow.id == id_)


def _whole(row: TurnRow) -> Turn:
    kept = row.insight
    return _turn(row) if kept is None else replace(_turn(row), insight=unpacked_insight(kept), explained=kept.explained)


def _turn(row: TurnRow) -> Turn:
    said = Said(
        at=row.created_at,
        user_id=row.user_id,
        channel_id=row.channel_id,
        guild_id=row.guild_id,
        text=row.question,
        private=row.private,
        message_id=row.question_message_id,
        interaction_token=row.interaction_token,
    )
    return Turn(
        id=row.id,
        said=said,
        answer=row.answer,
        answer_message_id=row.answer_message_id,
        ending=_ENDING.validate_python(row.ending),
        trouble=row.trouble,
        comparison_id=row.comparison_id,
    )
