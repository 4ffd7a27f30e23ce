"""``strawberry doctor`` on hosts that are broken, each in its own way; without a home: `tests/test_nobody.py`."""

import os
import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from bot.doctor import machine
from bot.model.memory import memory
from bot.storage.migrations import HEAD
from tests.command import Strawberry
from tests.doctor.conftest import Doctor
from tests.doctor.discord_stand_in import BOT, TOKEN
from tests.postgresql import Server


@pytest.fixture
def one_gigabyte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of the container that everything runs in."""
    group = tmp_path / "cgroup"
    group.mkdir()
    for name, told in (("max", 1 << 30), ("current", 200 << 20), ("stat", "inactive_file 0\n")):
        (group / f"memory.{name}").write_text(str(told))
    nowhere = tmp_path / "no-groups"
    monkeypatch.setattr(machine, "memory", partial(memory, cgroup=group, own_groups=nowhere))


@pytest.mark.usefixtures("log")
def test_all_is_well(strawberry: Strawberry, config: Path) -> None:
    done = strawberry("doctor", "--config", str(config))
    assert done.returncode == 0, done.stdout
    *lines, last = done.stdout.splitlines()
    assert all(line.startswith(("✓ ok ", "• note ")) for line in lines)
    assert last.endswith(", 0 wrong.")
    assert (
        f"of the application {BOT} → Invite the bot: https://discord.com/oauth2/authorize?client_id={BOT}"
        in done.stdout
    )
    assert "SmolLM2-135M-Instruct is prepared in " in done.stdout


def test_a_damaged_database(doctor: Doctor, log: Path) -> None:
    with log.open("r+b") as file:
        file.seek(8_192)
        file.write(os.urandom(40_000))
    report = doctor()
    assert report.returncode == 1
    assert report.wrong() == {"database"}
    [line] = report.of("database")
    assert "damaged" in line["found"] + line["do"]
    assert "backup" in line["do"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "written by a newer version"),
        ("DROP TABLE alembic_version", "another program's database"),
    ],
)
def test_a_database_that_is_not_for_this_version(doctor: Doctor, log: Path, statement: str, said: str) -> None:
    connection = sqlite3.connect(log)
    connection.execute(statement)
    connection.commit()
    connection.close()
    [line] = doctor().of("database")
    assert line["state"] == "wrong"
    assert said in line["found"] + line["do"]


def test_a_database_that_others_may_read(doctor: Doctor, log: Path) -> None:
    log.chmod(0o644)
    readable, inside = doctor().of("database")
    assert (readable["state"], inside["state"]) == ("note", "ok")
    assert f"chmod 600 {log}" in readable["do"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("config.toml/log.sqlite3", "Not a directory"),
        ("config.toml/in/log.sqlite3", "Not a directory"),
        (f"{'x' * 300}/log.sqlite3", "File name too long"),
        ("loop/log.sqlite3", "Too many levels of symbolic links"),
        ("nowhere/log.sqlite3", "/nowhere is no folder"),
        ("/proc/strawberry/log.sqlite3", "/proc is not ours to write to"),
    ],
)
def test_a_place_where_nothing_can_be_made(doctor: Doctor, config: Path, place: str, said: str) -> None:
    (config.parent / "loop").symlink_to("loop")
    (config.parent / "nowhere").symlink_to("gone")
    path, cache = config.parent / place, (config.parent / place).parent
    written = config.read_text().replace(f"{config.parent / 'log.sqlite3'}", str(path))
    config.write_text(written.replace(f"{config.parent / 'cache'}", str(cache)))
    report = doctor()
    for about, key in (("database", "database.path"), ("cache", "set cache")):
        [line] = report.of(about)
        assert line["state"] == "wrong"
        assert said in line["found"]
        assert key in line["do"]


def on_server(config: Path, url: str) -> None:
    """Let the database be on a server."""
    config.write_text(config.read_text().replace(f'path = "{config.parent / "log.sqlite3"}"', f'url = "{url}"'))


@pytest.mark.parametrize(
    ("template", "statement", "state", "said"),
    [
        ("migrated", "SELECT 1", "ok", f"answers, revision {HEAD}"),
        ("template0", "SELECT 1", "ok", "answers; it is empty, and the first start makes the tables"),
        ("migrated", "UPDATE alembic_version SET version_num = '9999'", "wrong", "was written by a newer version"),
        ("migrated", "DROP TABLE alembic_version", "wrong", "is another program's database"),
    ],
)
def test_a_database_server(
    doctor: Doctor, config: Path, postgresql: Server, template: str, statement: str, state: str, said: str
) -> None:
    name = f"{postgresql.database}_looked_at"
    on_server(config, postgresql.new(name, template).url)
    postgresql.run(statement, name)
    [line] = doctor().of("database")
    assert line["state"] == state
    assert said in line["found"] + line["do"]


def test_a_database_server_that_does_not_let_in(doctor: Doctor, config: Path, postgresql: Server) -> None:
    on_server(config, f"postgresql://strawberry:secret@127.0.0.1:{postgresql.port}/postgres")
    report = doctor()
    [line] = report.of("database")
    assert line["state"] == "wrong"
    assert "Check user and password in database.url" in line["do"]
    assert "empty" not in line["do"]
    assert "secret" not in str(report.lines)


def test_a_database_server_that_is_not_there(doctor: Doctor, config: Path) -> None:
    on_server(config, "postgresql://me:secret@127.0.0.1:1/strawberry")
    report = doctor()
    assert report.wrong() == {"database"}
    [line] = report.of("database")
    assert "postgresql://me@127.0.0.1:1/strawberry" in line["found"]
    assert "secret" not in str(report.lines)


def test_where_the_system_knows_neither_accounts_nor_inodes(
    doctor: Doctor, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows."""
    log.chmod(0o644)
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    for name in ("getuid", "statvfs"):
        monkeypatch.delattr(os, name)
    report = doctor()
    assert report.wrong() == set()
    assert [line["state"] for line in report.of("database")] == ["ok"]


