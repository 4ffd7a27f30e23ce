"""The vectors of a training on a plane, the same one from its start to its end."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.lab.plan import Frame

Floats = NDArray[np.float32]


def axes_of(vectors: Floats) -> Floats:
    """The two directions (2 × width) in which ``vectors`` (tokens × width) differ most, by PCA.

    A direction and its opposite would do as well: the one is taken in which the largest number is positive.

    >>> axes_of(np.float32([[2, 0, 0], [-2, 0, 0], [0, 0, -1], [0, 0, 1]])).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    exact = vectors.astype(np.float64)
    axes = np.linalg.svd(exact - exact.mean(0), full_matrices=False)[2][:2]
    largest = axes[np.arange(len(axes)), np.abs(axes).argmax(1)]
    found: Floats = (axes * np.sign(largest)[:, None] + 0.0).astype(np.float32)  # no number is a negative zero
    return found


def points_of(frames: Sequence[Frame]) -> Floats:
    """Where each token is in each frame (frames × tokens × 2), on the axes of the last frame that has numbers.

    They are NaN, or infinite, where the vectors are.

    >>> start, end = np.float32([[0, 1], [0, 0]]), np.float32([[3, 0], [-3, 0]])
    >>> points_of([Frame(0, 1.0, 1.0, (), (), start), Frame(1, 1.0, 1.0, (), (), end)]).tolist()
    [[[0.0, 1.0], [0.0, 0.0]], [[3.0, 0.0], [-3.0, 0.0]]]
    """
    axes = axes_of(next(each.vectors for each in reversed(frames) if np.isfinite(each.vectors).all()))
    with np.errstate(invalid="ignore", over="ignore"):
        found: Floats = np.stack([each.vectors for each in frames]) @ axes.T
    return found
