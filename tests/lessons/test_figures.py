"""The numbers that texts of lessons state by themselves; all others are placeholders, filled by experiments."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from bot.lessons import LESSONS, load_lessons


def silhouette(points: Sequence[Sequence[float]]) -> float:
    """How far apart the first two of four points are from the last two."""
    from sklearn.metrics import silhouette_score  # type: ignore[import-untyped] # no py.typed; not above: it takes a second

    return float(silhouette_score(np.array(points), [0, 0, 1, 1]))


FIGURES: Mapping[tuple[str, str], Callable[[], float]] = {
    ("vectors", "1"): lambda: silhouette([[0, 0], [0, 0], [9e9, 0], [9e9, 0]]),
    ("vectors", "0"): lambda: silhouette([[0, 0], [9, 0], [0, 0], [9, 0]]) + 0.5,
    ("training", "0"): lambda: -math.log(1),
}
"""The numbers of texts that are no placeholders, by lesson, each computed."""


STATED = [(each, figure) for each in LESSONS for figure in load_lessons().lesson(each).figures]


@pytest.mark.parametrize(("lesson", "figure"), STATED)
def test_a_figure_that_a_text_states_is_computed(lesson: str, figure: str) -> None:
    assert FIGURES[lesson, figure]() == pytest.approx(float(figure), abs=0.01)
