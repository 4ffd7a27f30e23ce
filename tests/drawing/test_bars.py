"""Bar charts: whatever they are given is inside them, in proportion, and told apart without colour."""

from io import BytesIO

import numpy as np
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray
from PIL import Image

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, Look, bar_chart
from bot.drawing.picture import picture
from bot.drawing.theme import FAINT, WIDTH
from tests.insights import ODD

PINK = (0xF0, 0x71, 0x8F)

words = st.sampled_from(["", "50%", "123,456 of 123,456", "too unlikely to be told"])
bars = st.builds(Bar, st.none() | st.floats(-1, 1e6), words, st.sampled_from([SOLID, PALE, HATCHED]))
categories = st.builds(
    Category, ODD, st.lists(bars, min_size=1, max_size=2), ODD, ODD, st.lists(st.tuples(ODD, st.just(FAINT))), ODD
)


def pixels(image: Image.Image) -> NDArray[np.int64]:
    assert image.width == WIDTH
    return np.asarray(Image.open(BytesIO(picture(image, "", 0).data)).convert("RGB")).astype(np.int64)


def lengths(*drawn: Bar) -> list[int]:
    """How wide the pink bars of a chart are, from top to bottom."""
    pink = (pixels(bar_chart("", [Category(f"{each.value}", [each]) for each in drawn])) == PINK).all(axis=2)
    counted = [int(number) for number in pink.sum(axis=1)]
    return [most for above, most in zip([0, *counted], counted, strict=False) if above < 1 < most]


@given(
    ODD,
    st.lists(categories, min_size=1, max_size=6),
    st.sampled_from([Axis(low=-1), Axis(-1, 1, (0, 0.5, 1))]),
    st.lists(st.tuples(st.sampled_from([SOLID, PALE, HATCHED]), ODD), max_size=3),
    ODD,
)
@settings(deadline=None, max_examples=25)
def test_whatever_it_is_given_is_inside(
    title: str, rows: list[Category], axis: Axis, legend: list[tuple[Look, str]], foot: str
) -> None:
    drawn = pixels(bar_chart(title, rows, axis=axis, legend=legend, foot=foot))
    for edge in (drawn[:5], drawn[-5:], drawn[:, :7], drawn[:, -7:]):
        assert (abs(edge - drawn[0, 0]) < 8).all()


def test_bars_are_in_proportion_and_the_longest_leaves_room_for_its_words() -> None:
    small, large = lengths(Bar(1, ""), Bar(4, ""))
    assert abs(4 * small - large) <= 4
    assert lengths(Bar(4, "some words"))[0] < large


def test_nothing_looks_likely_where_nothing_is() -> None:
    assert lengths(Bar(0.005, ""))[0] < 0.15 * lengths(Bar(0.05, ""))[0]


def test_series_can_be_told_apart_without_colour() -> None:
    solid, hatched = (
        pixels(bar_chart("", [Category("", [Bar(1, "", look)])])).sum(axis=2)[60, 40:400] for look in (PALE, HATCHED)
    )
    assert np.ptp(solid) == 0
    assert np.ptp(hatched) > 200
