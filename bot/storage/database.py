"""The database: opened, read, written, closed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import DatabaseError
from bot.places import Where
from bot.share import WHOLE, Share
from bot.storage.dialect import Backend, backend_of
from bot.storage.migrations import HEAD

log = logging.getLogger(__name__)

TURN_TIMEOUT = 5.0
"""Seconds that a write waits for those before it: where another program holds the file, they would add up."""
_PROBE = text("UPDATE alembic_version SET version_num = version_num")


class Database:
    """An open database. ``read`` and ``write`` each give a session with a transaction of its own.

    Reads go on beside each other and beside writes, each in one state of the database. In SQLite writes go one after
    the other; in PostgreSQL each statement of a write sees what others have committed before it, unless ``write`` is
    told what must not change meanwhile. Only work on the database belongs inside the blocks.
    """

    def __init__(self, backend: Backend, turn_timeout: float = TURN_TIMEOUT, share: Share = WHOLE) -> None:
        """``backend`` is up to date; ``turn_timeout`` is in seconds.

        Of what is to be gone on with, repositories give what is of ``share``.
        """
        self.share = share
        self._backend = backend
        self._turn_timeout = turn_timeout
        self._writing = asyncio.Semaphore(backend.writers)
        self._under_way = 0
        self._idle = asyncio.Event()  # set while nobody reads or writes
        self._idle.set()
        self._unwiped = False
        self._wipe_due = False
        self._wiper: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    async def open(cls, where: Where, share: Share = WHOLE, *, busy_timeout: float | None = None) -> Self:
        """Open the database: create its tables, or its file and folder, and migrate it to the newest revision.

        ``busy_timeout`` is for how many seconds others' locks are waited for. Raises ``DatabaseError`` where it cannot
        be read and written, or was written by a newer version or another program; it then stays as it was.
        """
        backend = backend_of(where, busy_timeout)
        await asyncio.to_thread(backend.bring_up_to_date)
        database = cls(backend, share=share)
        try:
            await database.probe()  # what can only be read is found out now, rather than by the first member
            await database.wipe()  # of what was deleted right before a crash
        except BaseException:
            await database.close()
            raise
        return database

    @classmethod
    async def open_existing(cls, where: Where) -> Self:
        """Open the database that is there for reading: it is neither created nor migrated.

        Raises ``DatabaseError`` where there is none, or its revision is not the newest.
        """
        backend = backend_of(where)
        revision = await asyncio.to_thread(backend.revision)
        if revision != HEAD:
            raise DatabaseError(
                f"The database {where} belongs to another version of Strawberry (its revision is {revision}, {HEAD} is "
                "needed). An older one is brought up to date when the bot starts; `strawberry db backup` makes a copy "
                "of it before that."
            )
        return cls(backend)

    async def close(self) -> None:
        """Let reads and writes under way finish, and close every connection, so that the process can exit."""
        with self._backend.explained():
            if self._wiper:
                await asyncio.wait([self._wiper])
            async with AsyncExitStack() as turns:
                for _ in range(self._backend.writers):
                    await turns.enter_async_context(self._writing)
                self._closed = True
                try:
                    # A connection that is given back after that would stay open.
                    async with asyncio.timeout(self._turn_timeout):
                        await self._idle.wait()
                finally:
                    await self._backend.engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that sees one state of the database throughout. Raises ``DatabaseError``."""
        async with self._session(self._backend.for_reading) as session:
            yield session

    @asynccontextmanager
    async def write(self, *subjects: str, alone: bool = False) -> AsyncIterator[AsyncSession]:
        """A session that writes; committed at the block's end, rolled back where the block raises.

        Writes about one of the same ``subjects`` go one after the other, whichever process they are of, and one that is
        ``alone`` has no other beside it. Raises ``DatabaseError``; nothing of the block is then stored.
        """
        async with self._turn(), self._session(self._backend.for_writing) as session, session.begin():
            await self._backend.lock(session, subjects, alone=alone)
            yield session

    async def probe(self) -> None:
        """Raise ``DatabaseError`` where nothing can be written at the moment. Nothing is changed."""
        async with self.write() as session:
            await session.execute(_PROBE)
            await session.rollback()

    async def wipe(self) -> None:
        """Take what was deleted or reworded out of the write-ahead log, the last place where it can still be read.

        For use after each deletion that somebody was promised. A reader who is in the way, here or in another program,
        keeps nobody waiting: it is tried again after each read and each write from then on.
        """
        self._unwiped = True
        self._wipe_again()
        if self._wiper:
            await asyncio.wait([self._wiper])
        if self._unwiped:
            log.info("What was deleted stays in the write-ahead log for a while: somebody reads it")

    def _wipe_again(self) -> None:
        """Wipe, on a task of its own, where that has failed, and what was in the way may have gone."""
        if self._unwiped and not self._closed:
            self._wipe_due = True
            if self._wiper is None or self._wiper.done():
                self._wiper = asyncio.create_task(self._wipe_while_due())

    async def _wipe_while_due(self) -> None:
        while self._wipe_due:
            self._wipe_due = False
            with suppress(DatabaseError):  # it is tried again, and members are told by what they wanted meanwhile
                async with self._turn():
                    if not self._closed:  # else SQLite has emptied it
                        with self._backend.explained():
                            self._unwiped = not await self._backend.truncate_log()

    @asynccontextmanager
    async def _session(self, options: Mapping[str, object]) -> AsyncIterator[AsyncSession]:
        if self._closed:
            raise DatabaseError(f"The database {self._backend} is closed already: the bot is shutting down.")
        self._under_way += 1
        self._idle.clear()
        engine = self._backend.engine.execution_options(**options)
        try:
            with self._backend.explained():
                async with AsyncSession(engine, expire_on_commit=False) as session:
                    yield session
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()
            self._wipe_again()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        with self._backend.explained():
            async with asyncio.timeout(self._turn_timeout):
                await self._writing.acquire()
        try:
            yield
        finally:
            self._writing.release()
