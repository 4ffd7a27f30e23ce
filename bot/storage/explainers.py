"""Who wants answers explained, and where."""

from sqlalchemy import select

from bot.chat.turn import Explained
from bot.storage.database import Database
from bot.storage.dialect import put
from bot.storage.tables import ExplainerRow


class Explainers:
    """Keeps for whom and where explainer mode is on. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(self, scope: Explained, subject_id: int, *, on: bool) -> None:
        """Switch explainer mode on or off for a member or a channel."""
        async with self._database.write() as session:
            await put(session, ExplainerRow(scope=scope, subject_id=subject_id, on=on))

    async def on_in(self, channel_id: int) -> bool:
        """Whether it is on for everybody in a channel."""
        async with self._database.read() as session:
            row = await session.get(ExplainerRow, ("channel", channel_id))
            return row is not None and row.on

    async def on(self, user_id: int, channel_id: int) -> bool:
        """Whether a member's answers in a channel are explained: as they wish, or else as it is set for the channel."""
        wanted = select(ExplainerRow.scope, ExplainerRow.on).where(
            ((ExplainerRow.scope == "user") & (ExplainerRow.subject_id == user_id))
            | ((ExplainerRow.scope == "channel") & (ExplainerRow.subject_id == channel_id))
        )
        async with self._database.read() as session:
            chosen = dict((await session.execute(wanted)).all())
        return chosen.get("user", chosen.get("channel", False))