@pytest.mark.usefixtures("log")
def test_a_token_that_others_may_read(doctor: Doctor, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [line["state"] for line in doctor().of("config")] == ["ok"]
    config.chmod(0o644)
    [_, line] = doctor().of("config")
    assert (line["state"], line["do"].split(". ")[0]) == ("note", f"Run: chmod 600 {config}")
    assert "has the token in it" in line["found"]
    config.write_text(config.read_text().replace(TOKEN, ""))
    monkeypatch.setenv("STRAWBERRY_DISCORD__TOKEN", TOKEN)
    assert [line["state"] for line in doctor().of("config")] == ["ok"]


@pytest.mark.usefixtures("log")
def test_a_full_disk(doctor: Doctor, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (config.parent / "cache" / "models").unlink()  # so that the model has still to be put there
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=150_000_000))
    report = doctor()
    assert report.wrong() == {"disk"}
    database, cache = report.of("disk")
    assert (database["state"], cache["state"]) == ("note", "wrong")
    assert "the model still takes 200 MB" in cache["found"]
    [model] = report.of("model")
    assert "strawberry prepare" in model["do"]


@pytest.mark.usefixtures("log")
def test_a_wrong_key_and_half_a_token(doctor: Doctor, config: Path) -> None:
    config.write_text(config.read_text().replace(TOKEN, TOKEN[:30]).replace("threads", "treads"))
    report = doctor()
    assert report.returncode == 1
    assert report.wrong() == {"config", "token"}
    [keys], [token] = report.of("config"), report.of("token")
    assert "model.treads: there is no such key" in keys["found"]
    assert "30 characters in 2 parts" in token["found"]
    assert TOKEN[:30] not in str(report.lines)


@pytest.mark.usefixtures("log", "one_gigabyte")
def test_one_gigabyte_is_too_little_for_looks_inside(doctor: Doctor) -> None:
    report = doctor()
    assert report.wrong() == {"memory"}
    [line] = report.of("memory")
    assert "1,074 MB by the limit of its container, 864 MB free" in line["found"]
    assert "Install the small bot, or add 3" in line["do"]


@pytest.mark.usefixtures("log", "one_gigabyte")
def test_it_is_enough_for_the_small_bot(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_small", lambda: True)
    report = doctor()
    assert report.wrong() == set()
    [install] = report.of("install")
    assert "attention, layers, patching and training are off" in install["do"]
