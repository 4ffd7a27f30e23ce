"""``strawberry lab tool`` and ``tool-report``, with a model that cannot count: what is told is the subject."""

import json
from pathlib import Path

import pytest

from tests.command import Strawberry
from tests.tiny import write_tiny
from tests.world import lay_out

QUESTION = "How many r's are in strawberry?"


@pytest.fixture
def strawberry(strawberry: Strawberry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strawberry:
    """The command line, with a database, a cache and a model of the test's own."""
    database = tmp_path / "log.sqlite3"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRAWBERRY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("STRAWBERRY_DATABASE__PATH", str(database))
    monkeypatch.setenv("STRAWBERRY_MODEL__NAME", str(write_tiny(tmp_path / "tiny.gguf")))
    monkeypatch.setenv("STRAWBERRY_MODEL__THREADS", "1")
    lay_out(database)
    return strawberry


def test_the_three_ways_as_json(strawberry: Strawberry) -> None:
    done = strawberry("lab", "tool", QUESTION, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [*told] == ["exact", "alone", "free", "constrained"]
    assert told["exact"] == 3
    for way in ("alone", "free", "constrained"):
        assert {*told[way]} == {"answer", "call", "transcript"}
        assert QUESTION in "".join(token["text"] for token in told[way]["transcript"])
    assert told["alone"]["call"] is None
    assert told["constrained"]["call"].startswith("count( ")


def test_without_a_model_the_reason_is_told(strawberry: Strawberry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRAWBERRY_MODEL__BACKEND", "off")
    told = json.loads(strawberry("lab", "tool", QUESTION, "--json").stdout)
    assert told["exact"] == 3
    assert "switched off" in told["free"].pop("missing")
    assert told["free"] == {"answer": None, "call": None, "transcript": []}
    done = strawberry("lab", "tool", QUESTION)
    assert done.stdout.startswith("exact: 3\nalone: no answer. The model is switched off")
    assert strawberry("lab", "tool-report", "--questions", "1").returncode == 1


def test_what_the_tool_cannot_count_ends_with_1(strawberry: Strawberry) -> None:
    done = strawberry("lab", "tool", "Spell cat")
    assert (done.returncode, done.stdout) == (1, "")
    assert "The tool counts one letter in a text" in done.stderr


def test_a_report_of_two_questions(strawberry: Strawberry) -> None:
    done = strawberry("lab", "tool-report", "--questions", "2", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["questions"], told["seed"], told["quoted"]) == (2, "report", False)
    assert told["alone"]["total"] == told["constrained_calls"]["total"] == 2
    assert strawberry("lab", "tool-report", "--questions", "1").stdout.startswith("answer, alone: right in ")
