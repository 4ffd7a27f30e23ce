"""Maps of words: every label has a place of its own, and what is told fits what is drawn."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from bot.drawing import word_map
from bot.drawing.labels import place_labels
from bot.drawing.marks import KINDS, colour_of, draw_mark
from bot.drawing.sheet import Box, Place, Sheet
from bot.inside.views import WordMap
from bot.letters import NAME_LISTS
from tests.drawing.inside import ODD, assert_sound, floats, pixels, where

WORDS = (*NAME_LISTS["US states"].names, *NAME_LISTS["elements"].names[:30])
AREA = (16.0, 90.0, 544.0, 790.0)


def mapped(words: tuple[str, ...], groups: tuple[str, ...] = (), spread: float = 1.0, tsne: bool = False) -> WordMap:
    places = np.random.default_rng(len(words)).normal(0, spread, (2, len(words)))
    lines = tuple((at, (at + 1) % len(words)) for at in range(len(words))) if len(words) > 1 else ()
    return WordMap(
        words,
        groups or ("",) * len(words),
        floats(places[0]),
        floats(places[1]),
        np.eye(len(words), dtype=np.float32),
        lines,
        "tsne" if tsne else "pca",
        trained=not tsne,
        seed=5,
        perplexity=10.0 if tsne else None,
        variance=None if tsne else (0.09, 0.046),
        with_rank=None if tsne else 0.54,
        with_length=None if tsne else -0.87,
        silhouette=0.21 if groups else None,
        silhouette_random=0.01 if groups else None,
    )


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def assert_apart(boxes: list[Box], points: list[Place], radius: float) -> None:
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    for left, top, right, bottom in boxes:
        assert AREA[0] <= left < right <= AREA[2]
        assert AREA[1] <= top < bottom <= AREA[3]
        assert not any(left - radius < x < right + radius and top - radius < y < bottom + radius for x, y in points)


@given(
    st.lists(st.tuples(st.floats(30, 530), st.floats(100, 780), st.floats(1, 100)), min_size=1, max_size=80),
    st.booleans(),
)
@settings(deadline=None, max_examples=20)
def test_no_label_covers_another_or_a_point_or_the_edge(drawn: list[tuple[float, float, float]], equal: bool) -> None:
    points = [(300.0, 300.0) if equal else (x, y) for x, y, _ in drawn]
    boxes = place_labels(points, [(width, 22.5) for _, _, width in drawn], AREA, 8)
    assert boxes is not None
    assert_apart(boxes, points, 5)


def test_where_there_is_no_room_no_label_has_a_place() -> None:
    assert place_labels([(50, 50)], [(200, 20)], (0, 0, 100, 100), 5) is None
    assert place_labels([(50, 50)] * 9, [(60, 30)] * 9, (0, 0, 100, 100), 5) is None


@pytest.mark.parametrize("number", [1, 2, 60, 80])
@pytest.mark.parametrize("spread", [0.0, 1.0])
def test_maps_of_few_and_of_many_words_are_sound_and_always_the_same(number: int, spread: float) -> None:
    view = mapped(WORDS[:number], spread=spread)
    picture = word_map(view)
    assert picture.drawn == number
    assert_sound(picture)
    assert picture == word_map(view)


def test_80_long_words_of_80_groups_have_room() -> None:
    words = tuple(f"{at}{'antidisestablishmentarianism' * 2}" for at in range(80))
    assert_sound(word_map(mapped(words, words, spread=0)))


def test_odd_words_and_groups_are_inside() -> None:
    assert_sound(word_map(mapped(ODD, ODD, tsne=True)))


def test_a_pca_is_read_out_with_its_axes_and_groups() -> None:
    assert word_map(mapped(("Iowa", "New York", "Gold", "Iron"), ("states", "states", "elements", "elements"))).alt == (
        "PCA map of 4 words. Of 2 groups (states, elements), 2 of 4 lines to a nearest neighbour stay inside one. "
        "Silhouette in all dimensions: 0.21 trained, 0.01 at a random start. The two axes hold 9% and 5% of the "
        "variance; the first correlates 0.54 with rarity and −0.87 with the vector's length. Nearest neighbours: "
        "Iowa – New York, New York – Gold, Gold – Iron, Iron – Iowa."
    )


def test_a_t_sne_says_what_it_does_not_mean_and_that_nothing_was_learnt() -> None:
    assert word_map(mapped(("Iowa", "Ohio"), tsne=True)).alt == (
        "t-SNE map of 2 words at a random start (seed 5). Perplexity 10, seed 5: sizes and "
        "distances of clusters mean nothing. Nearest neighbours: Iowa – Ohio, Ohio – Iowa."
    )


def test_the_first_axis_goes_to_the_right_and_the_second_up() -> None:
    view = mapped(("left", "right"), ("a", "b"))
    x = view.x
    picture = word_map(view)
    marks = [where(picture, colour_of(kind)).astype(float) for kind in (0, 1)]
    on_map = [each[each[:, 0] < picture.height - 140].mean(0) for each in marks]
    assert (on_map[0][1] < on_map[1][1]) == (x[0] < x[1])
    assert (on_map[0][0] < on_map[1][0]) == (view.y[0] > view.y[1])


def test_marks_are_told_apart_by_their_shapes() -> None:
    shapes = set()
    for kind in range(KINDS):
        sheet = Sheet(60)
        draw_mark(sheet, (30, 30), 8, kind)
        sheet.y = 60
        drawn = pixels(sheet.picture("", 0, foot=0))[18:42, 18:42]
        shapes.add((abs(drawn - drawn[0, 0]).sum(2) > 100).tobytes())
    assert len(shapes) == KINDS
    assert len({(colour_of(kind), (kind + kind // KINDS) % KINDS) for kind in range(KINDS**2)}) == KINDS**2
