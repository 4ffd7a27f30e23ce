"""Questions that members propose: kept, decided once, and not too many waiting."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import DatabaseError, InputError
from bot.quiz import Proposal
from bot.storage import Database, Proposals
from tests.quiz.quizzes import NOW

ONE = Proposal(0, 5, 1, NOW, "What is a token?", ("A number", "A \ud800 letter", "ملح 🍓"), "")


@pytest.fixture
def proposals(database: Database) -> Proposals:
    return Proposals(database)


async def test_what_was_proposed_comes_back(proposals: Proposals) -> None:
    id_ = await proposals.add(ONE)
    options = ("A number", "A \N{REPLACEMENT CHARACTER} letter", "ملح 🍓")
    assert await proposals.get(id_) == replace(ONE, id=id_, options=options)
    assert await proposals.get(id_ + 1) is None


async def test_of_two_who_decide_at_once_one_decides(proposals: Proposals) -> None:
    id_ = await proposals.add(ONE)
    decided = await asyncio.gather(proposals.decide(id_, "accepted"), proposals.decide(id_, "declined"))
    assert sorted(decided) == [False, True]
    kept = await proposals.get(id_)
    assert kept
    assert kept.state == ("accepted" if decided[0] else "declined")
    assert not await proposals.decide(id_ + 1, "accepted")


async def test_a_server_has_what_it_accepted_oldest_first(proposals: Proposals) -> None:
    ids = [await proposals.add(replace(ONE, text=str(number))) for number in range(4)]
    other = await proposals.add(replace(ONE, guild_id=6))
    for id_ in (ids[3], ids[1], other):
        assert await proposals.decide(id_, "accepted")
    assert await proposals.decide(ids[2], "declined")
    assert [(each.id, each.text) for each in await proposals.accepted(5)] == [(ids[1], "1"), (ids[3], "3")]


async def test_a_member_who_has_five_waiting_is_told_to_wait(proposals: Proposals) -> None:
    ids = [await proposals.add(ONE) for _ in range(5)]
    with pytest.raises(InputError, match="5 questions of yours wait"):
        await proposals.add(ONE)
    for elsewhere in (replace(ONE, user_id=2), replace(ONE, guild_id=6)):
        await proposals.add(elsewhere)
    await proposals.decide(ids[0], "declined")
    await proposals.add(ONE)


async def test_a_server_with_a_hundred_waiting_takes_no_more(proposals: Proposals) -> None:
    ids = [await proposals.add(replace(ONE, user_id=number // 5)) for number in range(100)]
    with pytest.raises(InputError, match="100 proposed questions wait in this server"):
        await proposals.add(replace(ONE, user_id=99))
    await proposals.add(replace(ONE, user_id=99, guild_id=6))
    await proposals.decide(ids[0], "accepted")
    await proposals.add(replace(ONE, user_id=99))


async def test_what_nobody_decides_does_not_block_for_good(proposals: Proposals) -> None:
    for _ in range(5):
        await proposals.add(ONE)
    later = replace(ONE, created_at=NOW + timedelta(days=30))
    with pytest.raises(InputError):
        await proposals.add(replace(later, created_at=later.created_at - timedelta(microseconds=1)))
    await proposals.add(later)


async def test_a_database_that_is_closed_is_an_error_of_ours(database: Database, proposals: Proposals) -> None:
    await database.close()
    with pytest.raises(DatabaseError):
        await proposals.add(ONE)
