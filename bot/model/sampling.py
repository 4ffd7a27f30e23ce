"""From logits to the chance of each token to be drawn: temperature, top-k, top-p."""

import numpy as np
from numpy.typing import NDArray

from bot.model.api import Sampling


def chances(logits: NDArray[np.float64], sampling: Sampling) -> NDArray[np.float64]:
    """The chance of each token to be drawn: as many as there are ``logits``, adding up to 1.

    The steps and their order are those of ``Sampling``; tokens that are cut off have 0. A temperature of 0 is the limit
    of ever smaller ones: all of the chance is the likeliest token's, and where several are equally likely, the first's.

    >>> chances(np.log([0.5, 0.3, 0.2]), Sampling(top_p=0.6)).round(3).tolist()
    [0.625, 0.375, 0.0]
    """
    order = np.argsort(-logits, kind="stable")
    kept = order[: _top_k(len(logits), sampling)]
    shares = _softmax(logits[kept], sampling.temperature or 1)
    if sampling.top_p < 1:
        fewest = int(np.searchsorted(shares.cumsum(), sampling.top_p)) + 1
        kept, shares = kept[:fewest], shares[:fewest]
    found = np.zeros(len(logits))
    found[kept] = shares / shares.sum()
    return found


def _top_k(size: int, sampling: Sampling) -> int:
    if sampling.temperature == 0:
        return 1
    return sampling.top_k or size


def _softmax(logits: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    with np.errstate(over="ignore"):  # at a tiny temperature all but the likeliest are infinitely far below it
        weights = np.exp((logits - logits[0]) / temperature)
    return np.asarray(weights / weights.sum())
