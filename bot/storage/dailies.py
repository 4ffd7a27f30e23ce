"""The daily questions of servers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult

from bot.quiz.daily import Daily
from bot.storage.columns import in_share
from bot.storage.database import Database
from bot.storage.dialect import put
from bot.storage.quiz_tables import DailyRow


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
            await put(
                session,
                DailyRow(
                    guild_id=daily.guild_id,
                    channel_id=daily.channel_id,
                    time=daily.time,
                    zone=daily.zone,
                    topic=daily.topic,
                    difficulty=daily.difficulty,
                    next_at=daily.next_at,
                ),
            )

    async def remove(self, guild_id: int) -> bool:
        """Turn it off: whether there was any."""
        async with self._database.write() as session:
            result = await session.execute(delete(DailyRow).where(DailyRow.guild_id == guild_id))
        return isinstance(result, CursorResult) and result.rowcount > 0

    async def due(self, now: datetime) -> Sequence[Daily]:
        """Those whose next question should have been asked by ``now``."""
        late = select(DailyRow).where(DailyRow.next_at <= now, in_share(DailyRow.guild_id, self._database.share))
        async with self._database.read() as session:
            rows = await session.scalars(late.order_by(DailyRow.next_at))
            return [_daily(row) for row in rows]

    async def move(self, daily: Daily, to: datetime) -> bool:
        """Put off the next question: whether nobody has done so, or set another time, meanwhile."""
        unchanged = (DailyRow.guild_id == daily.guild_id, DailyRow.next_at == daily.next_at)
        async with self._database.write() as session:
            result = await session.execute(update(DailyRow).where(*unchanged).values(next_at=to))
        return isinstance(result, CursorResult) and result.rowcount > 0


def _daily(row: DailyRow) -> Daily:
    return Daily(
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        time=row.time,
        zone=row.zone,
        topic=row.topic,
        difficulty=row.difficulty,
        next_at=row.next_at,
    )
