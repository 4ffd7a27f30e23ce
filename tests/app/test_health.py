"""Whether the bot is well, as whoever looks after it is told over HTTP and on the command line."""

import asyncio
import gc
import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import create_bot
from bot.app.health import Health, of_model, overall
from bot.config import Settings
from bot.errors import ConfigError, DatabaseError
from bot.model import Failed, Loading, ModelState, Off, ServerInfo
from tests.command import Done, Strawberry
from tests.other_program import answering
from tests.scraping import fetch, with_metrics
from tests.waiting import until
from tests.world import enter

ROOT = Path(__file__).parent.parent.parent


async def test_before_it_is_connected_it_is_not_well(settings: Settings) -> None:
    found = await Health(create_bot(settings)).parts()
    assert {name: (part.state, part.reason) for name, part in found.items()} == {
        "discord": ("unavailable", "not connected yet"),
        "database": ("unavailable", "not opened yet"),
    }
    assert overall(found) == "unavailable"


async def test_while_all_goes_on_it_is_well_and_each_that_does_not_is_named(settings: Settings) -> None:
    settings = with_metrics(settings)
    async with enter(settings) as world:
        assert await told(settings) == (
            200,
            "ok",
            {"discord": "connected", "database": "writable", "model SmolLM2-135M-Instruct": "off"},
        )
        assert (await fetch(settings, "/"))[0] == 404
        await world.bot.services.database.close()
        status, _, reasons = await told(settings)
        assert status == 503
        assert "is closed already" in reasons["database"]
        await world.bot.shards[0].disconnect()
        _, _, reasons = await told(settings)
        assert reasons["discord"] == "not connected: shard 0"
    with pytest.raises(OSError, match="Cannot connect"):
        await fetch(settings, "/healthz")


async def test_a_database_that_hangs_is_waited_for_no_longer_than_a_moment_and_asked_once(settings: Settings) -> None:
    async with enter(settings) as world:
        health = Health(world.bot)
        with closing(sqlite3.connect(settings.database.file)) as other:
            other.execute("BEGIN IMMEDIATE")
            for _ in range(2):
                assert (await health.parts(patience=0.05))[
                    "database"
                ].reason == "it does not answer within 0.05 seconds"
        assert (await health.parts())["database"].reason == "writable"


async def test_a_database_that_fails_after_all_is_not_complained_of_once_more(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, about: complaints.append(about))
    late, probes = asyncio.Event(), list[asyncio.Task[None] | None]()

    async def fail() -> None:
        probes.append(asyncio.current_task())
        await late.wait()
        raise DatabaseError("The database has broken.")

    async with enter(settings) as world:
        monkeypatch.setattr(world.bot.services.database, "probe", fail)
        health = Health(world.bot)
        assert (await health.parts(patience=0.05))["database"].reason.startswith("it does not answer")
        late.set()
        await until(lambda: probes[0] and probes[0].done(), "the first probe to fail")
        assert (await health.parts())["database"].reason == "The database has broken."
    probes.clear()
    gc.collect()
    assert complaints == []


async def told(settings: Settings) -> tuple[int, str, dict[str, str]]:
    """The status and what is said over HTTP, part by part."""
    status, kind, body = await fetch(settings, "/healthz")
    assert kind == "application/json"
    answer = json.loads(body)
    return status, answer["status"], {name: part["reason"] for name, part in answer["parts"].items()}


def test_of_a_model_it_has_to_be_known_how_it_is() -> None:
    def told(*states: ModelState) -> list[str]:
        return [of_model(state).state for state in states]

    assert told(Off(), ServerInfo("large", "models.example", answers=True)) == ["ok"] * 2
    assert told(Loading("loading the model"), ServerInfo("large", "models.example")) == ["unavailable"] * 2
    without = told(Failed("There is no file a.gguf."), ServerInfo("large", "models.example", answers=False))
    assert without == ["degraded"] * 2, "all that is exact still works"


async def test_a_port_that_is_taken_is_told_in_a_line(settings: Settings) -> None:
    settings = with_metrics(settings)
    assert settings.metrics.place
    with socket.socket() as other:
        other.bind(settings.metrics.place)
        other.listen()
        with pytest.raises(
            ConfigError, match=r"^metrics\.address: nobody can listen at 127\.0\.0\.1:[0-9]+: address already in use\. "
        ):
            async with enter(settings):
                pass


async def ask(settings: Settings) -> Done:
    """``strawberry health``, in a process of its own: this one's event loop answers it."""
    address = {"STRAWBERRY_METRICS__ADDRESS": str(settings.metrics.address), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "health"]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, env={**os.environ, **address}, timeout=60
    )
    return Done(done.returncode, done.stdout, done.stderr)


async def test_a_container_asks_on_the_command_line(settings: Settings) -> None:
    settings = with_metrics(settings)
    async with enter(settings) as world:
        well = await ask(settings)
        await world.bot.services.database.close()
        unwell = await ask(settings)
    assert well == (0, "discord: ok, connected\ndatabase: ok, writable\nmodel SmolLM2-135M-Instruct: ok, off\n", "")
    assert (unwell.returncode, unwell.stderr) == (1, "")
    assert "database: unavailable, The database" in unwell.stdout


@pytest.mark.parametrize("body", ["hello", "[]", "7", '{"parts": ["discord"]}', '{"parts": {"discord": {"state": 1}}}'])
def test_another_program_is_not_taken_for_the_bot(
    strawberry: Strawberry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with answering(body) as address:
        monkeypatch.setenv("STRAWBERRY_METRICS__ADDRESS", address)
        done = strawberry("health")
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not Strawberry. Set metrics.address to another port" in done.stderr


def test_where_nobody_can_be_asked_it_says_why(
    strawberry: Strawberry, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    silent = strawberry("health")
    assert (silent.returncode, silent.stdout) == (2, "")
    assert "metrics.address is not set" in silent.stderr
    monkeypatch.setenv("STRAWBERRY_METRICS__ADDRESS", str(with_metrics(settings).metrics.address))
    nobody = strawberry("health")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "No bot answers at 127.0.0.1, port" in nobody.stderr
    assert "strawberry run`), or find in its log why" in nobody.stderr
