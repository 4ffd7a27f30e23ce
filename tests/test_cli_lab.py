"""``strawberry lab``: small networks on the command line."""

import json
from pathlib import Path

import pytest
from PIL import Image

from bot.lab.bigger import shipped
from bot.lab.step import STAGES, START, take_step, walk
from tests.command import Strawberry


def test_every_number_of_a_step_is_printed_as_one_line_of_json(strawberry: Strawberry) -> None:
    done = strawberry("lab", "step", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    step = take_step(START)
    assert {"before", "forward", "loss", "gradients", "after", "ten_steps"} <= {*told}
    for name in ("vectors", "hidden", "output"):
        assert told["before"][name] == getattr(step.before, name).tolist()
        assert told["gradients"][name] == getattr(step.gradients, name).tolist()
        assert told["after"][name] == getattr(step.after, name).tolist()
    assert told["loss"] == step.forward.loss
    assert told["forward"]["probabilities"] == step.forward.probabilities.tolist()
    assert [each["vectors"] for each in told["ten_steps"]] == [net.vectors.tolist() for net in walk(START)]
    assert [each["step"] for each in told["ten_steps"]] == [*range(11)]


def test_a_stage_of_a_step_is_drawn_to_a_file_or_told_in_words(strawberry: Strawberry, tmp_path: Path) -> None:
    picture = tmp_path / "step.png"
    done = strawberry("lab", "step", "--stage", "5", "--png", f"{picture}")
    assert (done.returncode, done.stdout) == (0, "")
    with Image.open(picture) as drawn:
        assert drawn.width == 560
    assert "① 0.5 × ② 0.395 × ③ 1.073 = 0.212" in strawberry("lab", "step", "--stage", "5").stdout


@pytest.mark.parametrize("stage", ["0", f"{len(STAGES) + 1}", "five"])
def test_a_stage_that_there_is_not_is_refused(strawberry: Strawberry, stage: str) -> None:
    assert strawberry("lab", "step", "--stage", stage).returncode == 2


def test_a_picture_that_cannot_be_written_says_why(strawberry: Strawberry, tmp_path: Path) -> None:
    done = strawberry("lab", "step", "--png", f"{tmp_path / 'none' / 'step.png'}")
    assert done.returncode == 1
    assert "cannot be written to" in done.stderr


def test_how_all_sizes_came_out_is_printed_and_drawn(strawberry: Strawberry, tmp_path: Path) -> None:
    picture = tmp_path / "bigger.png"
    done = strawberry("lab", "bigger", "--json", "--png", f"{picture}")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {"words", "steps", "seeds", "sizes", "again"} == {*told}
    assert [each["losses"] for each in told["sizes"]] == [[*each.losses] for each in shipped()]
    assert {*told["sizes"][0]} == {"width", "layers", "heads", "rate", "parameters", "losses", "written", "mean"}
    with Image.open(picture) as drawn:
        assert drawn.width == 560
    assert "A falling line" in strawberry("lab", "bigger").stdout


def test_what_makes_the_shipped_numbers_is_there_and_not_offered(strawberry: Strawberry) -> None:
    assert "make-bigger" not in strawberry("lab", "--help").stdout
    assert strawberry("lab", "make-bigger", "--help").returncode == 0
