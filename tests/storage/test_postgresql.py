"""What holds on a PostgreSQL server alone: who may open it, what it says, and who waits for whom."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat import Said, Turn
from bot.errors import DatabaseError, InputError
from bot.lessons import Progress
from bot.places import DatabaseServer
from bot.quiz import Answer, Proposal, Quiz, Withdrawn, withdrawn
from bot.storage import (
    Chats,
    Comparisons,
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
from bot.storage.maintenance import back_up, vacuum
from bot.storage.migrations import HEAD
from bot.storage.tables import Base, TextRow
from tests.postgresql import PASSWORD, Server
from tests.quiz.quizzes import plan, round_
from tests.storage.test_comparisons import BASE
from tests.storage.test_database import differences
from tests.storage.test_insights import INSIGHT

NOW = datetime(2026, 3, 1, tzinfo=UTC)
QUOTED = "p%40ss%3Aw%C3%B6rd%2F%23"
"""``PASSWORD`` in an address."""


@asynccontextmanager
async def opened(server: DatabaseServer, times: int = 1) -> AsyncIterator[list[Database]]:
    """The database, opened as that many processes would."""
    databases = [await Database.open(server) for _ in range(times)]
    try:
        yield databases
    finally:
        await asyncio.gather(*(database.close() for database in databases))


async def refused(server: DatabaseServer) -> str:
    """What is said when it cannot be opened."""
    with pytest.raises(DatabaseError) as caught:
        await Database.open(server)
    assert PASSWORD not in str(caught.value)
    assert QUOTED not in str(caught.value)
    return str(caught.value)


def by_password(postgresql: Server, database: str, user: str = "strawberry", password: str = QUOTED) -> DatabaseServer:
    """The address of a database by its port, where a password is asked for."""
    return DatabaseServer(f"postgresql://{user}:{password}@127.0.0.1:{postgresql.port}/{database}")


async def test_a_password_with_signs_lets_the_bot_in(postgresql: Server, server: DatabaseServer) -> None:
    async with opened(by_password(postgresql, postgresql.database)) as [database]:
        await database.probe()


async def test_what_is_wrong_with_the_address(postgresql: Server) -> None:
    said = await refused(by_password(postgresql, "postgres", password="wrong"))  # noqa: S106 - it is wrong
    assert said.startswith(f"The database postgresql://strawberry@127.0.0.1:{postgresql.port}/postgres does not let")
    assert "user and password in database.url" in said
    assert "is not there. Create it on its server" in await refused(postgresql.at("nowhere"))
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"postgresql://me:{QUOTED}@127.0.0.1:{nobody.getsockname()[1]}/strawberry"
        assert "cannot be reached" in await refused(DatabaseServer(address))
    assert "cannot be reached" in await refused(DatabaseServer("postgresql:///strawberry?host=/nowhere"))
    said = await refused(DatabaseServer(f"postgresql://me:{QUOTED}@127.0.0.1/x?sslmode=sometimes"))
    assert "Look at database.url" in said


async def test_who_may_not_open_or_write_it(postgresql: Server) -> None:
    postgresql.new("denied")
    postgresql.run("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN")
    guest = DatabaseServer(postgresql.at("denied").url.replace("strawberry@", "guest@"))
    assert "owner of what is in it" in await refused(guest)
    postgresql.run("ALTER ROLE guest CONNECTION LIMIT 0")
    assert "takes no more connections" in await refused(guest)
    only_read = postgresql.new("denied", "migrated")
    postgresql.run("ALTER DATABASE denied SET default_transaction_read_only = on")
    assert "can only be read" in await refused(only_read)


async def test_what_is_not_ours_or_too_new_is_left_alone(postgresql: Server) -> None:
    theirs = postgresql.new("theirs")
    postgresql.run("CREATE TABLE bookmarks (url TEXT)", "theirs")
    assert "another program's database. Set database.url to another database" in await refused(theirs)
    newer = postgresql.new("theirs", "migrated")
    postgresql.run("UPDATE alembic_version SET version_num = '9999'", "theirs")
    said = await refused(newer)
    assert "newer version" in said
    assert "9999" in said
    postgresql.run("DROP DATABASE theirs")
    postgresql.run("CREATE DATABASE theirs ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "as LATIN1" in await refused(postgresql.at("theirs"))


async def test_nothing_is_created_by_looking_for_it(postgresql: Server) -> None:
    empty = postgresql.new("bare")
    with pytest.raises(DatabaseError, match="is empty"):
        await Database.open_existing(empty)
    await (await Database.open(empty)).close()
    postgresql.run("UPDATE alembic_version SET version_num = '0004'", "bare")
    with pytest.raises(DatabaseError, match="its revision is 0004"):
        await Database.open_existing(empty)
    for work in (back_up(empty, empty, replace=True), vacuum(empty)):  # type: ignore[arg-type]  # no file is needed
        with pytest.raises(InputError, match="is on a PostgreSQL server"):
            await work


async def test_of_several_that_start_at_once_one_migrates(postgresql: Server) -> None:
    databases = await asyncio.gather(*(Database.open(each) for each in [postgresql.new("fresh")] * 4))
    async with databases[0].read() as session:
        assert (await session.scalars(text("SELECT version_num FROM alembic_version"))).all() == [HEAD]
    await asyncio.gather(*(database.close() for database in databases))


async def test_the_tables_that_migrations_make(postgresql: Server, server: DatabaseServer) -> None:
    direct = postgresql.new("direct")
    async with backend_of(direct).engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        made = await schema(connection)
    await connection.engine.dispose()
    async with backend_of(server).engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await schema(connection) == made
    await connection.engine.dispose()


async def schema(connection: AsyncConnection) -> set[str]:
    """The columns and keys of every table, in whatever order they were added, and the statements of the indexes."""

    def look(connection: Connection) -> set[str]:
        seen = inspect(connection)
        names = [name for name in seen.get_table_names() if name != "alembic_version"]
        columns = {f"{name}: {column}" for name in names for column in seen.get_columns(name)}
        keys = {f"{name}: {seen.get_pk_constraint(name)} {seen.get_foreign_keys(name)}" for name in names}
        return columns | keys

    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    return {*await connection.run_sync(look), *await connection.scalars(text(indexes))}


async def test_the_settings_of_a_session(database: Database, server: DatabaseServer) -> None:
    async with database.read() as session:
        assert await session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert await session.scalar(text("SHOW transaction_read_only")) == "on"
        assert await session.scalar(text("SHOW application_name")) == "strawberry"
    async with database.write() as session:
        assert await session.scalar(text("SHOW transaction_isolation")) == "read committed"
        assert await session.scalar(text("SHOW transaction_read_only")) == "off"
        assert await session.scalar(text("SHOW lock_timeout")) == "50ms"


async def test_connections_that_the_server_has_ended_are_replaced(database: Database, postgresql: Server) -> None:
    await asyncio.gather(*(Comparisons(database).add(BASE) for _ in range(5)))
    postgresql.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{postgresql.database}'")  # noqa: S608 - ours
    assert await Comparisons(database).count(channel_id=BASE.asker.channel_id) == 5
    assert await Comparisons(database).add(BASE) == 6


async def test_one_that_is_ended_while_it_is_used_is_told(database: Database, server: DatabaseServer) -> None:
    with pytest.raises(DatabaseError, match=r"starting or ending|broken the connection off"):
        async with database.write() as session:
            await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    await database.probe()


async def test_what_members_wrote_is_in_no_error(database: Database, server: DatabaseServer) -> None:
    for statement in ("SELECT CAST('a secret' AS integer)", "SELECT 1 / CAST(length('a secret') - 8 AS integer)"):
        with pytest.raises(DatabaseError) as caught:
            async with database.read() as session:
                await session.execute(text(statement))
        assert "secret" not in str(caught.value)


# Who waits for whom, where two processes write.


async def waiting(databases: list[Database], number: int = 1) -> None:
    """Wait until so many writes wait for others' locks."""

    async def look() -> int:
        async with databases[-1].read() as session:
            return await session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")) or 0

    async with asyncio.timeout(60):
        while await look() < number:
            pass


