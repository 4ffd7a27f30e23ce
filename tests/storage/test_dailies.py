"""The daily questions of servers: one a server, and each asked once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.quiz import Daily
from bot.storage import Dailies, Database
from tests.quiz.quizzes import NOW

ONE = Daily(5, 10, "18:30", "Europe/Berlin", "mixed", "normal", NOW)
DAY = timedelta(days=1)


@pytest.fixture
def dailies(database: Database) -> Dailies:
    return Dailies(database)


async def test_a_server_has_the_last_one_that_was_set(dailies: Dailies) -> None:
    assert await dailies.get(5) is None
    await dailies.set(ONE)
    assert await dailies.get(5) == ONE
    changed = replace(ONE, channel_id=20, time="07:05", zone="Asia/Kathmandu", topic="cut", difficulty="hard")
    await dailies.set(changed)
    assert await dailies.get(5) == changed
    assert await dailies.get(6) is None
    assert await dailies.remove(5)
    assert not await dailies.remove(5)
    assert await dailies.get(5) is None


async def test_what_is_due_comes_longest_due_first(dailies: Dailies) -> None:
    for guild_id, late in [(1, timedelta(0)), (2, DAY), (3, -timedelta(microseconds=1))]:
        await dailies.set(replace(ONE, guild_id=guild_id, next_at=NOW - late))
    assert [each.guild_id for each in await dailies.due(NOW)] == [2, 1]
    assert await dailies.due(NOW - 2 * DAY) == []


async def test_of_two_who_ask_the_same_question_one_asks_it(dailies: Dailies) -> None:
    await dailies.set(ONE)
    assert sorted(await asyncio.gather(dailies.move(ONE, NOW + DAY), dailies.move(ONE, NOW + DAY))) == [False, True]
    assert await dailies.get(5) == replace(ONE, next_at=NOW + DAY)
    assert await dailies.due(NOW) == []


async def test_a_time_that_was_set_meanwhile_is_not_moved(dailies: Dailies) -> None:
    await dailies.set(replace(ONE, next_at=NOW + timedelta(hours=1)))
    assert not await dailies.move(ONE, NOW + DAY)
    await dailies.remove(5)
    assert not await dailies.move(ONE, NOW + DAY)
