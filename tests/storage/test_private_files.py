"""Only the account that runs the bot can read what members wrote, whatever its umask lets others do."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import DatabaseError
from bot.storage import Database
from bot.storage.files import whole_file
from bot.storage.maintenance import back_up, vacuum


@pytest.fixture(autouse=True)
def _generous() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {file.name: f"{file.stat().st_mode & 0o777:o}" for file in folder.iterdir()}


PRIVATE = dict.fromkeys(("log.sqlite3", "log.sqlite3-wal", "log.sqlite3-shm"), "600")


async def test_a_new_database_and_its_new_folder_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "strawberry"
    database = await Database.open(folder / "log.sqlite3")
    assert modes(folder) == PRIVATE
    assert modes(folder.parent) == {"strawberry": "700"}
    await database.close()
    assert modes(folder) == {"log.sqlite3": "600"}


async def test_a_database_that_was_there_becomes_private_and_its_folder_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(0o755)
    await (await Database.open(folder / "log.sqlite3")).close()
    (folder / "log.sqlite3").chmod(0o644)
    with closing(sqlite3.connect(folder / "log.sqlite3")) as other:  # of a version before, whose files stay open
        other.execute("SELECT * FROM turns").fetchall()
        assert modes(folder) == dict.fromkeys(PRIVATE, "644")
        database = await Database.open(folder / "log.sqlite3")
        assert modes(folder) == PRIVATE
        await database.close()
    assert modes(tmp_path) == {"shared": "755"}


async def test_a_link_makes_the_database_private_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.sqlite3").symlink_to(tmp_path / "real" / "log.sqlite3")
    await (await Database.open(tmp_path / "link.sqlite3")).close()
    (tmp_path / "real" / "log.sqlite3").chmod(0o666)
    database = await Database.open(tmp_path / "link.sqlite3")
    assert modes(tmp_path / "real") == PRIVATE
    await database.close()


async def test_another_program_s_database_stays_as_it_was(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "log.sqlite3")) as other:  # which makes it with 0644
        other.execute("CREATE TABLE theirs (id)")
    with pytest.raises(DatabaseError, match="another program's"):
        await Database.open(tmp_path / "log.sqlite3")
    assert modes(tmp_path) == {"log.sqlite3": "644"}


async def test_what_a_host_makes_of_it_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    await (await Database.open(tmp_path / "log.sqlite3")).close()
    (folder / "copy.sqlite3").touch(0o666)
    await back_up(tmp_path / "log.sqlite3", folder / "copy.sqlite3", replace=True)
    with whole_file(folder / "export.csv", replace=False) as draft:
        draft.write_text("id")
        assert modes(folder)[draft.name] == "600"
    assert modes(folder) == {"copy.sqlite3": "600", "export.csv": "600"}
    await vacuum(tmp_path / "log.sqlite3")
    assert modes(tmp_path)["log.sqlite3"] == "600"