async def test_about_one_subject_one_writes_at_a_time(server: DatabaseServer) -> None:
    async with opened(server, 3) as databases:
        async with databases[0].write("a", "b"):
            later = asyncio.create_task(write(databases[1], "b", "c"))
            await waiting(databases)
            await write(databases[1], "c", "d")
            await databases[1].probe()
            assert not later.done()
        await later


async def test_a_write_alone_has_no_other_beside_it(server: DatabaseServer) -> None:
    async with opened(server, 3) as databases:
        async with databases[0].write():
            alone = asyncio.create_task(write(databases[1], alone=True))
            await waiting(databases)
        await alone
        async with databases[0].write(alone=True):
            others = [asyncio.create_task(write(databases[1], *subjects)) for subjects in ((), ("a",))]
            await waiting(databases, 2)
        await asyncio.gather(*others)


async def write(database: Database, *subjects: str, alone: bool = False) -> None:
    async with database.write(*subjects, alone=alone):
        pass


async def test_who_waits_too_long_is_told_to_try_again(database: Database, server: DatabaseServer) -> None:
    async with opened(server) as [other], other.write("a"):
        with pytest.raises(DatabaseError, match="is busy"):
            await write(database, "a")
    await write(database, "a")


async def test_changes_that_two_processes_make_at_once_all_count(server: DatabaseServer) -> None:
    async with opened(server, 2) as databases:
        servers = [Servers(database, "gpt2", 30) for database in databases] * 10
        await asyncio.gather(
            *(
                each.change(7, lambda now, n=number: replace(now, channels=(*now.channels, n)))  # type: ignore[misc]
                for number, each in enumerate(servers)
            )
        )
        assert {*(await servers[0].get(7)).channels} == {*range(20)}
        lessons = [LessonProgress(database) for database in databases] * 10
        await asyncio.gather(*(each.change(1, "bytes", go_on, NOW) for each in lessons))
        assert (await lessons[0].get(1, "bytes")).place == 20
        assert sorted(await asyncio.gather(*(each.introduce(7) for each in servers))) == [False] * 19 + [True]


