"""The cards of trainings that are not closed yet."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select

from bot.storage.columns import in_share
from bot.storage.database import Database
from bot.storage.dialect import put
from bot.storage.tables import OpenTrainingRow


@dataclass(frozen=True, slots=True)
class OpenTraining:
    """The card of a training in a server or outside of servers, which tells ``step`` of ``steps``, 0 before the first.

    ``interaction_token`` edits it for a quarter of an hour, the bot itself for as long as it may. The rest is what it
    takes to train the same again: ``text_id`` is the text of a member's own, 0 without one.
    """

    message_id: int
    guild_id: int | None
    channel_id: int
    interaction_token: str
    preset: str
    text_id: int
    seed: int
    rate: float
    steps: int
    step: int


class OpenTrainings:
    """Keeps them, without whose they are. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, training: OpenTraining) -> None:
        """Keep one, in place of what was kept of it before."""
        async with self._database.write() as session:
            await put(session, OpenTrainingRow(**asdict(training)))

    async def remove(self, message_id: int) -> None:
        """Forget one, whose card is closed."""
        async with self._database.write() as session:
            await session.execute(delete(OpenTrainingRow).where(OpenTrainingRow.message_id == message_id))

    async def left(self) -> Sequence[OpenTraining]:
        """All there are, the oldest first: at a start those that an earlier run has left."""
        left = select(OpenTrainingRow).where(in_share(OpenTrainingRow.guild_id, self._database.share))
        async with self._database.read() as session:
            rows = await session.scalars(left.order_by(OpenTrainingRow.message_id))
            return [
                OpenTraining(
                    message_id=row.message_id,
                    guild_id=row.guild_id,
                    channel_id=row.channel_id,
                    interaction_token=row.interaction_token,
                    preset=row.preset,
                    text_id=row.text_id,
                    seed=row.seed,
                    rate=row.rate,
                    steps=row.steps,
                    step=row.step,
                )
                for row in rows
            ]
