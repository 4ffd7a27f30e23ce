"""What members have left of their uses, where several processes share the work."""

from sqlalchemy import case, delete, select

from bot.storage.database import Database
from bot.storage.dialect import insert
from bot.storage.tables import BudgetRow


class Budgets:
    """Keeps when each member has all uses again. Every method raises ``DatabaseError``; times are in seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, user_id: int, cost: float, now: float, most: float) -> float:
        """Put off by ``cost`` when a member has everything again, and return it.

        Where that is more than ``most`` after ``now``, nothing is kept of it.
        """
        later = case((BudgetRow.full_at > now, BudgetRow.full_at), else_=now) + cost
        async with self._database.write() as session:
            taking = insert(session, BudgetRow).values(user_id=user_id, full_at=now + cost)
            taking = taking.on_conflict_do_update(
                index_elements=["user_id"], set_={"full_at": later}, where=later <= now + most
            )
            taken = await session.scalar(taking.returning(BudgetRow.full_at)) if cost <= most else None
            if taken is None:
                taken = await session.scalar(select(later).where(BudgetRow.user_id == user_id))
            return now + cost if taken is None else taken

    async def purge(self, now: float) -> None:
        """Forget those who have everything again."""
        async with self._database.write() as session:
            await session.execute(delete(BudgetRow).where(BudgetRow.full_at <= now))
