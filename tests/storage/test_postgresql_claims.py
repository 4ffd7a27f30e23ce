"""Which process answers for which shards, where several share a PostgreSQL server."""

import asyncio
from contextlib import AsyncExitStack

import asyncpg  # type: ignore[import-untyped]  # it says nothing of its types
import pytest
from sqlalchemy.exc import DBAPIError

from bot.share import Share, shares
from bot.storage import Claim, claimed, claims
from tests.postgresql import Server
from tests.waiting import until

OURS = "FROM pg_stat_activity WHERE application_name = 'strawberry shards'"
OPEN = f"SELECT count(*) {OURS} AND datname = current_database()"
CANCEL = (
    "SELECT pg_cancel_backend(pid) FROM pg_locks WHERE NOT granted AND "
    "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
ALL = Share(3, (0, 1, 2))


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "PAUSE", 0.02)
    monkeypatch.setattr(claims, "AGAIN", 60.0)


def cut(server: Server) -> str:
    """The statement that breaks the connections which hold shards in the worker's database, and no other's."""
    return f"SELECT pg_terminate_backend(pid) {OURS} AND datname = '{server.database}'"


async def processes(stack: AsyncExitStack, server: Server, number: int, *candidates: Share) -> list[Claim]:
    """So many processes, which claim one of the candidates each."""
    at = server.at(server.database)
    return [await stack.enter_async_context(claimed(at, candidates)) for _ in range(number)]


async def test_each_process_takes_what_no_other_has_and_one_more_waits(postgresql: Server) -> None:
    async with AsyncExitStack() as stack, AsyncExitStack() as first:
        [claim] = await processes(first, postgresql, 1, *shares(5, 2))
        [other] = await processes(stack, postgresql, 1, *shares(5, 2))
        assert (claim.share, other.share) == (Share(5, (0, 2, 4)), Share(5, (1, 3)))
        spare = asyncio.create_task(processes(stack, postgresql, 1, *shares(5, 2)))
        one_shard = asyncio.create_task(processes(stack, postgresql, 1, Share(5, (4,))))
        await asyncio.wait([spare, one_shard], timeout=0.3)
        assert not spare.done()
        assert not one_shard.done()
        one_shard.cancel()
        await asyncio.wait([one_shard])
        await first.aclose()
        assert [each.share for each in await spare] == [claim.share]


async def test_who_counts_the_shards_otherwise_waits_until_all_others_are_gone(postgresql: Server) -> None:
    async with AsyncExitStack() as stack, AsyncExitStack() as first:
        await processes(first, postgresql, 2, *shares(3, 3))
        larger = asyncio.create_task(processes(stack, postgresql, 1, Share(4, (3,))))
        await asyncio.wait([larger], timeout=0.3)
        assert not larger.done()
        await first.aclose()
        assert [each.share.count for each in await larger] == [4]


async def test_a_connection_that_breaks_is_made_anew(postgresql: Server) -> None:
    async with AsyncExitStack() as stack:
        [claim] = await processes(stack, postgresql, 1, ALL)
        assert await claim.held()
        postgresql.run(cut(postgresql))
        assert await claim.held()
        other = asyncio.create_task(processes(stack, postgresql, 1, Share(3, (1,))))
        await asyncio.wait([other], timeout=0.3)
        assert not other.done()
        assert await claim.held()
        other.cancel()
        await asyncio.wait([other])


async def test_it_is_made_anew_once_the_server_is_back(postgresql: Server, caplog: pytest.LogCaptureFixture) -> None:
    async with AsyncExitStack() as stack:
        [claim] = await processes(stack, postgresql, 1, ALL)
        postgresql.run(f'ALTER DATABASE "{postgresql.database}" ALLOW_CONNECTIONS false')
        try:
            postgresql.run(cut(postgresql))
            held = asyncio.create_task(claim.held())
            await until(lambda: caplog.text.count("cannot be claimed again yet") == 2, "it to be tried")
        finally:
            postgresql.run(f'ALTER DATABASE "{postgresql.database}" ALLOW_CONNECTIONS true')
        assert await held
        assert await claim.held()


async def test_a_turn_that_could_not_be_waited_for_leaves_no_connection_open(postgresql: Server) -> None:
    async with AsyncExitStack() as stack:
        one, other = await processes(stack, postgresql, 2, *shares(2, 2))
        connection = await asyncpg.connect(postgresql.at(postgresql.database).url)
        stack.push_async_callback(connection.close)
        await one.turn(0)
        turn = asyncio.create_task(other.turn(0))
        async with asyncio.timeout(60):
            while not turn.done():
                await connection.execute(CANCEL)
            with pytest.raises(DBAPIError, match="canceling") as _raised:
                await turn
            while await connection.fetchval(OPEN) > 3:  # those of two processes, and of the turn that is had
                pass


async def test_a_process_knows_that_another_one_has_got_its_shards(postgresql: Server) -> None:
    async with AsyncExitStack() as stack:
        [claim] = await processes(stack, postgresql, 1, ALL)
        connection = await asyncpg.connect(postgresql.at(postgresql.database).url)
        stack.push_async_callback(connection.close)
        await connection.execute(f"{cut(postgresql)}; SELECT pg_advisory_lock({claims.SHARDS}, 1)")
        assert not await claim.held()


async def test_sessions_of_a_queue_begin_one_after_the_other_whatever_the_process(postgresql: Server) -> None:
    async with AsyncExitStack() as stack:
        one, other = await processes(stack, postgresql, 2, *shares(2, 2))
        await one.turn(0)
        await other.turn(1)
        waits = asyncio.create_task(other.turn(0))
        await asyncio.wait([waits], timeout=0.3)
        assert not waits.done()
        await one.close()
        await waits
