"""Where labels go that each belong to a point, such that none covers another, nor a point, nor the edge."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.drawing.sheet import Box, Place

_STEP = 2
"""Pixels: labels are moved by so many."""

Size = tuple[float, float]


def place_labels(points: Sequence[Place], sizes: Sequence[Size], area: Box, radius: float) -> list[Box] | None:
    """A box inside ``area`` of each of ``sizes``, as near to its point as there is room; None where there is none.

    No box comes nearer than ``radius`` to a point. The most crowded points choose first, so that the result depends on
    what is given alone.

    >>> place_labels([(50, 50), (50, 50)], [(30, 20), (30, 20)], (0, 0, 120, 100), 6)
    [(56.0, 40.0, 86.0, 60.0), (14.0, 40.0, 44.0, 60.0)]
    """
    left, top, right, bottom = area
    taken = np.zeros((int(bottom - top) // _STEP, int(right - left) // _STEP), bool)
    where = np.array(points, float).reshape(-1, 2) - (left, top)
    for x, y in where:
        _take(taken, (x - radius, y - radius, x + radius, y + radius))
    boxes: dict[int, Box] = {}
    for number in _crowded_first(where):
        found = _nearest_room(taken, where[number], sizes[number])
        if found is None:
            return None
        _take(taken, found)
        boxes[number] = (found[0] + left, found[1] + top, found[2] + left, found[3] + top)
    return [boxes[number] for number in range(len(points))]


def _crowded_first(where: NDArray[np.float64]) -> list[int]:
    apart = np.hypot(*(where[:, None] - where[None]).transpose(2, 0, 1))
    order: list[int] = np.argsort(np.exp(-apart / 40).sum(1) * -1, kind="stable").tolist()
    return order


def _take(taken: NDArray[np.bool_], box: Box) -> None:
    left, top, right, bottom = box
    rows = slice(max(0, int(top // _STEP)), max(0, int(-(-bottom // _STEP))))
    taken[rows, max(0, int(left // _STEP)) : max(0, int(-(-right // _STEP)))] = True


def _nearest_room(taken: NDArray[np.bool_], point: NDArray[np.float64], size: Size) -> Box | None:
    """The free box of ``size`` whose nearest side is least far from ``point``; of those as near, one on its right."""
    width, height = (int(-(-each // _STEP)) for each in size)
    rows, columns = taken.shape[0] - height + 1, taken.shape[1] - width + 1
    if rows <= 0 or columns <= 0:
        return None
    sums = np.zeros((taken.shape[0] + 1, taken.shape[1] + 1), np.int32)
    sums[1:, 1:] = taken.cumsum(0, np.int32).cumsum(1)
    covered = sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]
    x, y = np.arange(columns) * _STEP, np.arange(rows) * _STEP
    aside = np.maximum(np.maximum(x - point[0], point[0] - x - size[0]), 0)
    above = np.maximum(np.maximum(y - point[1], point[1] - y - size[1]), 0)
    # Rather beside a point, in the middle of its height, and rather on its right.
    far = np.hypot(aside[None], above[:, None]) + 0.02 * abs(y + size[1] / 2 - point[1])[:, None]
    far = far + 0.01 * (x < point[0])[None]
    far[covered > 0] = np.inf
    row, column = divmod(int(far.argmin()), columns)
    if np.isinf(far[row, column]):
        return None
    return float(x[column]), float(y[row]), float(x[column] + size[0]), float(y[row] + size[1])
