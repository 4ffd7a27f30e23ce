"""The daily questions of servers."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult

from bot.storage.database import Database
from bot.storage.quiz_tables import DailyRow


@dataclass(frozen=True, slots=True)
class Daily:
    """A question each day at ``time`` (HH:MM) in the time zone ``zone``; the next one comes at ``next_at``, in UTC."""

    guild_id: int
    channel_id: int
    time: str
    zone: str
    topic: str
    difficulty: str
    next_at: datetime


class Dailies:
    """Keeps one a server. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, guild_id: int) -> Daily | None:
        """That of a server, if it has one."""
        async with self._database.read() as session:
            row = await session.get(DailyRow, guild_id)
            return None if row is None else _daily(row)

    async def set(self, daily: Daily) -> None:
        """Keep that of a server, in place of an earlier one."""
        async with self._database.write() as session:
            await session.merge(DailyRow(**{name: getattr(daily, name) for name in _FIELDS}))

    async def remove(self, guild_id: int) -> bool:
        """Ask no more: whether there was any."""
        async with self._database.write() as session:
            result = await session.execute(delete(DailyRow).where(DailyRow.guild_id == guild_id))
        return isinstance(result, CursorResult) and result.rowcount > 0

    async def due(self, now: datetime) -> Sequence[Daily]:
        """Those whose next question should have been asked by ``now``."""
        async with self._database.read() as session:
            rows = await session.scalars(select(DailyRow).where(DailyRow.next_at <= now).order_by(DailyRow.next_at))
            return [_daily(row) for row in rows]

    async def move(self, daily: Daily, to: datetime) -> bool:
        """Put off the next question: whether nobody has done so, or set another time, meanwhile."""
        unchanged = (DailyRow.guild_id == daily.guild_id, DailyRow.next_at == daily.next_at)
        async with self._database.write() as session:
            result = await session.execute(update(DailyRow).where(*unchanged).values(next_at=to))
        return isinstance(result, CursorResult) and result.rowcount > 0


_FIELDS = tuple(field.name for field in fields(Daily))


def _daily(row: DailyRow) -> Daily:
    return Daily(**{name: getattr(row, name) for name in _FIELDS})
