"""How what a model would say after each layer compares with what it says in the end."""

from collections.abc import Callable

import numpy as np

from bot.inside.views import Floats, LayerGuess
from bot.tokens import PromptToken


def log_softmax(logits: Floats) -> Floats:
    """The logarithms of the probabilities (… × tokens) that ``logits`` stand for.

    >>> np.exp(log_softmax(np.float32([0, np.log(3)]))).round(2).tolist()
    [0.25, 0.75]
    """
    least = logits - logits.max(-1, keepdims=True)
    found: Floats = least - np.log(np.exp(least).sum(-1, keepdims=True))
    return found


def divergence(final: Floats, found: Floats) -> Floats:
    """KL(``final`` ‖ ``found``) in nats, of logarithms of probabilities (… × tokens).

    So is it taken where tuned lenses come from (arXiv 2303.08112): what it costs to read the layer instead of the end.

    >>> half, quarter = np.log(np.float32([0.5, 0.5])), np.log(np.float32([0.25, 0.75]))
    >>> divergence(half, half).tolist(), round(float(divergence(half, quarter)), 3)
    (0.0, 0.144)
    """
    # In float32 a sum over a vocabulary may fall below 0 by its last digits.
    kl: Floats = np.maximum((np.exp(final) * (final - found)).sum(-1), 0)
    return kl


def rank(scores: Floats, token: int) -> int:
    """The rank of ``token`` among ``scores`` (tokens), from 1; of equal scores those of lower ids come first.

    >>> rank(np.float32([0.2, 0.5, 0.3]), 2)
    2
    """
    return int((scores > scores[token]).sum() + (scores[:token] == scores[token]).sum()) + 1


def likeliest(scores: Floats, most: int) -> list[int]:
    """The ``most`` tokens that score highest of ``scores`` (tokens), highest first; of equal ones those of lower ids.

    >>> likeliest(np.float32([0.2, 0.5, 0.3]), 2)
    [1, 2]
    """
    most = min(most, len(scores))
    if not most:
        return []
    least = np.partition(scores, -most)[-most]
    kept = np.flatnonzero(scores >= least)  # to sort a whole vocabulary for each layer would take most of a look
    return [int(id_) for id_ in kept[np.argsort(-scores[kept], kind="stable")][:most]]


def guesses(
    logits: Floats, final: Floats, most: int, wanted: int | None, token: Callable[[int], PromptToken]
) -> tuple[LayerGuess, ...]:
    """What each row of ``logits`` (layers × tokens) says, against the ``final`` ones (tokens); ``token`` tells texts.

    >>> logits = np.float32([[3, 0, 0], [0, 1, 2]])
    >>> first, last = guesses(logits, logits[-1], 1, None, lambda id_: PromptToken(id_, "abc"[id_]))
    >>> first.rank, last.rank, last.kl, [token.text for token, _ in last.top]
    (3, 1, 0.0, ['c'])
    """
    logprobs, end = log_softmax(logits), log_softmax(final)
    answer = int(final.argmax())
    far = divergence(end, logprobs)

    def guess(layer: int, row: Floats) -> LayerGuess:
        return LayerGuess(
            layer=layer,
            top=tuple((token(id_), float(np.exp(row[id_]))) for id_ in likeliest(row, most)),
            rank=rank(row, answer),
            kl=float(far[layer]),
            wanted_rank=None if wanted is None else rank(row, wanted),
        )

    return tuple(guess(layer, row) for layer, row in enumerate(logprobs))
