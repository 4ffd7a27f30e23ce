"""``strawberry`` where standard input, output or error is closed, full, or read by nobody any more."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.letters import Asker
from bot.tokens import read_text
from tests.command import Strawberry
from tests.storage.comparing import keep

MARK = b"\xef\xbb\xbf"
"""UTF-8's byte-order mark."""
ASKING = "ask --no-model 'spell cat'"
PRINTING = ["tokens - <<< x", "--version", "db export"]
"""One of each way to print but to the console: lines of JSON, before any command runs, and the bytes of a file."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database with a comparison and a cache of the test's own, and no model."""
    keep(tmp_path / "log.sqlite3", Asker())
    log = {"STRAWBERRY_CACHE": str(tmp_path / "cache"), "STRAWBERRY_DATABASE__PATH": str(tmp_path / "log.sqlite3")}
    return {"PYTHONPATH": str(Path(__file__).parent.parent), "PATH": "/usr/bin:/bin", "COLUMNS": "80", **log}


def in_a_shell(line: str, environment: dict[str, str], typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """``line`` as a shell runs it, with the exit code of the bot's own part of it.

    The encoding is the one that is read fastest.
    """
    script = f"set -o pipefail; {sys.executable} -m bot {line}"
    shell = ["bash", "-c", script]
    settings = {"STRAWBERRY_TOKENS__ENCODING": "smollm2", **environment}
    return subprocess.run(shell, input=typed, capture_output=True, env=settings, timeout=60, check=False)


def test_input_that_is_closed_is_told_in_a_line(environment: dict[str, str]) -> None:
    done = in_a_shell("tokens - <&-", environment)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"Standard input cannot be read: Bad file descriptor.\n"


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        *((f"{command} >/dev/full", "No space left on device") for command in (*PRINTING, ASKING, "--help")),
        # All write to what has taken the place of a closed stream: one that prints and one that copies a file show it.
        *((f"{command} >&-", "Bad file descriptor") for command in ("tokens x", "db export")),
    ],
)
def test_output_that_cannot_be_written_is_told_in_a_line(
    environment: dict[str, str], command: str, reason: str
) -> None:
    done = in_a_shell(command, environment)
    assert done.returncode == 1
    assert done.stderr.decode() == f"Standard output cannot be written: {reason}.\n"


@pytest.mark.parametrize("command", ["tokens x", *PRINTING])
def test_a_reader_who_has_left_is_no_failure(environment: dict[str, str], command: str) -> None:
    done = in_a_shell(f"{command} | head -0", environment)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
def test_where_errors_cannot_be_told_the_exit_code_still_tells(environment: dict[str, str], redirection: str) -> None:
    done = in_a_shell(f"health {redirection}", environment)  # it cannot be asked, as it listens nowhere
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_no_file_takes_the_place_of_a_stream_that_is_closed(environment: dict[str, str], tmp_path: Path) -> None:
    """Else the answer would be written into the database, whose file would have the number of standard output."""
    in_a_shell(f"{ASKING} <&- >&- 2>&-", environment)
    with closing(sqlite3.connect(tmp_path / "log.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT word FROM comparisons ORDER BY id").fetchall()[1:] == [("cat",)]
    assert b"exact:" not in (tmp_path / "log.sqlite3").read_bytes()


def test_a_byte_order_mark_is_no_part_of_what_is_read(
    strawberry: Strawberry, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    read = strawberry("tokens", "-", typed=MARK + b"strawberry\nb\n").stdout.splitlines()
    assert [token["text"] for token in json.loads(read[0])["tokens"]] == ["st", "raw", "berry"]
    [asked] = strawberry("ask", "--no-model", "-", typed=MARK + b"spell cat\n").stdout.splitlines()
    assert json.loads(asked)["question"] == "spell cat"
    config = tmp_path / "config.toml"
    config.write_bytes(MARK + b'[tokens]\nencoding = "gpt2"\n')
    assert load_settings(config).tokens.encoding == "gpt2"
    assert read_text(MARK + b"strawberry") == "strawberry"
