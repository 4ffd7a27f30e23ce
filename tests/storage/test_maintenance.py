"""Copies are whole and leave the original alone; unused space is given back; nothing is created by looking for it."""

import asyncio
import os
import resource
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.chat import Said
from bot.errors import DatabaseError, InputError
from bot.letters import Asker, ModelMissing
from bot.places import Where
from bot.quiz import MODEL, withdrawn
from bot.storage import Chats, Comparisons, Database, Members, StoredComparison, Tokenizations
from bot.storage.files import whole_file
from bot.storage.maintenance import Copied, Tally, back_up, overview, vacuum
from tests.storage.comparing import BASE, NOW, WEIGHED
from tests.storage.exporting import fill
from tests.storage.files import as_root, change, create, create_old, dump
from tests.storage.playing import play


async def test_an_overview(database: Database, place: Where) -> None:
    comparisons = Comparisons(database)
    await comparisons.add(replace(BASE, asker=Asker(1, 10, 100)))
    await comparisons.add(replace(BASE, asker=Asker(1, 10, 100), model=replace(WEIGHED, answer=3)))
    await comparisons.add(replace(BASE, asker=Asker(2, 20, None), model=replace(WEIGHED, answer=None)))
    later = datetime(2026, 3, 2, tzinfo=UTC)
    await comparisons.add(replace(BASE, asker=Asker(3, 30, 300), model=ModelMissing("off"), asked_at=later))
    await Tokenizations(database, 30).add(1, "strawberry", "o200k_base", NOW)
    for _ in range(3):
        await Chats(database, 30).add(Said(NOW, 1, 10, None, "hello"))
    await play(database, {1: (True, 100), 2: (False, 0), MODEL: (True, 100)})
    await play(database, {1: (True, 100), MODEL: (True, 100)}, hints=[2])
    found = await overview(place)
    assert (found.comparisons, found.askers, found.servers, found.texts, found.turns) == (4, 3, 2, 1, 3)
    assert (found.quizzes, found.answers) == (2, 3)
    assert (found.first, found.last) == (NOW, later)
    assert found.tallies == (Tally("SmolLM2-135M-Instruct", 3, 1, 1), Tally(None, 1, 0, 0))
    assert [tally.no_answer for tally in found.tallies] == [1, 1]
    if isinstance(place, Path):
        assert found.size > place.stat().st_size  # the write-ahead log has most of it


async def test_an_overview_of_nothing(database: Database, place: Where) -> None:
    found = await overview(place)
    assert (found.comparisons, found.askers, found.servers, found.texts, found.turns) == (0, 0, 0, 0, 0)
    assert (found.quizzes, found.answers) == (0, 0)
    assert found.tallies == ()
    assert (found.first, found.last) == (None, None)


async def test_a_copy_of_an_open_database_is_the_same(database: Database, path: Path, tmp_path: Path) -> None:
    await Comparisons(database).add(BASE)
    await Tokenizations(database, 30).add(1, "strawberry", "o200k_base", NOW)
    for _ in range(2):
        await Chats(database, 30).add(Said(NOW, 1, 10, None, "hello"))
    to = tmp_path / "copies" / "a copy?.sqlite3"
    to.parent.mkdir()
    assert await back_up(path, to, replace=False) == Copied(1, 1, 2, to.stat().st_size)
    assert dump(to) == dump(path)
    assert [*to.parent.iterdir()] == [to]
    assert to.stat().st_mode & 0o077 == 0
    opened = await Database.open(to)
    assert await Comparisons(opened).get(1) == await Comparisons(database).get(1) == StoredComparison(1, BASE)
    await opened.close()


async def test_a_copy_has_nothing_that_was_deleted(path: Path, tmp_path: Path) -> None:
    await create(path)
    with closing(sqlite3.connect(path)) as connection, connection:  # as before deleted content was overwritten
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute(
            "INSERT INTO tokenizations (created_at, user_id, encoding) VALUES ('2026-03-01', 1, 'a secret')"
        )
        connection.commit()
        connection.execute("DELETE FROM tokenizations")
    assert b"a secret" in path.read_bytes()
    await back_up(path, tmp_path / "copy", replace=False)
    assert b"a secret" not in (tmp_path / "copy").read_bytes()


async def test_a_file_that_is_there_is_replaced_only_when_told(database: Database, path: Path, tmp_path: Path) -> None:
    to = tmp_path / "copy"
    to.write_text("precious")
    with pytest.raises(InputError, match="--force"):
        await back_up(path, to, replace=False)
    with pytest.raises(InputError, match="is no database, so no copy replaces it"):
        await back_up(path, to, replace=True)
    assert to.read_text() == "precious"
    to.write_bytes(path.read_bytes())
    await back_up(path, to, replace=True)
    assert dump(to) == dump(path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("strawberry.sqlite3", "the database itself"),
        ("strawberry.sqlite3-wal", "the database itself"),
        ("", "a folder"),
        ("pipe", "no ordinary file"),
    ],
)
async def test_what_must_not_be_replaced(database: Database, path: Path, name: str, said: str) -> None:
    os.mkfifo(path.parent / "pipe")
    with pytest.raises(InputError, match=said):
        await back_up(path, path.parent / name, replace=True)
    assert await Comparisons(database).add(BASE) == 1


