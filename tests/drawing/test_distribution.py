"""Probabilities as bars."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bot.drawing import distribution, few_choices
from bot.drawing.bars import HATCHED, Bar
from bot.drawing.distribution import MAX_CHOICES, choice_bars
from bot.drawing.theme import WIDTH

DIGITS = {str(number): share for number, share in enumerate((0.05, 0.6, 0.2, 0.1, 0.05, 0, 0, 0, 0, 0))}
PRIOR = dict(zip(DIGITS, (0.1, 0.7, 0.1, 0.05, 0.05, 0, 0, 0, 0, 0), strict=True))


def test_all_ten_digits_are_drawn_and_read_out() -> None:
    picture = distribution(DIGITS, PRIOR, exact="3", answer="1")
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    assert picture.width == WIDTH
    assert picture.drawn == 10
    assert "Exact: 3. The model's answer: 1." in picture.alt
    assert "Hiding the word moves 15 percentage points. 0: 5% (" in picture.alt
    assert "1: 60% (word hidden: 70%)" in picture.alt


def test_of_a_hundred_choices_the_likeliest_and_the_exact_one_are_drawn() -> None:
    many = {str(number): 1 / (2 + abs(number - 20)) for number in range(100)}
    picture = distribution(many, many, exact="99", answer="20")
    assert picture.drawn == MAX_CHOICES
    assert "99: 1%" in picture.alt
    assert "20: 50%" in picture.alt
    assert " 60: " not in picture.alt


@pytest.mark.parametrize("prior", [None, PRIOR])
@pytest.mark.parametrize("exact", ["3", "12", "é", "語", ""])
def test_nothing_touches_the_edge(prior: dict[str, float] | None, exact: str) -> None:
    picture = distribution(DIGITS, prior, exact=exact, answer="1")
    pixels = np.asarray(Image.open(BytesIO(picture.data)).convert("L")).astype(int)
    ground = pixels[0, 0]
    for edge in (pixels[:4], pixels[-4:], pixels[:, :4], pixels[:, -4:]):
        assert (abs(edge - ground) < 8).all()
    assert (pixels > 200).any()


def test_an_exact_answer_that_was_no_choice_is_drawn_as_that() -> None:
    picture = distribution(DIGITS, PRIOR, exact="25", answer="1")
    assert picture.drawn == len(DIGITS) + 1
    assert "Exact: 25." in picture.alt
    assert "25: " not in picture.alt


def test_an_exact_answer_that_a_server_does_not_tell_is_drawn_as_that() -> None:
    told = {"1": 0.7, "5": 0.3}
    untold, no_choice = (distribution(told, {"2": 1.0}, exact="3", answer="1", untold=each) for each in (["3"], []))
    assert untold.drawn == no_choice.drawn == 3
    for missing, said in ((["3"], "too unlikely to be told"), ([], "was no choice")):
        *_, exact = choice_bars(told, {"2": 1.0}, ["1", "5", "3"], exact="3", answer="1", untold=missing)
        assert exact.bars == [Bar(None, said), Bar(None, "", HATCHED)]
    pixels = np.asarray(Image.open(BytesIO(untold.data)).convert("L")).astype(int)
    assert (abs(pixels[:, -4:] - pixels[0, 0]) < 8).all()


def test_the_prior_can_be_told_apart_without_colour() -> None:
    without = distribution(DIGITS, None, exact="3", answer="1")
    [row] = choice_bars(DIGITS, PRIOR, ["1"], exact="3", answer="1")
    assert row.bars == [Bar(0.6, "60%"), Bar(0.7, "70%", HATCHED)]
    assert "hidden" not in without.alt


@pytest.mark.parametrize("exact", ["3", "9", "25"])
def test_a_few_choices_are_a_low_picture(exact: str) -> None:
    picture = distribution(DIGITS, None, exact=exact, answer="1", most=few_choices(DIGITS, exact))
    assert picture.height <= 300
    assert picture.drawn == 5
    assert f"Exact: {exact}. The model's answer: 1." in picture.alt
