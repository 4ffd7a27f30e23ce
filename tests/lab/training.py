"""What tests of trainings have in common."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.lab.plan import Frame, Plan
from bot.lab.presets import presets

LANGUAGE = presets()["language"].plan


def seen(frames: Sequence[Frame]) -> Sequence[object]:
    """All that is in ``frames``, to the last digit; NaN equals NaN."""
    return [
        (each.step, each.train_loss.hex(), each.held_out_loss.hex(), each.written, each.likeliest, _bytes(each.vectors))
        for each in frames
    ]


def _bytes(vectors: NDArray[np.float32]) -> object:
    return vectors.dtype, vectors.shape, vectors.tobytes()


def short(steps: int, *, seed: int = 0, rate: float = LANGUAGE.rate, text: str = LANGUAGE.text) -> Plan:
    """The tiny language, or another text of words, for so many steps."""
    return Plan("Short", text, ("the cold dax", "the"), "words", rate, steps, seed, context=8)
