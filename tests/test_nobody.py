"""``strawberry`` as a user whom the system does not know, and who has no home folder: as in many containers."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.ports import free_port

UNKNOWN = 54_321
"""No user has this id."""
Run = Callable[[Sequence[str], dict[str, str]], subprocess.CompletedProcess[str]]


@pytest.fixture
def run_as_nobody(shared_folder: Path) -> Run:
    """Runs a command in a folder that everybody may write to.

    In a user namespace of its own, where the system lets us have one: the files of whoever runs the tests can be read
    there. Elsewhere root becomes that user, and may still read them.
    """
    shared_folder.chmod(0o777)
    namespace = ["unshare", "--user", f"--map-user={UNKNOWN}"]
    lets = subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0
    reading = "+dac_read_search"
    become = ["setpriv", f"--reuid={UNKNOWN}", "--clear-groups", f"--inh-caps={reading}", f"--ambient-caps={reading}"]
    before = namespace if lets else become

    def run(command: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parent.parent), **environment}
        return subprocess.run(
            [*before, *command],
            capture_output=True,
            text=True,
            cwd=shared_folder,
            env=environment,
            timeout=120,
            check=False,
        )

    return run


def strawberry(*arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "bot", *arguments]


def test_the_user_has_neither_a_name_nor_a_home(run_as_nobody: Run) -> None:
    code = "import os, pathlib; print(os.getuid()); pathlib.Path.home()"
    done = run_as_nobody([sys.executable, "-c", code], {})
    assert done.stdout == f"{UNKNOWN}\n"
    assert "Could not determine home directory" in done.stderr


def test_a_text_is_cut_with_a_cache_for_this_run_alone(run_as_nobody: Run, shared_folder: Path) -> None:
    done = run_as_nobody(strawberry("tokens", "a b"), {"TMPDIR": str(shared_folder)})
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 tokens · 3 characters · 3 bytes · smollm2" in done.stdout
    assert not list(shared_folder.iterdir())


@pytest.mark.parametrize(
    "command", [["ask", "--no-model", "spell cat"], ["db", "stats"], ["play", "--port", str(free_port())]]
)
def test_what_needs_a_place_says_in_a_line_which_key_names_it(
    run_as_nobody: Run, shared_folder: Path, command: Sequence[str]
) -> None:
    done = run_as_nobody(strawberry(*command), {"STRAWBERRY_MODEL__BACKEND": "off"})
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert "Set database.path, or STRAWBERRY_DATABASE__PATH" in line
    assert not list(shared_folder.iterdir())


def test_with_a_place_a_question_is_answered_and_kept(run_as_nobody: Run, shared_folder: Path) -> None:
    log = shared_folder / "data" / "log.sqlite3"
    done = run_as_nobody(strawberry("ask", "--no-model", "spell cat"), {"STRAWBERRY_DATABASE__PATH": str(log)})
    assert (done.returncode, done.stdout.startswith("exact: c-a-t\n")) == (0, True), done.stderr
    assert log.exists()


def test_a_model_of_the_hub_has_no_place_either(run_as_nobody: Run, shared_folder: Path) -> None:
    model = {"STRAWBERRY_MODEL__NAME": "owner/name", "STRAWBERRY_DATABASE__PATH": str(shared_folder / "log.sqlite3")}
    done = run_as_nobody(strawberry("ask", "spell cat"), model)
    assert "this user has no home folder to keep it in. Set HF_HOME" in done.stderr
    assert done.stdout.startswith("exact: c-a-t\n")
    assert not (shared_folder / "~").exists()


def test_the_doctor_says_what_to_set_and_leaves_nothing_behind(run_as_nobody: Run, shared_folder: Path) -> None:
    cache = shared_folder / "cache"
    cache.mkdir(0o555)
    done = run_as_nobody(strawberry("doctor", "--json"), {"TMPDIR": str(shared_folder)})
    again = run_as_nobody(
        strawberry("doctor", "--json"),
        {
            "TMPDIR": str(shared_folder),
            "STRAWBERRY_CACHE": str(cache),
            "STRAWBERRY_DATABASE__PATH": str(cache / "log.sqlite3"),
        },
    )
    assert (done.returncode, done.stderr, again.returncode, again.stderr) == (1, "", 1, "")
    states = [{(line["about"], line["state"]) for line in json.loads(each.stdout)["checks"]} for each in (done, again)]
    assert {("database", "wrong"), ("cache", "note")} <= states[0]
    assert {("database", "wrong"), ("cache", "wrong")} <= states[1]
    assert "Set database.path, or STRAWBERRY_DATABASE__PATH" in done.stdout
    assert f"{cache} cannot be written" in again.stdout
    assert [*shared_folder.iterdir()] == [cache]
