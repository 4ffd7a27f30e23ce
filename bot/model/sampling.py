"""From logits to the chance of each token to be drawn: temperature, top-k, top-p."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.model.api import Sampling

MOST = 1_000
"""The likeliest tokens, which nearly always tell all that is to be known; to be told of all takes a second."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The likeliest tokens, each with its probability and its chance to be drawn, one that was, and how many can be."""

    likeliest: Sequence[tuple[int, float, float]]
    token: tuple[int, float, float]
    kept: int


def drawn(
    likeliest: Sequence[tuple[int, float]], vocabulary: int, sampling: Sampling, chance: np.random.Generator
) -> Drawn | None:
    """One of the tokens drawn, from the ``likeliest`` with their log-probabilities, likeliest first.

    None where these are not the whole ``vocabulary``, and the others matter: they change the chances, or one of them is
    drawn. The others share what is left of the probability.

    >>> drawn([(5, np.log(0.9)), (3, np.log(0.1))], 2, Sampling(top_k=1), np.random.default_rng(0)).token[0]
    5
    """
    known, rest = len(likeliest), vocabulary - len(likeliest)
    logits = np.array([logprob for _, logprob in likeliest], dtype=np.float64)
    if rest and not (sampling.temperature in (0, 1) or 0 < sampling.top_k <= known):
        return None
    if rest:
        left = max(1 - float(np.exp(logits).sum()), 1e-12)
        each = min(np.log(left / rest), logits[-1])  # none is likelier than those that are told of, even by rounding
        logits = np.concatenate((logits, np.full(rest, each)))
    own, found = chances(logits, Sampling()), chances(logits, sampling)
    kept, at = int((found > 0).sum()), int(chance.choice(vocabulary, p=found))
    # Where a cut falls among the others, or might, they would have to be known one by one.
    if rest and (at >= known or (kept > known and (kept < vocabulary or sampling.top_p < 1))):
        return None

    def token(place: int) -> tuple[int, float, float]:
        return likeliest[place][0], float(own[place]), float(found[place])

    return Drawn([token(place) for place in range(known)], token(at), kept)


def chances(logits: NDArray[np.float64], sampling: Sampling) -> NDArray[np.float64]:
    """The chance of each token to be drawn (vocabulary), adding up to 1, from the ``logits`` (vocabulary).

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
