"""Several processes on one PostgreSQL server: who waits for whom, and that nothing is lost or counted twice by it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.util import await_only

from bot.chat import Said, Turn
from bot.errors import DatabaseError
from bot.lessons import Progress
from bot.places import DatabaseServer
from bot.quiz import Answer, Proposal, Quiz, withdrawn
from bot.storage import (
    Chats,
    Database,
    LessonProgress,
    Members,
    Proposals,
    Quizzes,
    Quota,
    Servers,
    Tokenizations,
)
from bot.storage.dialect import backend_of
from tests.quiz.quizzes import plan, round_
from tests.storage.chatting import INSIGHT

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Process:
    """A process with the database open, which can be held in the middle of what it does."""

    server: DatabaseServer
    database: Database = field(init=False)

    def __post_init__(self) -> None:
        self._backend = backend_of(self.server, 60)
        self.database = Database(self._backend)

    @contextmanager
    def held(self, behind: str) -> Iterator[asyncio.Event]:
        """Hold it behind the next statement that begins so, until the block ends: what tells that it is there."""
        there, go_on = asyncio.Event(), asyncio.Event()

        def hold(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith(behind) and not there.is_set():
                there.set()
                await_only(go_on.wait())

        event.listen(self._backend.engine.sync_engine, "after_cursor_execute", hold)
        try:
            yield there
        finally:
            go_on.set()


@pytest.fixture
async def processes(server: DatabaseServer) -> AsyncIterator[list[Process]]:
    """Two of them."""
    processes = [Process(server), Process(server)]
    yield processes
    for each in processes:
        await each.database.close()


async def waits(task: asyncio.Task[object], watching: Database) -> None:
    """Wait until ``task`` waits for another's lock, which it has to."""
    while True:
        async with watching.read() as session:
            if await session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                return
        assert not task.done(), "it does not wait"


async def in_the_middle(
    processes: list[Process], behind: str, work: Awaitable[object], later: Awaitable[object]
) -> list[object]:
    """What ``work`` of the first process gives, and ``later`` of the other one, which waits for that to be done."""
    with processes[0].held(behind) as there:
        first = asyncio.ensure_future(work)
        await there.wait()
        second = asyncio.ensure_future(later)
        await waits(second, processes[1].database)
    return [await first, await second]


async def write(database: Database, *subjects: str, alone: bool = False) -> None:
    async with database.write(*subjects, alone=alone):
        pass


async def test_about_one_subject_one_writes_at_a_time(processes: list[Process]) -> None:
    mine, theirs = (each.database for each in processes)
    async with mine.write("a", "b"):
        later = asyncio.create_task(write(theirs, "b", "c"))
        await waits(later, theirs)
        await write(theirs, "d")
        await theirs.probe()
        assert not later.done()
    await later


async def test_a_write_alone_has_no_other_beside_it(processes: list[Process]) -> None:
    mine, theirs = (each.database for each in processes)
    async with mine.write():
        alone = asyncio.create_task(write(theirs, alone=True))
        await waits(alone, theirs)
    await alone
    async with mine.write(alone=True):
        other = asyncio.create_task(write(theirs))
        await waits(other, theirs)
    await other


async def test_who_waits_too_long_is_told_to_try_again(processes: list[Process], server: DatabaseServer) -> None:
    hasty = Database(backend_of(server, 0.05))
    async with processes[0].database.write("a"):
        with pytest.raises(DatabaseError, match="is busy"):
            await write(hasty, "a")
    await write(hasty, "a")
    await hasty.close()


async def test_changes_that_are_made_at_once_all_count(processes: list[Process]) -> None:
    databases = [each.database for each in processes] * 10
    servers = [Servers(database, "gpt2", 30) for database in databases]
    await asyncio.gather(
        *(
            each.change(7, lambda now, n=number: replace(now, channels=(*now.channels, n)))  # type: ignore[misc]  # its default
            for number, each in enumerate(servers)
        )
    )
    assert {*(await servers[0].get(7)).channels} == {*range(20)}
    lessons = [LessonProgress(database) for database in databases]
    await asyncio.gather(*(each.change(1, "bytes", go_on, NOW) for each in lessons))
    assert (await lessons[0].get(1, "bytes")).place == 20
    assert sorted(await asyncio.gather(*(each.introduce(7) for each in servers))) == [False] * 19 + [True]


def go_on(progress: Progress) -> Progress:
    return replace(progress, place=progress.place + 1)


async def test_of_what_there_may_be_so_much_no_more_comes_in(processes: list[Process]) -> None:
    databases = [each.database for each in processes] * 6
    begun = await asyncio.gather(*(Quizzes(database).begin(plan()) for database in databases))
    assert len([each for each in begun if each]) == 1
    new = Proposal(0, 5, 1, NOW, "What is a token?", ("A number", "A letter"), "")
    added = await asyncio.gather(*(Proposals(database).add(new) for database in databases), return_exceptions=True)
    assert len([each for each in added if isinstance(each, int)]) == 5
    texts = [Tokenizations(database, 30, Quota(5_000, 10**9)) for database in databases]
    ids = await asyncio.gather(*(each.add(1, f"{n}", "gpt2", NOW) for n, each in enumerate(texts)))
    assert len([id_ for id_ in ids if await texts[0].get(id_)]) == 4


