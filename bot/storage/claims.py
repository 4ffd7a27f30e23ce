"""The shards that a process answers for: locks in PostgreSQL, which end with the connection that holds them.

Nothing has to expire: PostgreSQL gives the locks of a process that was killed to the next one at once, and those of a
machine that has vanished once it has not answered for as long as ``_SETTINGS`` say.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.places import DatabaseServer
from bot.share import Share
from bot.storage.dialect import backend_of

log = logging.getLogger(__name__)

SHARDS, _COUNTS, _SESSIONS = 0x5741, 0x5742, 0x5743
"""First halves of the keys of locks; the second is a shard, how many shards there are, or a queue of sessions."""
_SETTINGS = {
    "application_name": "strawberry shards",
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "4",
}
"""PostgreSQL gives a connection up that has said nothing for 35 seconds; its process has given itself up before."""
PAUSE, AGAIN = 1.0, 20.0
"""Seconds between two looks, and until what is lost cannot be claimed again."""
_PATIENCE = 5.0
"""Seconds that PostgreSQL may take for one look."""
_APART = 5.0
"""Seconds that Discord wants between two sessions of the same queue."""

# Whoever thinks that there are more or fewer shards than those who hold some of them waits until all of these are gone.
_COUNT = text("SELECT pg_advisory_lock_shared(:space, :count)")
_OTHERS = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND "
    "CAST(classid AS bigint) = :space AND CAST(objid AS bigint) <> :count AND "
    "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_TAKE = text("SELECT bool_and(pg_try_advisory_lock(:space, shard)) FROM unnest(CAST(:shards AS integer[])) AS shard")
_OTHER_HOLDERS = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND pid <> :before AND "
    "CAST(classid AS bigint) = :space AND CAST(objid AS bigint) = ANY(CAST(:shards AS bigint[])) AND "
    "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_PID = text("SELECT pg_backend_pid()")
_LEAVE = text("SELECT pg_advisory_unlock_all()")
_QUEUE = text("SELECT pg_advisory_lock(:space, :queue)")
_ALIVE = text("SELECT 1")


class _Gone(Exception):
    """Another process has the shards."""


class Claim:
    """A share that no other process has, for as long as the connection lasts."""

    def __init__(self, engine: AsyncEngine, connection: AsyncConnection, pid: int, share: Share) -> None:
        """``connection`` has the locks of ``share``; ``pid`` is of PostgreSQL's process at its other end."""
        self.share = share
        self._engine = engine
        self._connection = connection
        self._pid = pid
        self._turns: set[asyncio.Task[None]] = set()

    async def turn(self, queue: int) -> None:
        """Wait until no session of a queue has begun in the last seconds, of this or another process."""
        connection = await self._engine.connect()
        try:
            await connection.execute(_QUEUE, {"space": _SESSIONS, "queue": queue})
        except BaseException:
            await connection.close()
            raise
        task = asyncio.create_task(_close_later(connection))
        self._turns.add(task)
        task.add_done_callback(self._turns.discard)

    async def close(self) -> None:
        """Give it to the next process."""
        for task in self._turns:
            task.cancel()
        await asyncio.gather(*self._turns, return_exceptions=True)
        await self._connection.close()

    async def held(self) -> bool:
        """Whether it is still this process's; a connection that is broken is made anew.

        To be asked once a second, as PostgreSQL tells nobody.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._connection.execute(_ALIVE)
        except Exception as error:  # noqa: BLE001 - whatever it is, the locks may be gone
            log.warning("The connection that holds the shards is broken: %s", error)
        else:
            return True
        with suppress(TimeoutError, _Gone):
            async with asyncio.timeout(AGAIN):
                while not await self._claimed_again():  # noqa: ASYNC110 - PostgreSQL tells nobody
                    await asyncio.sleep(PAUSE)
                return True
        return False

    async def _claimed_again(self) -> bool:
        try:
            if not self._connection.closed:
                await self._connection.invalidate()
                await self._connection.close()
            self._connection = await self._engine.connect()
            if await _taken(self._connection, self.share):
                self._pid = await self._connection.scalar(_PID) or 0
                return True
            # The connection that is broken here may not be so for PostgreSQL yet: that one is no other process.
            asked = {"space": SHARDS, "shards": [*self.share.ids], "before": self._pid}
            if await self._connection.scalar(_OTHER_HOLDERS, asked):
                raise _Gone
            return False
        except _Gone:
            raise
        except Exception as error:  # noqa: BLE001 - it is tried again
            log.warning("The shards cannot be claimed again yet: %s", error)
            return False


@asynccontextmanager
async def claimed(server: DatabaseServer, candidates: Sequence[Share]) -> AsyncIterator[Claim]:
    """Have the first of ``candidates`` that no other process has, waited for until there is one.

    Raises ``DatabaseError``.
    """
    engine = create_async_engine(
        "postgresql+asyncpg://",
        connect_args={"dsn": server.url, "timeout": _PATIENCE, "server_settings": _SETTINGS},
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    try:
        with backend_of(server).explained():
            connection = await engine.connect()
            try:
                share, pid = await _first(connection, candidates), await connection.scalar(_PID) or 0
            except BaseException:
                await connection.close()
                raise
        claim = Claim(engine, connection, pid, share)
        try:
            yield claim
        finally:
            await claim.close()
    finally:
        await engine.dispose()


async def _first(connection: AsyncConnection, candidates: Sequence[Share]) -> Share:
    waits = False
    while True:
        for share in candidates:
            if await _taken(connection, share):
                log.info("This process answers for shards %s of %d", ", ".join(map(str, share.ids)), share.count)
                return share
        if not waits:
            log.info("Other processes answer for these shards: this one waits until one of them ends")
        waits = True
        await asyncio.sleep(PAUSE)


async def _taken(connection: AsyncConnection, share: Share) -> bool:
    """Whether all shards of ``share`` are this connection's from now on; else none is."""
    await connection.execute(_COUNT, {"space": _COUNTS, "count": share.count})
    others = await connection.scalar(_OTHERS, {"space": _COUNTS, "count": share.count})
    if not others and await connection.scalar(_TAKE, {"space": SHARDS, "shards": [*share.ids]}):
        return True
    await connection.execute(_LEAVE)
    return False


async def _close_later(connection: AsyncConnection) -> None:
    try:
        await asyncio.sleep(_APART)
    finally:
        await connection.close()
