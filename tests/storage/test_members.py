"""What a member has deleted is gone, everywhere and for good, and nobody else's."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.chat import Said, Turn
from bot.errors import DatabaseError
from bot.quiz import (
    GUESS,
    MODEL,
    Answer,
    Played,
    Proposal,
    Question,
    Quiz,
    Strip,
    Withdrawn,
    unpacked,
    withdrawn,
)
from bot.storage import (
    Chats,
    Database,
    Explainers,
    Kept,
    Members,
    Proposals,
    Quizzes,
)
from bot.storage.all_tables import METADATA
from bot.tokens import PromptToken
from tests.quiz.quizzes import plan, round_
from tests.storage.keeping import NOW, SAID, keep

ALL = Kept(
    comparisons=2,
    texts=1,
    turns=2,
    explainer=True,
    answers=1,
    proposals=1,
    quizzes=1,
    lobbies=1,
    lessons=1,
    votes=1,
    rooms=1,
)
NOTHING = Kept(0, 0, 0, explainer=False)


async def test_everything_of_one_member_goes(database: Database) -> None:
    members = Members(database, withdrawn)
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
    explainers, members = Explainers(database), Members(database, withdrawn)
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
    assert await Members(database, withdrawn).forget(1) == replace(NOTHING, turns=1)
    assert not await chats.end(turn)
    assert not await Members(database, withdrawn).kept(1)


def test_every_table_with_a_member_s_id_is_known() -> None:
    """Whoever adds one adds it to ``Members``, to the card of /me, and here."""
    assert {table.name for table in METADATA.sorted_tables if "user_id" in table.columns} == {
        "comparisons",
        "tokenizations",
        "turns",
        "quizzes",
        "quiz_players",
        "quiz_answers",
        "quiz_proposals",
        "lesson_progress",
        "lesson_rooms",
        "lesson_votes",
        "budgets",  # when they have all uses again, until then; whoever is forgotten has no more of them for that
    }
    assert {table.name for table in METADATA.sorted_tables if "subject_id" in table.columns} == {"explainers"}


async def play_proposal(database: Database, user_id: int, said: str, guild_id: int = 5) -> int:
    """A member's question, accepted and asked in a round that user 9 has answered: the quiz."""
    proposals, quizzes = Proposals(database), Quizzes(database)
    proposed = Proposal(0, guild_id, user_id, NOW, f"Is it {said}?", (f"{said}!", "no"), f"Because {said}.")
    await proposals.decide(await proposals.add(proposed), "accepted")
    tokens = (PromptToken(1, said), PromptToken(2, "?"))
    question = Question(
        "community", proposed.text.casefold(), proposed.text, proposed.options, 0, f"It has {said}.", proposed.why,
        Strip(tokens), Played("a model", 1, 0.6),
    )  # fmt: skip
    planned = replace(plan("daily"), guild_id=guild_id, user_id=None)
    quiz_id = await quizzes.begin(planned)
    assert quiz_id
    asked = await quizzes.ask(Quiz(quiz_id, planned), replace(round_(0, 1, NOW, NOW, question), topic="community"))
    await quizzes.answer(asked.id, Answer(9, 0, NOW))
    return quiz_id


async def test_questions_that_were_asked_lose_the_words_of_who_proposed_them_alone(database: Database) -> None:
    theirs = await play_proposal(database, 1, SAID)
    of_others = [await play_proposal(database, 2, "another"), await play_proposal(database, 2, SAID, guild_id=6)]
    quizzes = Quizzes(database)
    before = [await quizzes.get(each) for each in of_others]
    await Members(database, withdrawn).forget(1)
    assert [await quizzes.get(each) for each in of_others] == before
    kept = await quizzes.get(theirs)
    assert kept
    [round_] = kept.rounds
    assert SAID not in repr(kept)
    assert {each.user_id for each in round_.answers} == {MODEL, 9}
    question = unpacked(round_.question)
    assert (question.options, question.right, question.model) == (
        ("Answer 1", "Answer 2"),
        0,
        Played("a model", 1, 0.6),
    )


async def run(database: Database, statement: str) -> None:
    async with database.write() as session:
        await session.execute(text(statement))


async def test_a_text_that_others_guessed_about_goes_with_who_looked_into_it(database: Database) -> None:
    quizzes = Quizzes(database)
    for user_id, topic in ((1, GUESS), (2, GUESS), (1, "tokens")):
        planned = replace(plan(), user_id=user_id, channel_id=user_id * 10 + len(topic), topic=topic)
        quiz_id = await quizzes.begin(planned)
        assert quiz_id
        await quizzes.ask(Quiz(quiz_id, planned), round_(0, 1, NOW, NOW))
    await Members(database, withdrawn).forget(1)
    texts = [unpacked(each.rounds[0].question).text for each in await quizzes.unfinished()]
    assert ["strawberry" in each for each in texts] == [False, True, True]


async def test_a_question_on_its_way_to_a_member_who_is_forgotten_is_not_asked(database: Database) -> None:
    quizzes = Quizzes(database)
    quiz = await quizzes.get(await play_proposal(database, 1, SAID))
    assert quiz
    await Members(database, withdrawn).forget(1)
    with pytest.raises(Withdrawn):
        await quizzes.ask(quiz, replace(quiz.rounds[0], number=2))


async def test_it_is_in_no_file_any_more(database: Database, path: Path) -> None:
    await keep(database, 1)
    await play_proposal(database, 1, SAID)
    await keep(database, 2, "something else")
    assert SAID.encode() in b"".join(file.read_bytes() for file in path.parent.iterdir())
    await Members(database, withdrawn).forget(1)
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert SAID.encode() not in left
    assert b"something else" in left


async def test_it_is_deleted_though_a_reader_keeps_the_log(database: Database, path: Path) -> None:
    await keep(database, 1)
    async with database.read() as session:
        await session.scalar(text("SELECT count(*) FROM comparisons"))
        assert await Members(database, withdrawn).forget(1) == ALL
    assert await Members(database, withdrawn).kept(1) == NOTHING
    await database.wipe()
    assert SAID.encode() not in b"".join(file.read_bytes() for file in path.parent.iterdir())


async def test_nobody_s_write_waits_long_for_a_reader_who_is_in_its_way(database: Database, path: Path) -> None:
    await keep(database, 1)
    other = await Database.open(path, busy_timeout=1.5)  # half as long as reads and writes wait where nobody says so
    try:
        async with database.read() as session:
            await session.scalar(text("SELECT count(*) FROM comparisons"))
            forgetting = asyncio.create_task(Members(database, withdrawn).forget(1))
            while await Members(other, withdrawn).kept(1):
                pass
            await keep(other, 2)
            assert await forgetting == ALL
    finally:
        await other.close()


async def test_all_or_nothing(database: Database) -> None:
    await keep(database, 1)
    await run(database, "ALTER TABLE explainers RENAME TO hidden")
    try:
        with pytest.raises(DatabaseError, match="explainers"):
            await Members(database, withdrawn).forget(1)
    finally:
        await run(database, "ALTER TABLE hidden RENAME TO explainers")
    assert await Members(database, withdrawn).kept(1) == ALL
