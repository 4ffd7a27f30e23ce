"""Which process answers for which shards, where several share a PostgreSQL server."""

import asyncio
from contextlib import AsyncExitStack

import asyncpg  # type: ignore[import-untyped]  # it says nothing of its types
import pytest

from bot.share import Share, shares
from bot.storage import Claim, claimed, claims
from tests.postgresql import Server

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'strawberry shards'"
ALL = Share(3, (0, 1, 2))


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "_PAUSE", 0.02)
    monkeypatch.setattr(claims, "_AGAIN", 60.0)


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
        postgresql.run(CUT)
        assert await claim.held()
        other = asyncio.create_task(processes(stack, postgresql, 1, Share(3, (1,))))
        await asyncio.wait([other], timeout=0.3)
        assert not other.done()
        assert await claim.held()
        other.cancel()
        await asyncio.wait([other])


async def test_a_process_knows_that_another_one_has_got_its_shards(postgresql: Server) -> None:
    async with AsyncExitStack() as stack:
        [claim] = await processes(stack, postgresql, 1, ALL)
        connection = await asyncpg.connect(postgresql.at(postgresql.database).url)
        stack.push_async_callback(connection.close)
        await connection.execute(f"{CUT}; SELECT pg_advisory_lock({claims.SHARDS}, 1)")
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
