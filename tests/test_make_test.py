"""What ``make test`` runs, with and without Chromium and PostgreSQL, which it gets where it can."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / ".ci" / "test"
ALL = "pytest -n 4 --dist worksteal"
LEFT_OUT = "Left out: tests/browser, for want of Chromium. Install the package chromium"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """The folder with all programs that there are: no Chromium, and playwright cannot download one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "dev-installed").touch()
    (folder / "dirname").symlink_to("/usr/bin/dirname")
    put(folder, "pytest", 'echo "pytest $*"')
    put(folder, "playwright", 'echo "playwright $*"; echo "Download failure" >&2; exit 1')
    put(folder, "id", "echo 1000")
    put(folder, "initdb", "exit 1")
    return folder


def put(folder: Path, name: str, does: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{does}\n")
    (folder / name).chmod(0o755)


def told(programs: Path) -> tuple[int, list[str], str]:
    """The exit code, what was run, and the last line of complaints."""
    environment = {"PATH": str(programs), "BIN": str(programs)}
    done = subprocess.run([SCRIPT], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines(), (done.stderr.splitlines() or [""])[-1]


@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_with_the_system_s_all_tests_run(programs: Path, name: str) -> None:
    put(programs, name, "exit 1")
    assert told(programs) == (0, [ALL], "")


def test_playwright_s_is_downloaded_where_there_is_none(programs: Path) -> None:
    put(programs, "playwright", 'echo "playwright $*"')
    assert told(programs) == (0, ["playwright install chromium", ALL], "")
    os.utime(programs.parent / "dev-installed", (0, 0))
    assert told(programs) == (0, [ALL], ""), "it is there already"


def test_root_installs_the_system_s_where_playwright_s_cannot_be_downloaded(programs: Path) -> None:
    put(programs, "id", "echo 0")
    put(programs, "apt-get", 'echo "apt-get $1"')
    code, run, _ = told(programs)
    assert (code, run) == (0, ["playwright install --with-deps chromium", "apt-get update", "apt-get install", ALL])


@pytest.mark.parametrize(("user", "apt"), [(1000, "exit 0"), (0, "exit 100"), (0, None)])
@pytest.mark.parametrize("passed", [True, False])
def test_without_any_the_others_run_and_it_ends_badly(programs: Path, user: int, apt: str | None, passed: bool) -> None:
    put(programs, "id", f"echo {user}")
    if apt:
        put(programs, "apt-get", apt)
    if not passed:
        put(programs, "pytest", 'echo "pytest $*"; exit 1')
    code, run, last = told(programs)
    assert (code, run[-1]) == (1, f"{ALL} --ignore tests/browser")
    assert last.startswith(LEFT_OUT)


def test_make_and_what_decides_over_a_change_go_the_same_way() -> None:
    made = ["--old-file=.venv/dev-installed", "--old-file=.venv/model-ready"]
    command = ["make", "--dry-run", *made, "test"]
    done = subprocess.run(command, cwd=ROOT, env={"PATH": os.defpath}, capture_output=True, text=True, check=True)
    assert done.stdout == "BIN=.venv/bin .ci/test\n"
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "make check test image-check"


def test_postgresql_is_installed_by_root_or_left_out(programs: Path) -> None:
    put(programs, "chromium", "exit 1")
    (programs / "initdb").unlink()
    code, run, said = told(programs)
    assert (code, run) == (1, [f"{ALL} -k not postgresql"])
    assert said.startswith(
        "Left out: the tests with PostgreSQL, for want of its server. Install the package postgresql"
    )
    put(programs, "id", "echo 0")
    put(programs, "apt-get", 'echo "apt-get $*"')
    assert told(programs)[:2] == (0, ["apt-get update -qq", "apt-get install -qq -y postgresql", ALL])
