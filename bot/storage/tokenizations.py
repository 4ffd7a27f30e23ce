"""The texts behind the buttons of cards: what was to be tokenized, explained, compared or looked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.storage.database import Database
from bot.storage.tables import TokenizationRow


@dataclass(frozen=True, slots=True)
class StoredTokenization:
    """A text of ``user_id``, and the encoding, or the model, that its card is about.

    ``created_at`` is in UTC. ``ids`` are tokens that were appended to the text.
    """

    id: int
    created_at: datetime
    user_id: int
    text: str
    encoding: str
    ids: tuple[int, ...] = ()


class Tokenizations:
    """Keeps texts for ``keep_days`` days, so that buttons work after a restart.

    Every method raises ``DatabaseError``.
    """

    def __init__(self, database: Database, keep_days: int) -> None:
        self._database = database
        self._keep = timedelta(days=keep_days)

    async def add(self, user_id: int, text: str, encoding: str, now: datetime, ids: tuple[int, ...] = ()) -> int:
        """Store ``text`` and return its id, which is never used again; delete what is too old."""
        row = TokenizationRow(created_at=now, user_id=user_id, text=text, encoding=encoding, ids=ids or None)
        async with self._database.write() as session:
            old = delete(TokenizationRow).where(TokenizationRow.created_at < now - self._keep)
            deleted = (await session.scalars(old.returning(TokenizationRow.id))).all()
            session.add(row)
        if deleted:
            await self._database.wipe()
        return row.id

    async def get(self, id_: int) -> StoredTokenization | None:
        """The text of this id, or None where there is none or it has been deleted."""
        async with self._database.read() as session:
            row = await session.get(TokenizationRow, id_)
        if row is None:
            return None
        return StoredTokenization(row.id, row.created_at, row.user_id, row.text, row.encoding, row.ids or ())
