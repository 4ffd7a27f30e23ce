"""The database file: opened, read, written, closed."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.errors import DatabaseError
from bot.storage.dialect import FOR_WRITING, opened, truncate_log
from bot.storage.failures import explained
from bot.storage.migrations import HEAD
from bot.storage.opening import async_engine, bring_up_to_date, existing_revision

log = logging.getLogger(__name__)

BUSY_TIMEOUT = 3.0
"""Seconds that a read or write waits for another program's lock."""
TURN_TIMEOUT = 5.0
"""Seconds that a write waits for those before it: where another program holds the file, they would add up."""


class Database:
    """An open database. ``read`` and ``write`` each give a session with a transaction of its own.

    Reads go on beside each other and beside a write; writes go one after the other. Only work on the database belongs
    inside the blocks.
    """

    def __init__(self, path: Path, engine: AsyncEngine, turn_timeout: float = TURN_TIMEOUT) -> None:
        """``engine`` is one for ``path``, which is up to date; ``turn_timeout`` is in seconds."""
        self._path = path
        self._engine = engine
        self._turn_timeout = turn_timeout
        self._writing = asyncio.Lock()
        self._readers = 0
        self._unread = asyncio.Event()  # set while nobody reads
        self._unread.set()
        self._unwiped = False
        self._wipe_due = False
        self._wiper: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    async def open(cls, path: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open the database at ``path``: create it and its folder where needed, and migrate it to the newest revision.

        ``busy_timeout`` is in seconds. Raises ``DatabaseError`` where it cannot be read and written, or was written by
        a newer version or another program; such a file stays as it was.
        """
        await asyncio.to_thread(bring_up_to_date, path, busy_timeout)
        database = cls(path, async_engine(path, busy_timeout))
        try:
            async with database.write():
                pass  # a file that is read-only is found out now, rather than by the first member
            await database.wipe()  # of what was deleted right before a crash
        except BaseException:
            await database.close()
            raise
        return database

    @classmethod
    async def open_existing(cls, path: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open the database that is at ``path`` for reading: it is neither created nor migrated.

        Raises ``DatabaseError`` where there is none, or its revision is not the newest.
        """
        revision = await asyncio.to_thread(existing_revision, path, busy_timeout)
        if revision != HEAD:
            raise DatabaseError(
                f"The database {path} belongs to another version of Strawberry (its revision is {revision}, {HEAD} is "
                "needed). An older one is brought up to date when the bot starts; `strawberry db backup` makes a copy "
                "of it before that."
            )
        return cls(path, async_engine(path, busy_timeout))

    async def close(self) -> None:
        """Let reads and a write under way finish, and close every connection, so that the process can exit."""
        with explained(self._path):
            if self._wiper:
                await asyncio.wait([self._wiper])
            async with self._writing:
                self._closed = True
                try:
                    # A connection that is given back after that would stay open.
                    async with asyncio.timeout(self._turn_timeout):
                        await self._unread.wait()
                finally:
                    await self._engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that sees one state of the database throughout. Raises ``DatabaseError``."""
        self._check_open()
        self._readers += 1
        self._unread.clear()
        try:
            with explained(self._path):
                async with AsyncSession(self._engine, expire_on_commit=False) as session:
                    yield session
        finally:
            self._readers -= 1
            if not self._readers:
                self._unread.set()
            self._wipe_again()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A session that holds the write lock; committed at the block's end, rolled back where the block raises.

        Raises ``DatabaseError``; nothing of the block is then stored.
        """
        engine = self._engine.execution_options(**FOR_WRITING)
        async with self._turn():
            self._check_open()
            with explained(self._path):
                async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
                    await session.connection()
                    yield session
        self._wipe_again()

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
                        self._unwiped = not await self._emptied_log()

    async def _emptied_log(self) -> bool:
        with explained(self._path):
            async with opened(self._path, busy_timeout=0) as connection:
                return await truncate_log(connection)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        with explained(self._path):
            async with asyncio.timeout(self._turn_timeout):
                await self._writing.acquire()
        try:
            yield
        finally:
            self._writing.release()

    def _check_open(self) -> None:
        if self._closed:
            raise DatabaseError(f"The database {self._path} is closed already: the bot is shutting down.")
