"""The shipped twins asked, in numpy: what ``twin_nets.py`` computes in torch, for one prompt at a time.

T is the number of tokens of a prompt, C the width.
"""

from collections.abc import Mapping
from functools import cache
from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from bot.lab.twins import DATA, HEADS, SEEDS, SEPARATOR, TWINS, AskTwins, TwinAnswer, TwinName, pieces, unit, vocabulary
from bot.model.worker import Cancelled
from bot.tokens.encodings import smollm2

Floats = NDArray[np.float32]
_LITTLE = 1e-5
"""Added to a variance before it divides, as torch does."""
_erf = np.vectorize(erf, otypes=[np.float32])


def ask_twins(request: AskTwins, _: Cancelled) -> tuple[TwinAnswer, ...]:
    """What each of the shipped twins answers."""
    return tuple(_ask(twin, request) for twin in TWINS)


def _ask(name: TwinName, request: AskTwins) -> TwinAnswer:
    reads = unit(name)
    known, word = vocabulary(reads), pieces(reads, request.word, smollm2())
    read = (*word, SEPARATOR, *pieces(reads, request.letter, smollm2()))
    unknown = tuple(dict.fromkeys(token.text for token in word if token.text not in known))
    if unknown:
        return TwinAnswer(name, read, unknown, {})
    ids = [0 if token.special else known[token.text] for token in read]
    return TwinAnswer(name, read, (), {seed: tuple(_grown(name, seed).read(ids).tolist()) for seed in SEEDS})


class Grown:
    """A trained twin, by the names and shapes that its file gives its weights."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights
        self._blocks = sum(name.endswith("mlp.0.bias") for name in weights)

    def read(self, ids: list[int]) -> Floats:
        """The probabilities of the counts (MOST + 1) after the prompt ``ids`` (T)."""
        states = self._weights["tokens.weight"][ids] + self._weights["places.weight"][: len(ids)]  # (T, C)
        for block in range(self._blocks):
            name = f"blocks.{block}"
            read = self._attended(f"{name}.attention.reading", self._normed(f"{name}.before_attention", states))
            states = states + self._mapped(f"{name}.attention.writing", read)
            inner = self._mapped(f"{name}.mlp.0", self._normed(f"{name}.before_mlp", states))
            states = states + self._mapped(f"{name}.mlp.2", inner * (1 + _erf(inner / sqrt(2))) / 2)
        return _shares(self._mapped("counts", self._normed("norm", states[-1])))

    def _mapped(self, name: str, states: Floats) -> Floats:
        mapped: Floats = states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return mapped

    def _normed(self, name: str, states: Floats) -> Floats:
        centred = states - states.mean(-1, keepdims=True)
        scaled = centred / np.sqrt(np.square(centred).mean(-1, keepdims=True) + _LITTLE)
        normed: Floats = scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return normed

    def _attended(self, name: str, states: Floats) -> Floats:
        """What each token reads from itself and those before it, (T, C)."""
        length, width = states.shape
        split = self._mapped(name, states).reshape(length, 3, HEADS, width // HEADS)
        queries, keys, values = split.transpose(1, 2, 0, 3)  # each (heads, T, C / heads)
        scores = queries @ keys.transpose(0, 2, 1) / sqrt(width // HEADS)
        later = np.triu(np.full((length, length), -np.inf, np.float32), 1)
        read: Floats = _shares(scores + later) @ values
        return read.transpose(1, 0, 2).reshape(length, width)


def _shares(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = raised / raised.sum(-1, keepdims=True)
    return shares


@cache
def _grown(name: TwinName, seed: int) -> Grown:
    """A shipped twin."""
    weights = load_file(DATA / f"{name}-{seed}.safetensors")
    return Grown({part: each.astype(np.float32) for part, each in weights.items()})
