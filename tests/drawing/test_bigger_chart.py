"""Loss against size: what is drawn is read out, and larger networks stand further to the right."""

from dataclasses import replace

import pytest

from bot.drawing import bigger_chart
from bot.drawing.theme import PINK, YELLOW
from bot.lab.bigger import SIZES, Grown, shipped
from tests.drawing.inside import assert_sound, where

FOUND = [
    Grown(size, 10 ** (number + 2), (3.0 - number / 2, 3.1 - number / 2, 3.2 - number / 2), ("beron",))
    for number, size in enumerate(SIZES)
]


def test_what_is_shipped_is_drawn_and_always_the_same() -> None:
    picture = bigger_chart(shipped())
    assert_sound(picture)
    assert picture == bigger_chart(shipped())
    assert not len(where(picture, YELLOW))


def test_it_is_read_out() -> None:
    assert bigger_chart(FOUND, FOUND[:2]).alt == (
        "A falling line: from 100 to 100,000 parameters the mean held-out loss goes from 3.10 to 1.60 nats a letter. "
        "100 parameters 3.10 (3.00, 3.10, 3.20); 1,000 parameters 2.60 (2.50, 2.60, 2.70); 10,000 parameters 2.10 "
        "(2.00, 2.10, 2.20); 100,000 parameters 1.60 (1.50, 1.60, 1.70). Trained here again: 3.10 at 100, 2.60 at "
        "1,000."
    )


@pytest.mark.parametrize("far", [0.0, 3.0])
def test_what_was_trained_here_has_crosses_also_far_from_the_rest(far: float) -> None:
    here = [replace(each, losses=tuple(loss + far for loss in each.losses)) for each in FOUND[:2]]
    picture = bigger_chart(FOUND, here)
    assert_sound(picture)
    assert len(where(picture, YELLOW)) > 300


def test_in_brief_it_is_in_plain_words() -> None:
    picture = bigger_chart(FOUND, brief=True)
    assert picture.alt.startswith("Loss on unseen words, by the size of the network. ")
    assert "nats" not in picture.alt
    assert len(where(picture, PINK)) > 0


def test_the_line_falls_to_the_right() -> None:
    places = where(bigger_chart(FOUND), PINK)
    on_chart = places[places[:, 0] < 400]
    left, right = (on_chart[on_chart[:, 1] < 200], on_chart[on_chart[:, 1] > 360])
    assert left[:, 0].mean() < right[:, 0].mean()
