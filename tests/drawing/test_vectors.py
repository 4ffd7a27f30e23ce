"""Pictures of vectors: one as a strip, the nearest tokens, a letter against words, and what a probe reads."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from bot.drawing import near_lists, probe_bars, relation_plot, vector_strip
from bot.drawing.ramps import AROUND_ZERO, FROM_ZERO, Ramp, colours
from bot.drawing.theme import PINK, YELLOW
from bot.inside.views import LetterCosines, Near, Nearest, ProbeResult, ProbeScore, Relation, TokenVector
from bot.tokens import PromptToken
from tests.drawing.inside import ODD, assert_sound, floats, pixels, texts, where

TEXAS = PromptToken(5068, " Texas")
ROW = floats(np.random.default_rng(1).normal(0, 0.13, 576))
START = floats(np.random.default_rng(2).normal(0, 1 / 24, 576))
VECTOR = TokenVector(TEXAS, ROW, 3.12, 3.15, 0.41, 0.93, START, 7)


@pytest.mark.parametrize("ramp", [AROUND_ZERO, FROM_ZERO])
def test_scales_get_ever_lighter_so_that_they_are_read_in_grey(ramp: Ramp) -> None:
    grey = colours(np.linspace(0, 1, 50), ramp) @ [0.299, 0.587, 0.114]
    assert (np.diff(grey) > 0).all()


def test_a_vector_is_read_out_with_its_length_and_what_a_random_start_is() -> None:
    picture = vector_strip(VECTOR)
    assert picture.drawn == 576
    assert picture.alt.startswith(
        "The vector of ␣Texas (5068), 576 numbers as colours, is 3.12 long: longer than 41% of the vocabulary (median "
        "3.15). It was merged before 93% of the learnt tokens. Below it, a random start (seed 7) is "
    )
    assert "merged" not in vector_strip(replace(VECTOR, common=None)).alt
    assert_sound(picture)
    assert picture == vector_strip(VECTOR)


def test_numbers_above_zero_are_light_and_those_below_are_dark() -> None:
    row = floats([1.0] * 288 + [-1.0] * 288)
    strip = pixels(vector_strip(replace(VECTOR, row=row)))[84:210, 20:540].sum(2).mean(1)
    assert strip[6:50].min() > strip[80:].max()


@pytest.mark.parametrize("width", [1, 64, 576, 1_024, 4_096, 20_000])
def test_vectors_of_any_width_are_drawn_and_their_drawn_numbers_counted(width: int) -> None:
    picture = vector_strip(replace(VECTOR, row=np.resize(ROW, width), start=np.zeros(width, np.float32)))
    assert picture.drawn == min(width, 9_900)
    assert_sound(picture)


def nearest(names: list[str], random_mean: float, first: int = 0) -> Nearest:
    return Nearest(
        tuple((PromptToken(first + at, name), 0.8 - 0.15 * at) for at, name in enumerate(names)), random_mean
    )


def test_both_lists_are_read_out_with_their_zero() -> None:
    near = Near((TEXAS,), nearest([" Ohio", " Iowa"], 0.44), nearest([" Iowa", " American"], 0.0, 1), 1)
    picture = near_lists(near)
    assert picture.alt == (
        "Nearest to ␣Texas: 1 token in both lists. Plain cosine: ␣Ohio 0.80, ␣Iowa 0.65 (random pairs 0.44). "
        "With the mean of the vocabulary taken away: ␣Iowa 0.80, ␣American 0.65 (random pairs 0.00)."
    )
    assert_sound(picture)


def test_what_is_in_both_lists_has_a_sign_and_longer_bars_are_nearer() -> None:
    apart = near_lists(Near((TEXAS,), nearest(["a", "b"], 0.4), nearest(["c", "d"], 0.0, 5), 0))
    same = near_lists(Near((TEXAS,), nearest(["a", "b"], 0.4), nearest(["a", "b"], 0.0), 2))
    assert len(where(same, YELLOW)) > 2 * len(where(apart, YELLOW))
    bars = where(apart, PINK)
    left = bars[bars[:, 1] < 280]
    ends = [left[left[:, 0] == row][:, 1].max() for row in (left[:, 0].min(), left[:, 0].max())]
    assert ends[0] > ends[1]


@given(st.lists(st.tuples(texts, st.floats(-1, 1)), max_size=15), st.floats(-1, 1))
@settings(deadline=None, max_examples=15)
def test_whatever_is_near_is_inside(found: list[tuple[str, float]], random_mean: float) -> None:
    listed = Nearest(tuple((PromptToken(at, text), cosine) for at, (text, cosine) in enumerate(found)), random_mean)
    asked = tuple(PromptToken(at, text) for at, (text, _) in enumerate(found[:3])) or (TEXAS,)
    assert_sound(near_lists(Near(asked, listed, listed, len(found))))


def letter_cosines(difference: float, words: int = 33) -> LetterCosines:
    chance = np.random.default_rng(words)
    others = tuple((f"w{at}", float(0.28 + chance.normal(0, 0.05))) for at in range(words))
    having = tuple((f"d{at}", float(0.28 + difference + chance.normal(0, 0.05))) for at in range(7))
    return LetterCosines(having, others, 0.28 + difference, 0.28, difference, (difference - 0.05, difference + 0.05))


def test_a_difference_is_read_out_with_its_interval_and_what_that_means() -> None:
    relation = Relation(PromptToken(3, " d"), letter_cosines(-0.03), letter_cosines(0.2), ())
    both = relation_plot(relation)
    assert "a difference of −0.03 (95% −0.08 to 0.02). Zero is inside: no difference to be told." in both.alt
    assert "a difference of 0.20 (95% 0.15 to 0.25). Words with the letter are nearer." in both.alt
    assert both.drawn == 40
    assert_sound(both)


@pytest.mark.parametrize(("words", "letter"), [(0, "d"), (600, "d"), *((1, letter) for letter in ODD)])
def test_few_and_many_words_and_any_letter_are_inside(letter: str, words: int) -> None:
    cosines = letter_cosines(-0.9, words)
    assert_sound(relation_plot(Relation(PromptToken(1, letter), cosines, cosines, ())))


SCORE = ProbeScore(0.82, 0.5, 0.59, 0.5, 1_200, 300)


def test_a_probe_stands_beside_its_controls_and_what_is_missing_is_named() -> None:
    picture = probe_bars(ProbeResult("d", 3, SCORE, None, replace(SCORE, chance=1 / 3)))
    assert picture.alt == (
        "How well a straight line reads d after layer 3, as balanced accuracy. has d: 0.82 (random labels 0.50, "
        "length, rarity and capitals 0.59, chance 0.50; 300 unseen words); begins with d: too few words; how many d: "
        "0.82 (random labels 0.50, length, rarity and capitals 0.59, chance 0.33; 300 unseen words)."
    )
    assert picture.drawn == 2
    assert_sound(picture)
    assert "in the embedding" in probe_bars(ProbeResult("d", 0, SCORE, SCORE, SCORE)).alt


def test_the_line_of_chance_is_where_guessing_gets() -> None:
    half, third = (
        probe_bars(ProbeResult("d", 0, replace(SCORE, chance=chance), None, None)) for chance in (0.5, 1 / 3)
    )
    assert where(third, YELLOW)[:, 1].max() < where(half, YELLOW)[:, 1].min()
    assert not len(where(probe_bars(ProbeResult("d", 0, None, None, None)), YELLOW))


@pytest.mark.parametrize("letter", ODD)
def test_whatever_the_letter_is_its_bars_are_inside(letter: str) -> None:
    assert_sound(probe_bars(ProbeResult(letter, 1, replace(SCORE, balanced_accuracy=1.0, control=0.0), SCORE, None)))
