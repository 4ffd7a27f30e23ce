"""The texts behind the buttons of cards: what was to be tokenized, explained, compared or looked for."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.storage.dialect import insert
from bot.storage.tables import TextRow, TokenizationRow
from bot.surrogates import well_formed

_LEAST = 1024
"""Bytes that each text counts for at least, so that many short ones end too."""
_PER_ID = 8
"""Bytes."""
_PORTION = 500
"""How many are deleted in one go, for which others may wait to write."""


@dataclass(frozen=True, slots=True)
class StoredTokenization:
    """A text of ``user_id``, and the encoding, or the model, that its card is about.

    ``created_at`` is in UTC. ``ids`` are tokens that were appended to the text. ``shown_in`` is the channel where
    everybody may see the card, if there is one.
    """

    id: int
    created_at: datetime
    user_id: int
    text: str
    encoding: str
    ids: tuple[int, ...] = ()
    shown_in: int | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """How many bytes of texts are kept of one member, and how many in one server."""

    member: int
    server: int


class Tokenizations:
    """Keeps texts for ``keep_days`` days and within a quota, so that buttons work after a restart.

    Equal texts are stored once, whoever they are of. Every method raises ``DatabaseError``.
    """

    def __init__(self, database: Database, keep_days: int, quota: Quota | None = None) -> None:
        self._database = database
        self._keep = timedelta(days=keep_days)
        self._quota = quota

    async def add(
        self,
        user_id: int,
        text: str,
        encoding: str,
        now: datetime,
        ids: tuple[int, ...] = (),
        guild_id: int | None = None,
        shown_in: int | None = None,
    ) -> int:
        """Store ``text`` and return its id, which is never used again.

        The oldest of what is more than the quota of the member, or of the server, is deleted.
        """
        sound = well_formed(text)
        data = sound.encode()
        row = TokenizationRow(
            created_at=now,
            user_id=user_id,
            guild_id=guild_id,
            shown_in=shown_in,
            digest=hashlib.sha256(data).hexdigest(),
            size=max(_LEAST, len(data) + _PER_ID * len(ids)),
            encoding=encoding,
            ids=ids or None,
        )
        quotas = [f"texts of {user_id}", *([] if guild_id is None else [f"texts in {guild_id}"])]
        async with self._database.write(*quotas) as session:
            deleted = 0
            await _put_text(session, row.digest, sound)
            session.add(row)
            await session.flush()
            if self._quota:
                deleted = await _fit(session, TokenizationRow.user_id == user_id, self._quota.member)
                if guild_id is not None:
                    deleted += await _fit(session, TokenizationRow.guild_id == guild_id, self._quota.server)
        if deleted:
            await self._database.wipe()
        return row.id

    async def purge(self, now: datetime, portion: int = _PORTION) -> None:
        """Delete what is older than texts are kept, a ``portion`` of them at a time."""
        old, deleted = select(TokenizationRow.id).where(TokenizationRow.created_at < now - self._keep), 0
        while some := await self._delete_some(old.limit(portion)):
            deleted += some
        if deleted:
            await self._database.wipe()

    async def _delete_some(self, which: Select[int]) -> int:
        async with self._database.write() as session:
            # Looked for once: a second look might find others, whose texts are not locked.
            ids = (await session.scalars(which)).all()
            return await delete_texts(session, TokenizationRow.id.in_(ids)) if ids else 0

    async def get(self, id_: int) -> StoredTokenization | None:
        """The text of this id, or None where there is none or it has been deleted."""
        wanted = select(TokenizationRow, TextRow.text).join(TextRow, TextRow.digest == TokenizationRow.digest)
        async with self._database.read() as session:
            found = (await session.execute(wanted.where(TokenizationRow.id == id_))).one_or_none()
        if found is None:
            return None
        row, text = found
        return StoredTokenization(row.id, row.created_at, row.user_id, text, row.encoding, row.ids or (), row.shown_in)


async def delete_texts(session: AsyncSession, theirs: ColumnElement[bool]) -> int:
    """Delete the tokenizations that ``theirs`` is true of, with the texts that no other has, and return how many."""
    # Whoever keeps one of the texts anew at this moment is waited for, and has it then.
    digests = select(TokenizationRow.digest).where(theirs)
    locked = select(TextRow.digest).where(TextRow.digest.in_(digests)).order_by(TextRow.digest).with_for_update()
    await session.execute(locked)
    gone = (await session.scalars(delete(TokenizationRow).where(theirs).returning(TokenizationRow.digest))).all()
    if gone:
        unused = TextRow.digest == bindparam("gone"), ~exists().where(TokenizationRow.digest == TextRow.digest)
        connection = await session.connection()  # a session would not take many at once
        await connection.execute(delete(TextRow).where(*unused), [{"gone": each} for each in {*gone}])
    return len(gone)


async def _put_text(session: AsyncSession, digest: str, text: str) -> None:
    new = insert(session, TextRow).values(digest=digest, text=text)
    # Not left alone where it is there: whoever is about to delete it has to wait.
    same = {"digest": new.excluded.digest}
    await session.execute(new.on_conflict_do_update(index_elements=["digest"], set_=same))


async def _fit(session: AsyncSession, theirs: ColumnElement[bool], most: int) -> int:
    """Delete the oldest of ``theirs`` until the others take at most ``most`` bytes, and return how many."""
    excess = (await session.scalar(select(func.sum(TokenizationRow.size)).where(theirs)) or 0) - most
    if excess <= 0:
        return 0
    so_far = func.sum(TokenizationRow.size).over(order_by=TokenizationRow.id).label("so_far")
    oldest = select(TokenizationRow.id, so_far).where(theirs).subquery()
    last = select(oldest.c.id).where(oldest.c.so_far >= excess).order_by(oldest.c.id).limit(1).scalar_subquery()
    return await delete_texts(session, theirs & (TokenizationRow.id <= last))
