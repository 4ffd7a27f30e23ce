"""An insight holds the tokens of what was said before. It goes, or is never kept, once that is deleted or reworded."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat import Said, Turn
from bot.quiz import withdrawn
from bot.storage import Chats, Database, Members
from tests.storage.chatting import INSIGHT, SAID, ended

Change = Callable[[Database, Chats], Awaitable[object]]

HERS = replace(SAID, user_id=1, message_id=1)
"""What is deleted or reworded."""
HIS = replace(SAID, user_id=2, message_id=2)
SHOWN = 101
"""The message that answers hers."""

CHANGES: dict[str, Change] = {
    "forget": lambda database, _: Members(database, withdrawn).forget(1),
    "delete the question": lambda _, chats: chats.delete_with([1]),
    "delete the answer": lambda _, chats: chats.delete_with([SHOWN]),
    "reword": lambda _, chats: chats.reword(1, "What is a byte?"),
}


@pytest.fixture
def chats(database: Database) -> Chats:
    return Chats(database, keep_days=30)


@pytest.fixture(params=[*CHANGES])
def change(request: pytest.FixtureRequest) -> Change:
    return CHANGES[request.param]


async def explained(chats: Chats, said: Said) -> int:
    """A turn with an insight."""
    return await ended(chats, said, insight=INSIGHT)


async def insights(chats: Chats, *ids: int) -> list[bool]:
    """Whether each of the turns has its insight. All of them have their answer."""
    turns = [turn for id_ in ids if (turn := await chats.get(id_))]
    assert [turn.answer for turn in turns] == ["A number."] * len(ids)
    return [turn.insight == INSIGHT for turn in turns]


async def finish(chats: Chats, id_: int) -> None:
    """The end of an answer that was being written."""
    assert await chats.end(Turn(id_, HIS, "A number.", ending="complete", insight=INSIGHT))
    await chats.close(id_)


async def test_what_was_answered_later_in_the_same_channel_loses_its_insight(
    database: Database, chats: Chats, change: Change
) -> None:
    before, hers = await explained(chats, HIS), await explained(chats, HERS)
    await chats.note_message(hers, SHOWN)
    later = await explained(chats, HIS)
    others = [await explained(chats, replace(HIS, channel_id=20)), await explained(chats, replace(HIS, private=True))]
    await change(database, chats)
    assert await insights(chats, before, later, *others) == [True, False, True, True]


async def test_an_answer_that_is_being_written_meanwhile_gets_none(
    database: Database, chats: Chats, change: Change
) -> None:
    earlier = await chats.add(HIS)
    await chats.note_message(await explained(chats, HERS), SHOWN)
    later, elsewhere = await chats.add(HIS), await chats.add(replace(HIS, channel_id=20))
    again = await explained(chats, HIS)
    await chats.begin_again(again, "token")
    await change(database, chats)
    ids = (earlier, later, elsewhere, again)
    for id_ in ids:
        await finish(chats, id_)
    assert await insights(chats, *ids) == [True, False, True, False]
    for id_ in ids:  # what is read now holds nothing of it
        assert await chats.begin_again(id_, "token")
        await finish(chats, id_)
    assert await insights(chats, *ids) == [True] * 4


async def test_what_an_earlier_run_left_open_does_not_bring_it_back(
    database: Database, chats: Chats, change: Change
) -> None:
    await chats.note_message(await explained(chats, HERS), SHOWN)
    await finish(chats, later := await explained(chats, HIS))
    stale = await chats.get(later)
    assert stale is not None
    await change(database, chats)
    await chats.end(stale)
    assert await insights(chats, later) == [False]


async def test_what_is_said_afterwards_is_explained(database: Database, chats: Chats, change: Change) -> None:
    await chats.note_message(await explained(chats, HERS), SHOWN)
    await change(database, chats)
    assert await insights(chats, await explained(chats, HIS)) == [True]


async def test_a_private_chat_goes_through_all_channels_and_is_quoted_by_no_other(chats: Chats) -> None:
    private = replace(HERS, private=True)
    deleted = await explained(chats, private)
    mine = await explained(chats, replace(private, channel_id=20, message_id=None))
    others = [await explained(chats, said) for said in (HERS, HIS, replace(HIS, private=True))]
    await chats.note_message(deleted, SHOWN)
    await chats.delete_with([SHOWN])
    assert await insights(chats, mine, *others) == [False, True, True, True]


async def test_an_edit_that_leaves_the_words_leaves_the_insights(chats: Chats) -> None:
    said = replace(HERS, text="a \ud800 byte")
    ids = [await explained(chats, said), await explained(chats, HIS)]
    await chats.reword(1, said.text)  # Discord has added a preview of a link
    assert await insights(chats, *ids) == [True, True]
    await chats.reword(1, "a byte")
    assert await insights(chats, *ids) == [False, False]


async def test_nothing_of_it_is_in_the_files(database: Database, chats: Chats, path: Path, change: Change) -> None:
    await chats.note_message(await explained(chats, HERS), SHOWN)
    later = await chats.add(HIS)
    await change(database, chats)
    await finish(chats, later)
    await database.wipe()
    assert b"<|im_start|>" not in path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT insight FROM turns WHERE id = ?", (later,)).fetchall() == [("null",)]