def go_on(progress: Progress) -> Progress:
    return replace(progress, place=progress.place + 1)


async def test_of_what_there_may_be_so_much_of_two_processes_let_no_more_in(server: DatabaseServer) -> None:
    async with opened(server, 2) as databases:
        begun = await asyncio.gather(*(Quizzes(database).begin(plan()) for database in databases * 5))
        assert len([each for each in begun if each]) == 1
        new = Proposal(0, 5, 1, NOW, "What is a token?", ("A number", "A letter"), "")
        added = await asyncio.gather(
            *(Proposals(database).add(new) for database in databases * 6), return_exceptions=True
        )
        assert len([each for each in added if isinstance(each, int)]) == 5
        texts = [Tokenizations(database, 30, Quota(5_000, 10**9)) for database in databases] * 10
        ids = await asyncio.gather(*(each.add(1, f"{n}", "gpt2", NOW) for n, each in enumerate(texts)))
        assert len([id_ for id_ in ids if await texts[0].get(id_)]) == 4


async def test_a_text_that_is_kept_anew_while_it_is_deleted_stays(server: DatabaseServer) -> None:
    async with opened(server, 2) as databases:
        mine, theirs = [Tokenizations(database, 30, Quota(2_000, 10**9)) for database in databases]
        for number in range(20):
            await mine.add(1, "shared", "gpt2", NOW)
            _, kept = await asyncio.gather(mine.add(1, f"{number}", "gpt2", NOW), theirs.add(2, "shared", "gpt2", NOW))
            found = await theirs.get(kept)
            assert found
            assert found.text == "shared"
            await Members(databases[0], withdrawn).forget(2)
        async with databases[0].read() as session:
            assert await session.scalar(select(func.count()).select_from(TextRow)) == 1