@pytest.mark.parametrize(
    ("mine", "behind", "theirs"),
    [("another", "DELETE FROM tokenizations", "shared"), ("shared", "INSERT INTO texts", "another")],
)
async def test_a_text_that_is_kept_anew_while_it_makes_room_stays(
    processes: list[Process], mine: str, behind: str, theirs: str
) -> None:
    one, other = (Tokenizations(each.database, 30, Quota(2_000, 10**9)) for each in processes)
    member = {"another": 1, "shared": 2}
    await one.add(1, "shared", "gpt2", NOW)
    adding = [each.add(member[said], said, "gpt2", NOW) for each, said in ((one, mine), (other, theirs))]
    ids = await in_the_middle(processes, behind, *adding)
    for id_, said in zip(ids, (mine, theirs), strict=True):
        assert isinstance(id_, int)
        kept = await one.get(id_)
        assert kept
        assert kept.text == said


@pytest.mark.parametrize("said", ["old", "new"])
async def test_others_write_while_old_texts_are_deleted_and_have_the_ones_that_they_keep_anew(
    processes: list[Process], said: str
) -> None:
    one, other = (Tokenizations(each.database, 30) for each in processes)
    old = await one.add(1, "old", "gpt2", NOW)
    later = NOW + timedelta(days=31)
    with processes[0].held("DELETE FROM tokenizations") as there:
        purging = asyncio.create_task(one.purge(later))
        await there.wait()
        adding = asyncio.create_task(other.add(2, said, "gpt2", later))
        await (waits(adding, processes[1].database) if said == "old" else adding)
    await purging
    kept = await other.get(await adding)
    assert kept
    assert kept.text == said
    assert await other.get(old) is None


@pytest.mark.parametrize(("behind", "in_time"), [("SELECT quiz_rounds", True), ("UPDATE quiz_rounds", False)])
async def test_an_answer_counts_or_comes_too_late(processes: list[Process], behind: str, in_time: bool) -> None:
    mine, theirs = (Quizzes(each.database) for each in processes)
    quiz = Quiz(await mine.begin(plan()) or 0, plan())
    asked = await mine.ask(quiz, replace(round_(0, 1, NOW, NOW), answers=[]))
    given = Answer(3, 1, NOW)
    answering, revealing = (mine if in_time else theirs), (theirs if in_time else mine)
    both = [answering.answer(asked.id, given), revealing.reveal(replace(asked, revealed_at=NOW))]
    results = await in_the_middle(processes, behind, *(both if in_time else both[::-1]))
    assert results == ([True, None] if in_time else [None, False])
    kept = await mine.with_round(asked.id)
    assert kept
    assert kept.rounds[0].answers == ([given] if in_time else [])


DELETIONS: dict[str, Callable[[Database], Awaitable[object]]] = {
    "forget": lambda database: Members(database, withdrawn).forget(1),
    "delete": lambda database: Chats(database, 30).delete_with([1]),
    "reword": lambda database: Chats(database, 30).reword(1, "nothing"),
}


@pytest.mark.parametrize("how", DELETIONS)
async def test_what_is_answered_to_a_turn_that_begins_meanwhile_quotes_nothing_deleted(
    processes: list[Process], how: str
) -> None:
    chats = Chats(processes[0].database, 30)
    said = Said(NOW, 1, 10, None, "a secret", message_id=1)
    await chats.end(Turn(await chats.add(said), said, "yes", ending="complete"))
    later = replace(said, user_id=2, message_id=2, text="?")
    begun, _ = await in_the_middle(
        processes, "INSERT INTO turns", chats.add(later), DELETIONS[how](processes[1].database)
    )
    assert isinstance(begun, int)
    await chats.end(Turn(begun, later, "yes", ending="complete", insight=INSIGHT))
    kept = await chats.get(begun)
    assert kept
    assert (kept.answer, kept.insight) == ("yes", None)


async def test_a_question_that_is_being_asked_is_withdrawn_too(processes: list[Process]) -> None:
    mine, planned = processes[0].database, plan("daily")
    quizzes, proposals = Quizzes(mine), Proposals(mine)
    quiz = Quiz(await quizzes.begin(planned) or 0, planned)
    new = Proposal(0, planned.guild_id or 0, 1, NOW, "a secret", ("a", "b"), "")
    await proposals.decide(await proposals.add(new), "accepted")
    asking = replace(round_(0, 1, NOW, NOW), topic="community", subject=new.text, answers=[])
    forgetting = Members(processes[1].database, withdrawn).forget(1)
    await in_the_middle(processes, "SELECT quiz_proposals", quizzes.ask(quiz, asking), forgetting)
    kept = await quizzes.get(quiz.id)
    assert kept
    assert [each.subject for each in kept.rounds] == [""]
