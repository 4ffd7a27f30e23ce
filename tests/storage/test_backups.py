"""A copy of the log put back: exactly what was in it, and nothing lost where that cannot be done."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import create_bot
from bot.config import Settings
from bot.errors import DatabaseError, InputError, UserError
from bot.storage import Database
from bot.storage.backups import back_up_into, restore
from bot.storage.maintenance import back_up
from tests.own import history
from tests.storage.conftest import NOBODY
from tests.storage.files import change, create, create_old, dump
from tests.world import World, card, text


async def ask(world: World, *words: str) -> None:
    for word in words:
        await world.alice.slash(world.channel, "ask", question=f"How many a's are in '{word}'?")


async def test_a_bot_goes_on_with_what_was_in_the_backup(world: World, settings: Settings, tmp_path: Path) -> None:
    path = settings.database.file
    await ask(world, "banana", "papaya")
    backup, _ = await back_up_into(tmp_path / "backups", path, keep=7)
    await ask(world, "avocado")
    with pytest.raises(InputError, match="Stop the bot first"):
        await restore(path, backup)
    assert "avocado" in text(card(await history(world.alice, world.channel)))
    await world.bot.close()

    done = await restore(path, backup)
    assert (done.held.comparisons, path.stat().st_mode & 0o777) == (2, 0o600)
    await world.env.restart_bot(create_bot(settings))
    shown = text(card(await history(world.alice, world.channel)))
    assert [word in shown for word in ("banana", "papaya", "avocado")] == [True, True, False]
    await ask(world, "guava")
    assert "guava" in text(card(await history(world.alice, world.channel)))
    assert done.before is not None
    assert "avocado" in "\n".join(dump(done.before))
    assert dump(backup) != dump(path)


def delete(backup: Path) -> None:
    backup.unlink()


def damage(backup: Path) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def overwrite(backup: Path) -> None:
    backup.write_text("precious")


def make_newer(backup: Path) -> None:
    change(backup, "UPDATE alembic_version SET version_num = '9999'")


def make_foreign(backup: Path) -> None:
    backup.unlink()
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")


@pytest.mark.parametrize(
    ("break_", "said"),
    [
        (delete, r"There is no file .*/copy\. Name a copy that `.* db backup` has made\."),
        (damage, "damaged"),
        (overwrite, "no SQLite database"),
        (make_newer, "newer version of Strawberry"),
        (make_foreign, "another program's"),
    ],
)
async def test_what_is_no_good_is_not_put_back(
    path: Path, tmp_path: Path, break_: Callable[[Path], None], said: str
) -> None:
    await create(path)
    before = dump(path)
    backup = tmp_path / "copy"
    await back_up(path, backup, replace=False)
    break_(backup)
    files = {*tmp_path.iterdir()}
    with pytest.raises(UserError, match=said):
        await restore(path, backup)
    assert dump(path) == before
    assert {*tmp_path.iterdir()} == files
    with pytest.raises(InputError, match="the database itself"):
        await restore(path, path)


async def test_a_damaged_log_makes_way(path: Path, tmp_path: Path) -> None:
    await create(path)
    good = dump(path)
    backup, _ = await back_up_into(tmp_path / "backups", path, keep=1)
    overwrite(path)
    beside = path.with_name(f"{path.name}-wal")
    beside.write_bytes(b"of the damaged one")
    with pytest.raises(DatabaseError, match="damaged"):
        await Database.open(path)
    done = await restore(path, backup)
    assert dump(path) == good
    assert done.before is not None
    assert done.before.read_text() == "precious"
    assert not beside.exists()


async def test_one_of_an_earlier_version_is_put_where_there_is_none(tmp_path: Path) -> None:
    backup, path = tmp_path / "copy", tmp_path / "new" / "strawberry.sqlite3"
    create_old(backup)
    path.parent.mkdir()
    left = path.with_name(f"{path.name}-wal")
    left.write_bytes(b"of one that was deleted")
    done = await restore(path, backup)
    assert not left.exists()
    [aside] = path.parent.glob("*.before-*-wal")
    assert aside.read_bytes() == b"of one that was deleted"
    assert (done.held.comparisons, done.before) == (1, None)
    await (await Database.open(path)).close()  # which brings it up to date
    assert any("'old'" in line for line in dump(path))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
async def test_what_root_puts_back_is_the_bot_s(path: Path, tmp_path: Path) -> None:
    await create(path)
    backup, _ = await back_up_into(tmp_path / "backups", path, keep=1)
    os.chown(path, NOBODY, NOBODY)
    await restore(path, backup)
    found = path.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (NOBODY, NOBODY, 0o600)


async def test_the_newest_copies_are_kept(path: Path, tmp_path: Path) -> None:
    await create(path)
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 5):
        (folder / f"strawberry-2026-01-0{day}T03-00-00Z.sqlite3").touch()
    (folder / "before-the-move.sqlite3").touch()
    made, held = await back_up_into(folder, path, keep=3)
    assert sorted(file.name for file in folder.iterdir()) == [
        "before-the-move.sqlite3",
        "strawberry-2026-01-03T03-00-00Z.sqlite3",
        "strawberry-2026-01-04T03-00-00Z.sqlite3",
        made.name,
    ]
    assert dump(made) == dump(path)
    assert held.size == made.stat().st_size
