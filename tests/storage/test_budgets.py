"""What members have left of their uses is the same in all processes that share a database."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.config import CooldownSettings
from bot.errors import TooQuick
from bot.places import Where
from bot.services.budget import Budget
from bot.storage import Budgets, Database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIMIT = CooldownSettings(uses=5, seconds=20.0)


class Time:
    """A clock that goes on when it is told to."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


async def got(budget: Budget, uses: float = 1) -> bool:
    """Whether a member is let through."""
    with suppress(TooQuick):
        await budget.spend(7, uses)
        return True
    return False


async def test_processes_together_let_through_as_much_as_one_alone(database: Database) -> None:
    time = Time()
    alone = Budget(LIMIT, time)
    one, other = Budget(LIMIT, time, Budgets(database)), Budget(LIMIT, time, Budgets(database))
    for turn, uses in enumerate([1, 0.25, 6, 2, 2, 1, 0.5, 0.5, 1] * 3):
        assert await got(one if turn % 2 else other, uses) == await got(alone, uses), turn
        time.now += timedelta(seconds=turn % 5)
    await one.spend(8)
    with pytest.raises(TooQuick, match=r"again in 4 s"):
        await other.spend(8, 5)


async def test_of_many_at_once_no_more_come_through_than_may(place: Where) -> None:
    database = await Database.open(place)  # with a host's patience: all of them want the same row
    processes = [Budget(LIMIT, Time(), Budgets(database)) for _ in range(4)]
    assert sum(await asyncio.gather(*(got(each) for each in processes * 4))) == 5
    await database.close()


async def test_what_is_charged_counts_in_all_processes(database: Database) -> None:
    one, other = Budget(LIMIT, Time(), Budgets(database)), Budget(LIMIT, Time(), Budgets(database))
    await one.spend(7)
    await one.charge(9)
    assert not await got(other, 0.25)


async def test_who_has_everything_again_is_forgotten(database: Database) -> None:
    time = Time()
    budgets = Budgets(database)
    budget = Budget(LIMIT, time, budgets)
    await budget.spend(7, 5)
    time.now += timedelta(seconds=19)
    await budget.purge()
    assert not await got(budget, 5)
    time.now += timedelta(seconds=1)
    await budget.purge()
    assert await budgets.take(7, 0, time.now.timestamp(), 20) == time.now.timestamp()


async def test_each_process_counts_alone_while_it_would_have_to_wait(database: Database) -> None:
    budget = Budget(LIMIT, Time(), Budgets(database), patience=0.02)
    async with asyncio.timeout(30), database.write(alone=True):
        assert [await got(budget) for _ in range(6)] == [True] * 5 + [False]


async def test_each_process_counts_alone_while_the_database_is_gone(database: Database) -> None:
    budget = Budget(LIMIT, Time(), Budgets(database))
    await database.close()
    assert [await got(budget) for _ in range(6)] == [True] * 5 + [False]
