"""What a member has deleted is gone, everywhere and for good, and nobody else's."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from bot.errors import DatabaseError
from bot.letters import Asker, Spell
from bot.storage import (
    Answer,
    Chats,
    Comparisons,
    Database,
    Explainers,
    Kept,
    Members,
    Proposal,
    Proposals,
    Quiz,
    Quizzes,
    Said,
    Tokenizations,
    Turn,
)
from bot.storage.tables import Base
from tests.quiz.quizzes import plan, round_
from tests.storage.test_comparisons import BASE

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SAID = "xyzzy-plugh"
ALL = Kept(comparisons=2, texts=1, turns=2, explainer=True, answers=1, proposals=1, quizzes=1)
NOTHING = Kept(0, 0, 0, explainer=False)


async def keep(database: Database, user_id: int, said: str = SAID) -> None:
    """Two comparisons and a text of a member, two turns of chats, whether answers are explained to them, and a quiz."""
    for channel in (10, 20):
        asked = replace(BASE, asker=Asker(user_id, channel), text=said, question=Spell(said), exact=said)
        await Comparisons(database).add(asked)
        chats, here = Chats(database, 30), Said(NOW, user_id, channel, None, said, private=channel == 20)
        await chats.end(Turn(await chats.add(here), here, said, ending="complete"))
    await Explainers(database).set("user", user_id, on=True)
    planned = replace(plan(), user_id=user_id, channel_id=user_id)
    quiz_id = await Quizzes(database).begin(planned)
    assert quiz_id
    of_quiz = await Quizzes(database).ask(Quiz(quiz_id, planned), round_(0, 1, NOW, NOW))
    await Quizzes(database).answer(of_quiz.id, Answer(user_id, 0, NOW))
    await Proposals(database).add(Proposal(0, 5, user_id, NOW, said, (said, "b"), said))
    await Tokenizations(database, 30).add(user_id, said * 1_000, "o200k_base", NOW)


async def test_everything_of_one_member_goes(database: Database) -> None:
    members = Members(database)
    for user_id in (1, 2):
        await keep(database, user_id)
    assert await members.kept(1) == ALL
    assert await members.forget(1) == ALL
    assert await members.kept(1) == await members.forget(1) == NOTHING
    assert await members.kept(2) == ALL
    for private in (False, True):
        [turn] = await Chats(database, 30).before(Turn(99, Said(NOW, 2, 10, None, "", private)), NOW)
        assert turn.said.user_id == 2


@pytest.mark.parametrize("on", [True, False])
async def test_a_member_s_choice_goes_and_a_channel_s_of_the_same_id_stays(database: Database, on: bool) -> None:
    explainers, members = Explainers(database), Members(database)
    await explainers.set("channel", 1, on=True)
    assert not await members.kept(1)
    await explainers.set("user", 1, on=on)
    await explainers.set("user", 2, on=True)
    assert await members.kept(1)
    assert await members.forget(1) == replace(NOTHING, explainer=True)
    assert not await members.kept(1)
    assert not await explainers.on(user_id=1, channel_id=9)
    assert await explainers.on(user_id=1, channel_id=1)
    assert await explainers.on(user_id=2, channel_id=9)


async def test_an_answer_on_its_way_to_a_member_who_is_forgotten_is_not_kept(database: Database) -> None:
    chats = Chats(database, 30)
    said = Said(NOW, 1, 10, None, SAID)
    turn = Turn(await chats.add(said), said, SAID, ending="complete")
    assert await Members(database).forget(1) == replace(NOTHING, turns=1)
    assert not await chats.end(turn)
    assert not await Members(database).kept(1)


def test_every_table_with_a_member_s_id_is_known() -> None:
    """Whoever adds one adds it to ``Members``, to the card of /forget-me, and here."""
    assert {table.name for table in Base.metadata.sorted_tables if "user_id" in table.columns} == {
        "comparisons",
        "tokenizations",
        "turns",
        "quizzes",
        "quiz_answers",
        "quiz_proposals",
    }
    assert {table.name for table in Base.metadata.sorted_tables if "subject_id" in table.columns} == {"explainers"}


async def test_it_is_in_no_file_any_more(database: Database, path: Path) -> None:
    await keep(database, 1)
    await keep(database, 2, "something else")
    assert SAID.encode() in b"".join(file.read_bytes() for file in path.parent.iterdir())
    await Members(database).forget(1)
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert SAID.encode() not in left
    assert b"something else" in left


async def test_it_is_deleted_though_a_reader_keeps_the_log(database: Database, path: Path) -> None:
    await keep(database, 1)
    async with database.read() as session:
        await session.scalar(text("SELECT count(*) FROM comparisons"))
        assert await Members(database).forget(1) == ALL
    assert await Members(database).kept(1) == NOTHING
    await database.checkpoint()
    assert SAID.encode() not in b"".join(file.read_bytes() for file in path.parent.iterdir())


async def test_nobody_s_write_waits_long_for_a_reader_who_is_in_its_way(database: Database, path: Path) -> None:
    await keep(database, 1)
    other = await Database.open(path, busy_timeout=1.5)  # half as long as reads and writes wait where nobody says so
    try:
        async with database.read() as session:
            await session.scalar(text("SELECT count(*) FROM comparisons"))
            forgetting = asyncio.create_task(Members(database).forget(1))
            while await Members(other).kept(1):
                pass
            await keep(other, 2)
            assert await forgetting == ALL
    finally:
        await other.close()


async def test_all_or_nothing(database: Database) -> None:
    await keep(database, 1)

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM explainers"):
            raise OSError(5, "an input/output error")

    event.listen(database._engine.sync_engine, "before_cursor_execute", fail)
    with pytest.raises(DatabaseError):
        await Members(database).forget(1)
    event.remove(database._engine.sync_engine, "before_cursor_execute", fail)
    assert await Members(database).kept(1) == ALL
