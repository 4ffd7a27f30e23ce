"""Turns of chats come back as they were, in their order, for as long as they are to be remembered, and no longer."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import text

from bot.chat import Ending, Said, Turn
from bot.errors import DatabaseError
from bot.places import Where
from bot.storage import Chats, Database
from bot.storage.tables import TurnRow
from bot.tokens import well_formed
from tests.storage.chatting import DAY, INSIGHT, NOW, SAID, ended, left

PLACES = ((10, True), (20, True), (10, False))
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.fixture
def chats(database: Database) -> Chats:
    return Chats(database, keep_days=30)


async def remembered(chats: Chats, said: Said = SAID, before: int = 2**62, since: datetime = NOW) -> Sequence[int]:
    return [turn.id for turn in await chats.before(Turn(before, said), since)]


async def test_a_turn_comes_back_at_each_of_its_steps(chats: Chats) -> None:
    said = replace(SAID, private=True, interaction_token="secret")  # noqa: S106 - a token of Discord's, not a password
    begun = Turn(await chats.add(said), said)
    assert await chats.get(begun.id) == begun
    await chats.note_message(begun.id, 77)
    await chats.write(begun.id, "A num")
    assert await chats.get(begun.id) == replace(begun, answer="A num", answer_message_id=77)
    ended = Turn(begun.id, said, "A number.", 77, "failed", "It is too warm.", 2**62, INSIGHT)
    assert await chats.end(ended)
    assert await chats.get(begun.id) == ended
    await chats.close(begun.id)
    assert await chats.get(begun.id) == replace(ended, said=replace(said, interaction_token=None))


@pytest.mark.parametrize("ending", ["complete", "long", "loop", "stopped", "failed", "interrupted"])
async def test_every_ending_comes_back(chats: Chats, ending: Ending) -> None:
    turn = await chats.get(await ended(chats, ending=ending))
    assert turn is not None
    assert turn.ending == ending


async def test_the_least_that_can_be_said_comes_back(chats: Chats) -> None:
    said = Said(NOW.astimezone(timezone(timedelta(hours=5, minutes=30))), 1, 2, None, "")
    turn = await chats.get(await chats.add(said))
    assert turn is not None
    assert turn.said == said
    assert turn.said.at.tzinfo is UTC


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=ANY_TEXT, answer=ANY_TEXT)
async def test_any_text_comes_back_well_formed(chats: Chats, said: str, answer: str) -> None:
    turn = await chats.get(await ended(chats, replace(SAID, text=said), answer))
    assert turn is not None
    assert (turn.said.text, turn.answer) == (well_formed(said), well_formed(answer))


async def test_no_other_id_is_a_turn(chats: Chats) -> None:
    assert await chats.get(1) is None
    with pytest.raises(DatabaseError, match="64 bits"):
        await chats.get(2**64)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE turns SET ending = 'unheard of'",
        "UPDATE turns SET insight = '[1, 2]'",
        "UPDATE turns SET insight = '{}'",
    ],
)
async def test_a_row_that_cannot_be_read_back_is_an_error_of_ours(
    database: Database, chats: Chats, damage: str
) -> None:
    id_ = await ended(chats)
    async with database.write() as session:
        await session.execute(text(damage))
    with pytest.raises(DatabaseError, match="cannot be read back"):
        await chats.get(id_)


async def test_memory_is_of_one_channel_and_the_oldest_comes_first(chats: Chats) -> None:
    elsewhere = replace(SAID, channel_id=20)
    first, other, second, third = [
        await ended(chats, replace(said, user_id=user))
        for said, user in ((SAID, 1), (elsewhere, 1), (SAID, 2), (SAID, 1))
    ]
    assert await remembered(chats) == [first, second, third]
    assert await remembered(chats, before=third) == [first, second]
    assert await remembered(chats, before=first) == []
    assert await remembered(chats, elsewhere) == [other]


async def test_a_member_s_private_chat_is_one_in_all_channels_and_nobody_else_s(chats: Chats) -> None:
    mine, mine_elsewhere, public = [replace(SAID, user_id=1, channel_id=c, private=p) for c, p in PLACES]
    theirs = replace(mine, user_id=2)
    ids = [await ended(chats, said) for said in (mine, theirs, public, mine_elsewhere)]
    for said, expected in ((mine, [0, 3]), (mine_elsewhere, [0, 3]), (theirs, [1]), (public, [2])):
        assert await remembered(chats, said) == [ids[number] for number in expected]
    await chats.forget_up_to(Turn(ids[1], mine))
    assert [await remembered(chats, said) for said in (mine, theirs, public)] == [ids[3:], ids[1:2], ids[2:3]]
    assert await chats.reset(public) == 1
    assert [await remembered(chats, said) for said in (mine, theirs, public)] == [ids[3:], ids[1:2], []]
    assert await chats.reset(mine_elsewhere) == 1
    assert [await remembered(chats, said) for said in (mine, theirs, public)] == [[], ids[1:2], []]


async def test_what_is_too_old_is_not_remembered_even_before_it_is_deleted(chats: Chats) -> None:
    old = await ended(chats, replace(SAID, at=NOW - DAY))
    new = await ended(chats)
    assert await remembered(chats) == [new]
    assert await remembered(chats, since=NOW + timedelta(microseconds=1)) == []
    assert await remembered(chats, since=NOW - DAY) == [old, new]


async def test_turns_without_an_answer_are_left_out(chats: Chats) -> None:
    begun, writing = await chats.add(SAID), await chats.add(SAID)
    await chats.write(writing, "A num")
    await ended(chats, answer="", ending="failed")
    stopped = await ended(chats, answer="A num", ending="stopped")
    assert await remembered(chats) == [stopped]
    await chats.end(Turn(begun, SAID, "A number.", ending="complete"))
    assert await remembered(chats) == [begun, stopped]


async def test_memory_holds_the_latest_turns_without_their_insights(database: Database, chats: Chats) -> None:
    await ended(chats, insight=INSIGHT)
    columns = ", ".join(column.name for column in TurnRow.__table__.columns if column.name != "id")
    async with database.write() as session:
        for _ in range(9):  # 512 turns
            await session.execute(text(f"INSERT INTO turns ({columns}) SELECT {columns} FROM turns"))  # noqa: S608 - ours
    turns = await chats.before(Turn(2**62, SAID), NOW)
    assert [turn.id for turn in turns] == [*range(13, 513)]
    assert {turn.insight for turn in turns} == {None}
    kept = await chats.get(512)
    assert kept is not None
    assert kept.insight == INSIGHT


async def test_memory_ends_where_a_member_wants(chats: Chats) -> None:
    first, second, third = [await ended(chats) for _ in range(3)]
    elsewhere = await ended(chats, replace(SAID, channel_id=20))
    for _ in range(2):
        await chats.forget_up_to(Turn(second, SAID))
        assert await remembered(chats) == [third]
    assert await chats.reset(SAID) == 1
    assert await chats.reset(SAID) == 0
    assert await remembered(chats) == []
    assert await remembered(chats, replace(SAID, channel_id=20)) == [elsewhere]
    assert await left(chats, first, second, third) == [first, second, third]
    new = await ended(chats)
    assert await remembered(chats) == [new]


async def test_an_edited_message_counts_as_it_reads_now(chats: Chats) -> None:
    ids = [await ended(chats), await ended(chats, replace(SAID, message_id=2))]
    await chats.reword(2**62, "What is a \ud800 byte?")
    await chats.reword(3, "nobody said this")
    turns = await chats.before(Turn(2**62, SAID), NOW)
    assert [turn.said.text for turn in turns] == ["What is a \ufffd byte?", SAID.text]
    assert [turn.id for turn in turns] == ids


async def test_a_turn_goes_with_either_of_its_messages(chats: Chats) -> None:
    ids = [await ended(chats, replace(SAID, message_id=number)) for number in range(1, 5)]
    for id_ in ids:
        await chats.note_message(id_, id_ + 100)
    command = await ended(chats, replace(SAID, message_id=None))
    assert await chats.delete_with([1, 103, 999, *range(1_000, 1_100)]) == [ids[0], ids[2]]
    assert await left(chats, *ids, command) == [ids[1], ids[3], command]
    assert await chats.delete_with([1]) == await chats.delete_with([]) == []


async def test_an_answer_to_what_was_deleted_is_not_kept(chats: Chats) -> None:
    id_ = await chats.add(SAID)
    await chats.delete_with([2**62])
    await chats.note_message(id_, 77)
    await chats.write(id_, "A num")
    assert not await chats.end(Turn(id_, SAID, "A number.", ending="complete", insight=INSIGHT))
    assert not await chats.begin_again(id_, "token")
    assert await chats.get(id_) is None


async def test_an_answer_is_made_again_by_one_of_two(database: Database, chats: Chats) -> None:
    id_ = await chats.add(SAID)
    await chats.note_message(id_, 77)
    assert not await chats.begin_again(id_, "early")
    await chats.end(Turn(id_, SAID, "", ending="failed", trouble="no", comparison_id=5, insight=INSIGHT))
    assert not await chats.begin_again(id_, "ended, but not shown")
    await chats.close(id_)
    assert sorted(await asyncio.gather(chats.begin_again(id_, "a"), chats.begin_again(id_, "b"))) == [False, True]
    turn = await chats.get(id_)
    assert turn is not None
    assert turn.said.interaction_token in {"a", "b"}
    assert turn == Turn(id_, turn.said, answer_message_id=77, comparison_id=5)  # the question is the same one
    async with database.read() as session:
        assert await session.scalar(text("SELECT insight IS NULL FROM turns"))
    again = replace(turn, answer="A piece of text.", ending="complete", insight=INSIGHT)
    await chats.end(again)
    assert await chats.get(id_) == again
    assert await remembered(chats) == [id_]


async def test_what_was_not_shown_before_a_crash_is_open(place: Where) -> None:
    crashed = await Database.open(place)
    chats = Chats(crashed, 30)
    begun, writing, again = await chats.add(SAID), await chats.add(SAID), await ended(chats)
    await chats.write(writing, "A num")
    await ended(chats)
    await chats.begin_again(again, "token")
    unseen = Turn(await chats.add(SAID), SAID, "A number.", None, "complete", "", 3, INSIGHT)
    await chats.end(unseen)
    database = await Database.open(place)  # the other one was never closed
    chats = Chats(database, 30)
    assert await chats.open() == [
        Turn(begun, SAID),
        Turn(writing, SAID, "A num"),
        Turn(again, replace(SAID, interaction_token="token")),  # noqa: S106 - as above
        unseen,
    ]
    await chats.end(Turn(writing, SAID, "A num", ending="interrupted"))
    assert [turn.id for turn in await chats.open()] == [begun, writing, again, unseen.id]
    for id_ in (writing, again, unseen.id, unseen.id + 1):
        await chats.close(id_)
    assert await chats.open() == [Turn(begun, SAID)]
    await database.close()
    await crashed.close()


async def test_an_id_is_never_used_again(chats: Chats) -> None:
    old = await ended(chats)
    await chats.delete_with([2**62])
    assert await ended(chats) > old
