"""A host on which all is well, and ``strawberry doctor`` there."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.command import Strawberry
from tests.conftest import PREPARED
from tests.doctor.discord_stand_in import TOKEN
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
