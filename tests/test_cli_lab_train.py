"""``strawberry lab train``: a training as a table and as numbers."""

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.command import Strawberry


@pytest.fixture
def strawberry(strawberry: Strawberry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strawberry:
    """The command line, with a cache of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRAWBERRY_CACHE", str(tmp_path))
    return strawberry


def test_a_preset_is_trained_and_told_as_one_line_of_json(strawberry: Strawberry) -> None:
    done = strawberry("lab", "train", "--preset", "language", "--seed", "7", "--steps", "20", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == ""
    told = json.loads(done.stdout)
    assert (told["seed"], told["losses"][-1]["step"]) == (7, 20)
    assert told["losses"][-1]["held_out"] < told["losses"][0]["held_out"]
    first = told["frames"][0]
    assert {*first} == {"step", "written", "likeliest", "points"}
    assert len(first["points"]) == len(told["tokens"])
    assert {"dax", "wug"} <= {*told["tokens"]}
    again = strawberry("lab", "train", "--preset", "language", "--seed", "7", "--steps", "20", "--json")
    assert again.stdout == done.stdout


def test_what_is_no_number_is_null(strawberry: Strawberry) -> None:
    done = strawberry("lab", "train", "ab\nba\nabba", "--rate", "1e30", "--steps", "12", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["losses"][-1] == {"step": 12, "train": None, "held_out": None}
    assert told["frames"][-1]["points"][0] == [None, None]
    assert told["frames"][-1]["likeliest"] == []


def test_a_text_is_read_from_standard_input_and_shown_as_a_table(strawberry: Strawberry) -> None:
    done = strawberry("lab", "train", "-", "--steps", "5", typed="straw\nberry\nstrawberry\nשלום\n")
    assert done.returncode == 0, done.stderr
    assert "kept apart" in done.stdout
    assert done.stdout.count("\n") >= 7


def test_words_that_are_used_alike_are_compared_below_the_table(strawberry: Strawberry) -> None:
    done = strawberry("lab", "train", "--preset", "language", "--steps", "60")
    assert "dax and wug: cosine without the mean of all 0.9" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--preset", "numbers"), "names, states, language"),
        (("--rate", "0"), "above 0"),
        (("--rate", "nan"), "above 0"),
        (("a",), "two different lines"),
    ],
)
def test_what_cannot_be_trained_is_told(strawberry: Strawberry, arguments: tuple[str, ...], told: str) -> None:
    done = strawberry("lab", "train", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr


def test_the_film_is_written_to_a_file_and_is_the_same_each_time(strawberry: Strawberry, tmp_path: Path) -> None:
    films = [tmp_path / "one.gif", tmp_path / "other.gif"]
    for film in films:
        done = strawberry("lab", "train", "ab\nba\nabba\nbaab", "--steps", "8", "--gif", f"{film}")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert films[0].read_bytes() == films[1].read_bytes()
    with Image.open(films[0]) as drawn:
        assert drawn.format == "GIF"


def test_a_file_that_cannot_be_written_is_told(strawberry: Strawberry, tmp_path: Path) -> None:
    done = strawberry("lab", "train", "ab\nba", "--steps", "3", "--gif", f"{tmp_path}")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