@pytest.mark.parametrize(
    "refused",
    [Database.open_existing, lambda path: back_up(path, path.with_name("copy"), replace=False)],
    ids=["an export of an old revision", "a backup to a file that is there"],
)
async def test_what_is_refused_leaves_no_files_beside_the_database(
    path: Path, refused: Callable[[Path], Awaitable[object]]
) -> None:
    create_old(path)
    change(path, "PRAGMA journal_mode=WAL")
    copy = path.with_name("copy")
    copy.touch()
    with pytest.raises((DatabaseError, InputError)):
        await refused(path)
    assert {*path.parent.iterdir()} == {path, copy}


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_copy_for_which_there_is_no_room_leaves_nothing_behind(
    path: Path, request: pytest.FixtureRequest
) -> None:
    await create(path)
    fill(path, 2_000, 1_000)
    to = path.with_name("copies") / "copy"
    to.parent.mkdir()
    request.getfixturevalue("full_disk")
    with pytest.raises(DatabaseError):
        await back_up(path, to, replace=False)
    assert [*to.parent.iterdir()] == []


def test_a_file_that_fails_takes_what_sqlite_put_beside_it_with_it(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_file(tmp_path / "copy", replace=False) as draft:
            for end in ("-journal", "-wal", "-shm"):
                Path(f"{draft}{end}").touch()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert [*tmp_path.iterdir()] == []


async def test_a_folder_that_is_not_there(database: Database, path: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        await back_up(path, tmp_path / "nowhere" / "copy", replace=False)


@pytest.mark.usefixtures("ordinary_user")
async def test_a_folder_that_may_not_be_written(shared_folder: Path) -> None:
    async def make(path: Path) -> None:
        await create(path)
        change(path, "PRAGMA journal_mode=DELETE")  # whoever reads a WAL has to write beside it

    path = shared_folder / "a.sqlite3"
    await as_root(make, path)
    with pytest.raises(DatabaseError, match="copy cannot be opened for writing"):
        await back_up(path, shared_folder / "copy", replace=False)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
async def test_an_older_revision_is_copied_and_looked_at_as_it_is(path: Path, tmp_path: Path, revision: str) -> None:
    create_old(path, revision)
    before = path.read_bytes()
    found = await overview(path)
    assert (found.revision, found.comparisons, found.turns) == (revision, 1, 0)
    assert (found.quizzes, found.answers) == (0, 0)
    copied = await back_up(path, tmp_path / "copy", replace=False)
    assert (copied.comparisons, copied.turns) == (1, 0)
    with pytest.raises(DatabaseError, match=f"its revision is {revision}"):
        await Database.open_existing(path)
    assert path.read_bytes() == before
    assert {*path.parent.iterdir()} == {path, tmp_path / "copy"}
    assert dump(tmp_path / "copy") == dump(path)


@pytest.mark.parametrize(
    "work", [overview, vacuum, Database.open_existing, lambda path: back_up(path, path.with_name("copy"), replace=True)]
)
async def test_no_database_is_created(path: Path, work: Callable[[Path], Awaitable[object]]) -> None:
    with pytest.raises(DatabaseError, match=f"There is no database at {path}"):
        await work(path)
    assert [*path.parent.iterdir()] == []


async def test_another_program_s_database_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(DatabaseError, match="another program's"):
        await back_up(path, path.with_name("copy"), replace=False)
    assert [*path.parent.iterdir()] == [path]


async def test_a_damaged_database_gives_no_copy(path: Path, tmp_path: Path) -> None:
    await create(path)
    fill(path, 200, 2_000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) - len(whole) // 2))
    with pytest.raises(DatabaseError, match=f"{path} is damaged"):
        await back_up(path, tmp_path / "copy", replace=False)
    assert not [file for file in tmp_path.iterdir() if "copy" in file.name]


async def test_a_copy_that_is_broken_off_leaves_nothing_behind(path: Path, tmp_path: Path) -> None:
    await create(path)
    fill(path, 20_000, 500)
    to = tmp_path / "copies" / "copy"
    to.parent.mkdir()
    for turns in (0, 1, 3, 10, 30, 100):
        task = asyncio.create_task(back_up(path, to, replace=False))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        assert [*to.parent.iterdir()] == []
    assert (await back_up(path, to, replace=False)).comparisons == 20_000


async def test_vacuum_gives_back_what_was_deleted(database: Database, path: Path) -> None:
    fill(path, 5_000, 500)
    await Comparisons(database).add(BASE)
    await Members(database, withdrawn).forget(1)
    done = await vacuum(path)
    assert done.after < done.before / 10
    assert not done.pending
    assert done.after == path.stat().st_size
    assert await Comparisons(database).get(5_001) is not None
    assert await Comparisons(database).add(BASE) == 5_002


async def test_vacuum_waits_a_while_for_a_writer_and_then_says_so(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.maintenance.BUSY_TIMEOUT", 0.05)
    async with database.write():
        with pytest.raises(DatabaseError, match="locked by another program"):
            await vacuum(path)
    assert not (await vacuum(path)).pending


async def test_vacuum_beside_a_reader_is_finished_later(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.maintenance.BUSY_TIMEOUT", 0.05)
    async with database.read() as session:
        await session.scalar(text("SELECT count(*) FROM comparisons"))
        await Comparisons(database).add(BASE)
        assert (await vacuum(path)).pending
    assert not (await vacuum(path)).pending
