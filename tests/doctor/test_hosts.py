"""``strawberry doctor`` on hosts that are broken, each in its own way; without a home: `tests/test_nobody.py`."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import discord
import pytest
from discord.http import Route

from bot.app.invitation import PERMISSIONS
from bot.doctor import machine
from bot.model.memory import memory
from bot.storage.migrations import HEAD
from tests.command import Strawberry
from tests.conftest import PREPARED
from tests.doctor.discord_stand_in import BOT, TOKEN, answers, standing_in
from tests.postgresql import Server
from tests.world import lay_out

Doctor = Callable[..., "Report"]


class Report:
    """What was printed as JSON."""

    def __init__(self, returncode: int, printed: str) -> None:
        self.returncode = returncode
        self.lines: Sequence[Mapping[str, str]] = json.loads(printed)["checks"]

    def of(self, about: str) -> Sequence[Mapping[str, str]]:
        """The lines about one thing."""
        return [line for line in self.lines if line["about"] == about]

    def wrong(self) -> set[str]:
        """What is wrong."""
        return {line["about"] for line in self.lines if line["state"] == "wrong"}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The host's config: all is well with it."""
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "models").symlink_to(PREPARED)
    file = tmp_path / "config.toml"
    file.write_text(
        f'cache = "{cache}"\n[database]\npath = "{tmp_path / "log.sqlite3"}"\n'
        f'[model]\nthreads = 1\n[discord]\ntoken = "{TOKEN}"\n'
    )
    file.chmod(0o600)
    return file


@pytest.fixture
def log(config: Path) -> Path:
    """The host's database, sound and up to date."""
    path = config.parent / "log.sqlite3"
    lay_out(path)
    path.chmod(0o600)
    return path


@pytest.fixture
def doctor(strawberry: Strawberry, config: Path) -> Doctor:
    """``strawberry doctor``, which leaves every file as it was."""

    def run(*options: str) -> Report:
        before = _files(config.parent)
        done = strawberry("doctor", "--json", "--config", str(config), *options)
        assert _files(config.parent) == before
        assert TOKEN not in done.stdout + done.stderr
        assert done.stderr == ""
        assert done.stdout.count("\\n") == 0, "each finding is one line"
        return Report(done.returncode, done.stdout)

    return run


def _files(folder: Path) -> Mapping[Path, tuple[int, int, int]]:
    states = {path: path.lstat() for path in folder.rglob("*")}
    return {path: (each.st_size, each.st_mtime_ns, each.st_mode) for path, each in states.items()}


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


def test_a_database_server(doctor: Doctor, config: Path, postgresql: Server) -> None:
    place = f'path = "{config.parent / "log.sqlite3"}"'
    config.write_text(config.read_text().replace(place, f'url = "{postgresql.empty().url}"'))
    report = doctor()
    assert report.wrong() == set()
    [line] = report.of("database")
    assert line["found"].endswith(f" answers, revision {HEAD}")


def test_a_database_server_that_is_not_there(doctor: Doctor, config: Path) -> None:
    url = 'url = "postgresql://me:secret@127.0.0.1:1/strawberry"'
    config.write_text(config.read_text().replace(f'path = "{config.parent / "log.sqlite3"}"', url))
    report = doctor()
    assert report.wrong() == {"database"}
    [line] = report.of("database")
    assert "postgresql://me@127.0.0.1:1/strawberry" in line["found"]
    assert "secret" not in str(report.lines)


@pytest.mark.usefixtures("log")
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


@pytest.mark.usefixtures("log")
def test_a_server_where_the_bot_may_not_enough(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    may = discord.Permissions(PERMISSIONS.value)
    may.update(send_messages=False, attach_files=False)
    content = discord.ApplicationFlags(gateway_message_content=True).value
    with standing_in(answers(may, content, "Patch\x1b[2J")) as address:
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    assert report.wrong() == {"server Patch�[2J"}
    [server], [intents] = report.of("server Patch�[2J"), report.of("intents")
    assert server["found"] == "the bot may not: Attach Files, Send Messages"
    assert intents == {
        "about": "intents",
        "state": "note",
        "found": "switched on for nothing: Message Content",
        "do": intents["do"],
    }


@pytest.mark.usefixtures("log")
def test_channels_where_the_bot_may_not_write_are_named(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    with standing_in(answers(PERMISSIONS)) as address:
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    assert report.wrong() == set()
    [server], [intents], [gateway] = report.of("server Patch"), report.of("intents"), report.of("gateway")
    assert server["state"] == "note"
    assert server["found"].startswith("the bot may not in #rules: ")
    assert "Send Messages" in server["found"]
    assert "private" not in server["found"], "what the bot is not to see is meant so"
    assert intents["state"] == "ok"
    assert gateway["found"] == "998 of 1,000 starts left today, 1 shard recommended"


@pytest.mark.usefixtures("log")
def test_a_token_that_discord_refuses(doctor: Doctor, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_text(config.read_text().replace(TOKEN, TOKEN.replace("not-a", "another")))
    with standing_in(answers(PERMISSIONS)) as address:
        monkeypatch.setattr(Route, "BASE", address)
        report = doctor("--online")
    [line] = report.of("discord")
    assert (line["state"], line["found"]) == ("wrong", "Discord refuses the token")


@pytest.mark.usefixtures("log")
def test_without_a_network(doctor: Doctor, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = '[models.served]\nbackend = "openai"\nopenai.base_url = "http://127.0.0.1:1/v1"\nopenai.model = "llama"\n'
    config.write_text(config.read_text() + served)
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1/api")
    monkeypatch.setattr("asyncio.sleep", _at_once)
    report = doctor("--online")
    assert report.wrong() == {"discord", "model"}
    [line] = report.of("discord")
    assert "cannot be reached" in line["found"]


async def _at_once(*_: object) -> None:
    """No pause between tries."""
