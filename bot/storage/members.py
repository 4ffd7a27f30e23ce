"""What is kept of a member: counted, and deleted when they ask for it."""

import logging
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import DatabaseError
from bot.storage.database import Database
from bot.storage.tables import ComparisonRow, TokenizationRow

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many comparisons a member has asked for, and how many of their texts stand behind buttons."""

    comparisons: int
    texts: int

    def __bool__(self) -> bool:
        return bool(self.comparisons or self.texts)


class Members:
    """Everything with a member's id on it. A test names the tables that are meant. Methods raise ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self, user_id: int) -> Kept:
        """How much is kept of a member."""
        async with self._database.read() as session:
            return await _count(session, user_id)

    async def forget(self, user_id: int) -> Kept:
        """Delete everything of a member, all or nothing, and return how much it was."""
        async with self._database.write() as session:
            forgotten = await _count(session, user_id)
            await session.execute(delete(ComparisonRow).where(ComparisonRow.user_id == user_id))
            await session.execute(delete(TokenizationRow).where(TokenizationRow.user_id == user_id))
        try:
            await self._database.checkpoint()
        except DatabaseError as error:  # it is deleted all the same, and SQLite comes to it by itself
            log.warning("What was deleted stays in the write-ahead log for a while: %s", error)
        return forgotten


async def _count(session: AsyncSession, user_id: int) -> Kept:
    comparisons = select(func.count()).select_from(ComparisonRow).where(ComparisonRow.user_id == user_id)
    texts = select(func.count()).select_from(TokenizationRow).where(TokenizationRow.user_id == user_id)
    return Kept(await session.scalar(comparisons) or 0, await session.scalar(texts) or 0)