async def test_an_answer_counts_or_comes_too_late(server: DatabaseServer) -> None:
    async with opened(server, 2) as databases:
        quizzes, elsewhere = map(Quizzes, databases)
        for number in range(20):
            planned = replace(plan(), channel_id=number)
            quiz = Quiz(await quizzes.begin(planned) or 0, planned)
            asked = await quizzes.ask(quiz, replace(round_(0, 1, NOW, NOW), answers=[]))
            counted, _ = await asyncio.gather(
                elsewhere.answer(asked.id, Answer(3, 1, NOW)), quizzes.reveal(replace(asked, revealed_at=NOW))
            )
            kept = await quizzes.with_round(asked.id)
            assert kept
            assert len(kept.rounds[0].answers) == counted


Gone = Callable[[Database, Chats], Awaitable[object]]


@pytest.mark.parametrize(
    "delete",
    [
        lambda database, _: Members(database, withdrawn).forget(1),
        lambda _, chats: chats.delete_with([1]),
        lambda _, chats: chats.reword(1, "nothing"),
    ],
    ids=["forget", "delete", "reword"],
)
async def test_no_insight_of_a_turn_that_begins_meanwhile_quotes_what_was_deleted(
    server: DatabaseServer, delete: Gone
) -> None:
    async with opened(server, 2) as databases:
        chats, elsewhere = (Chats(database, 30) for database in databases)
        for _ in range(10):
            said = Said(NOW, 1, 10, None, "a secret", message_id=1)
            quoted = Turn(await chats.add(said), said, "yes", ending="complete")
            await chats.end(quoted)
            later = replace(said, user_id=2, message_id=2)
            turn, _ = await asyncio.gather(begun(elsewhere, later), delete(databases[0], chats))
            await elsewhere.end(replace(turn, answer="yes", ending="complete", insight=INSIGHT))
            kept = await elsewhere.get(turn.id)
            assert kept
            saw = [each.said.text for each in READ[turn.id]]
            assert "a secret" not in saw or kept.insight is None
            await elsewhere.reset(said)
            await chats.delete_with([1])


READ: dict[int, list[Turn]] = {}


async def begun(chats: Chats, said: Said) -> Turn:
    """A turn that has read what was said before it."""
    turn = Turn(await chats.add(said), said)
    READ[turn.id] = [*await chats.before(turn, NOW - timedelta(days=1))]
    return turn


async def test_a_question_is_asked_before_it_is_withdrawn_or_not_at_all(server: DatabaseServer) -> None:
    async with opened(server, 2) as databases:
        quizzes, proposals, members = Quizzes(databases[0]), Proposals(databases[0]), Members(databases[1], withdrawn)
        planned = plan("daily")
        quiz = Quiz(await quizzes.begin(planned) or 0, planned)
        for number in range(1, 20):
            new = Proposal(0, planned.guild_id or 0, 1, NOW, f"secret {number}", ("a", "b"), "")
            await proposals.decide(await proposals.add(new), "accepted")
            asking = replace(round_(0, number, NOW, NOW), topic="community", subject=new.text, answers=[])
            asked, _ = await asyncio.gather(quizzes.ask(quiz, asking), members.forget(1), return_exceptions=True)
            kept = await quizzes.get(quiz.id)
            assert kept
            assert "secret" not in repr([each.subject for each in kept.rounds])
            assert isinstance(asked, Withdrawn) or asked.number == number  # type: ignore[union-attr]
