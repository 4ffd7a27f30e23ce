"""``strawberry lab twins`` and ``twins-report``: the keys of their JSON, their pictures, what is refused."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from bot.lab.twins import TWIN_NAMES, TWINS
from tests.command import Strawberry
from tests.world import lay_out


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the log of this test is."""
    database = tmp_path / "log.sqlite3"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRAWBERRY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("STRAWBERRY_DATABASE__PATH", str(database))
    lay_out(database)
    return database


def test_twins_are_asked_and_their_answers_are_logged(strawberry: Strawberry, database: Path) -> None:
    done = strawberry("lab", "twins", "Strawberry", "r", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [*told] == ["exact", *TWINS]
    assert told["exact"] == told["letters"]["answer"] == 3
    for twin in TWINS:
        assert {"answer", "probabilities", "seeds"} <= {*told[twin]}
        assert sum(told[twin]["probabilities"]) == pytest.approx(1, abs=1e-5)
        assert {*told[twin]["seeds"]} == {"0", "1", "2"}
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT model_name, series, exact, model_answer FROM comparisons").fetchall()
    assert rows == [(TWIN_NAMES[twin], "twins", 3, told[twin]["answer"]) for twin in TWINS]


def test_a_token_that_was_never_met_is_told(strawberry: Strawberry, database: Path) -> None:
    done = strawberry("lab", "twins", "rhythm", "h")
    assert done.returncode == 0, done.stderr
    assert "Counted: 2" in done.stdout
    assert "The twin that reads tokens (r hythm): no guess, as it has never met hythm" in done.stdout


def test_what_cannot_be_asked_says_what_to_do(strawberry: Strawberry, database: Path) -> None:
    done = strawberry("lab", "twins", "pneumonoultramicroscopic", "o")
    assert done.returncode == 1
    assert "Give me a shorter one." in done.stderr


def test_the_report_as_numbers_and_pictures(strawberry: Strawberry, database: Path, tmp_path: Path) -> None:
    groups, curves = tmp_path / "groups.png", tmp_path / "curves.png"
    done = strawberry("lab", "twins-report", "--json", "--png", f"{groups}", "--curves", f"{curves}")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["questions"] == 1_500
    for twin in TWINS:
        low, mean, high = (told[twin]["accuracy"][key] for key in ("low", "mean", "high"))
        assert low <= mean <= high
        assert told[twin]["by_tokens"]["2"]["questions"] > 500
    for picture in (groups, curves):
        with Image.open(picture) as drawn:
            assert drawn.width == 560
