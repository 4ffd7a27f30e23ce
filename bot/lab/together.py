"""How near two tokens that are used alike have come, beside all pairs of others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.lab.plan import Training

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Together:
    """The cosine of a pair at the ``start`` and ``now``; ``others`` is the mean one of all other pairs now.

    All are of vectors without the mean of all, and NaN where these are. ``nearer`` of ``pairs`` other pairs have a
    larger one now.
    """

    start: float
    now: float
    others: float
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
    >>> round(seen.now, 4), round(seen.others, 2), seen.nearer, seen.pairs
    (1.0, -0.56, 0, 5)
    """
    first, second = (training.tokens.index(token) - 1 for token in pair)
    start, end = (_centred_cosines(frame.vectors[1:]) for frame in (training.frames[0], training.frames[-1]))
    others = np.triu(np.ones(end.shape, dtype=bool), 1)
    others[min(first, second), max(first, second)] = False
    now = float(end[first, second])
    nearer = int((end[others] > now).sum())
    return Together(float(start[first, second]), now, float(end[others].mean()), nearer, int(others.sum()))


def _centred_cosines(vectors: NDArray[np.float32]) -> Floats:
    """Those of all pairs (tokens × tokens) of ``vectors`` (tokens × width) without their mean."""
    with np.errstate(all="ignore"):  # what is no number becomes none
        centred = vectors.astype(np.float64)
        centred -= centred.mean(0)
        units = centred / np.linalg.norm(centred, axis=1, keepdims=True)
        found: Floats = units @ units.T
        return found
