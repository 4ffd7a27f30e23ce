"""From logits to the chance of each token to be sampled: temperature, top-k, top-p."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.model.api import Sampling
from bot.model.requests import Predicted

MOST = 1_000
"""The likeliest tokens, which tell nearly all that is to be known; to be told of all takes a second."""


class Weighed(NamedTuple):
    """A token with the model's own probability, and its chance to be sampled."""

    id: int
    probability: float
    chance: float


@dataclass(frozen=True, slots=True)
class Sampled:
    """The likeliest tokens, one that was sampled, if any, and how many can be."""

    likeliest: Sequence[Weighed]
    token: Weighed | None
    kept: int


def sampled(
    told: Predicted, vocabulary: int, sampling: Sampling, rng: np.random.Generator | None = None
) -> Sampled | None:
    """The chances of the likeliest tokens, and one token sampled where there is an ``rng``.

    None where what is ``told`` is not of the whole ``vocabulary``, and the others would have to be known one by one:
    one of them is sampled, or a cut falls among them. Else they share what is left.

    >>> told = Predicted(((5, np.log(0.9)), (3, np.log(0.1))), share=0.9)
    >>> sampled(told, 2, Sampling(top_k=1), np.random.default_rng(0)).token.id
    5
    """
    known, rest = len(told.likeliest), vocabulary - len(told.likeliest)
    own = np.array([logprob for _, logprob in told.likeliest], dtype=np.float64)
    heated = _heated(own, sampling.temperature or 1)
    if rest:
        left = max(1 / told.share - float(np.exp(heated).sum()), 1e-12)  # where the likeliest has 1
        each = min(np.log(left / rest), heated[-1])  # none is likelier than those that are told of, even by rounding
        heated = np.concatenate((heated, np.full(rest, each)))
    found = chances(heated, replace(sampling, temperature=1 if sampling.temperature else 0))
    kept = int((found > 0).sum()) if sampling.top_p < 1 else _top_k(vocabulary, sampling)
    at = 0 if rng is None else int(rng.choice(vocabulary, p=found))
    if rest and (at >= known or (kept > known and (kept < vocabulary or sampling.top_p < 1))):
        return None

    def weighed(place: int) -> Weighed:
        return Weighed(told.likeliest[place][0], float(np.exp(own[place])), float(found[place]))

    return Sampled([weighed(place) for place in range(known)], None if rng is None else weighed(at), kept)


def chances(logits: NDArray[np.float64], sampling: Sampling) -> NDArray[np.float64]:
    """The chance of each token to be sampled (vocabulary), adding up to 1, from the ``logits`` (vocabulary).

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
    return min(sampling.top_k or size, size)


def _softmax(logits: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    weights = np.exp(_heated(logits, temperature))
    return np.asarray(weights / weights.sum())


def _heated(logits: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """The ``logits`` at that temperature, with the first, the likeliest, at 0."""
    with np.errstate(over="ignore"):  # at a tiny temperature all but the likeliest are infinitely far below it
        return np.asarray((logits - logits[0]) / temperature)
