"""How near two tokens that are used alike have come, beside all pairs of others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.lab.plan import Training

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near one pair is, or all other pairs on average: by cosine, also without the mean vector, and by distance."""

    cosine: float
    centred_cosine: float
    distance: float


@dataclass(frozen=True, slots=True)
class Together:
    """How near ``pair`` was at the ``start`` and is ``now``; ``others`` is the mean of all other pairs now.

    ``nearer`` of ``pairs`` other pairs have a larger centred cosine than this one now. Where vectors are NaN, so are
    the numbers.
    """

    pair: tuple[str, str]
    start: Nearness
    now: Nearness
    others: Nearness
    nearer: int
    pairs: int


def together(training: Training, pair: tuple[str, str]) -> Together:
    """Compare ``pair``, two different tokens of ``training``, with all other pairs of its tokens but the line's end.

    Raises ``ValueError`` where it has no such tokens.

    >>> from bot.lab.plan import Frame, Plan
    >>> vectors = np.float32([[9, 9], [2, 1], [2, 1], [-1, 0], [0, -3]])
    >>> frame = Frame(0, 1.0, 1.0, (), (), vectors)
    >>> training = Training(Plan("", "", ()), ("⏎", "dax", "wug", "cat", "cow"), (frame,))
    >>> seen = together(training, ("dax", "wug"))
    >>> round(seen.now.cosine, 4), round(seen.others.cosine, 2), seen.nearer, seen.pairs
    (1.0, -0.54, 0, 5)
    """
    first, second = (training.tokens.index(token) - 1 for token in pair)
    tables = [_tables(frame.vectors[1:]) for frame in (training.frames[0], training.frames[-1])]
    start, now = (Nearness(*(float(table[first, second]) for table in each)) for each in tables)
    others = np.triu(np.ones(tables[1][0].shape, dtype=bool), 1)
    others[min(first, second), max(first, second)] = False
    means = Nearness(*(float(table[others].mean()) for table in tables[1]))
    nearer = int((tables[1][1][others] > now.centred_cosine).sum())
    return Together(pair, start, now, means, nearer, int(others.sum()))


def _tables(vectors: NDArray[np.float32]) -> Sequence[Floats]:
    """Cosines, centred cosines and distances of all pairs (tokens × tokens each) of ``vectors`` (tokens × width)."""
    with np.errstate(all="ignore"):  # what is no number becomes none
        exact = vectors.astype(np.float64)
        squares = (exact**2).sum(1)
        apart = np.sqrt(np.maximum(squares[:, None] + squares - 2 * exact @ exact.T, 0))
        return [_cosines(exact), _cosines(exact - exact.mean(0)), apart]


def _cosines(vectors: Floats) -> Floats:
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Floats = units @ units.T
    return found
