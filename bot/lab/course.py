"""How a training went, read off its frames."""

from collections.abc import Sequence
from math import isfinite

import numpy as np

from bot.lab.plan import Frame

_BURST = 3
"""So many times as large as at the start is a loss that has exploded."""
_RISEN = 0.05
"""Nats a token: less than that is no rise, as the held-out lines are few."""


def exploded_at(frames: Sequence[Frame]) -> int | None:
    """The step of the first frame whose loss is far above that of the start, or no number any more; None without one.

    >>> nothing = np.zeros((1, 2), np.float32)
    >>> exploded_at([Frame(0, 3.0, 3.0, (), (), nothing), Frame(40, float("nan"), 3.0, (), (), nothing)])
    40
    """
    highest = _BURST * max(frames[0].train_loss, frames[0].held_out_loss)
    return next(
        (each.step for each in frames if not sound(each) or max(each.train_loss, each.held_out_loss) > highest), None
    )


def sound(frame: Frame) -> bool:
    """Whether all that is seen in ``frame`` are numbers.

    >>> sound(Frame(0, float("inf"), 3.0, (), (), np.zeros((1, 2), np.float32)))
    False
    """
    return isfinite(frame.train_loss) and isfinite(frame.held_out_loss) and bool(np.isfinite(frame.vectors).all())


def best_frame(frames: Sequence[Frame]) -> Frame | None:
    """The frame with the lowest held-out loss, the first of equal ones; None where none is a number.

    >>> nothing = np.zeros((1, 2), np.float32)
    >>> best = best_frame([Frame(0, 3.0, 3.0, (), (), nothing), Frame(9, 2.0, 2.5, (), (), nothing)])
    >>> best.step if best else None
    9
    """
    return min(
        (each for each in frames if isfinite(each.held_out_loss)), key=lambda each: each.held_out_loss, default=None
    )


def rising_since(frames: Sequence[Frame]) -> Frame | None:
    """The best frame, where the held-out loss has risen since while the other has fallen: it learns its lines by heart.

    >>> nothing = np.zeros((1, 2), np.float32)
    >>> low, high = Frame(9, 1.0, 2.5, (), (), nothing), Frame(18, 0.5, 3.0, (), (), nothing)
    >>> rising_since([low, high]) is low, rising_since([high, low])
    (True, None)
    """
    best = best_frame(frames)
    if best is None or exploded_at(frames) is not None:
        return None
    last = frames[-1]
    return best if last.held_out_loss > best.held_out_loss + _RISEN and last.train_loss < best.train_loss else None
