"""How a tuned lens is fitted: for each layer an affine map that brings its states to where the last layer's are.

It is least squares to the last layer's states, as by Din and others (arXiv 2303.09435). Belrose and others, who gave
it its name (2303.08112), fit the words instead, by gradients, which takes an hour on two cores.

What it is fitted on the model writes itself, because that is what is looked at: half of the texts begin as chats do,
and half with any token. It holds for no text's first token, whose states are like no other's.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import DynamicCache

from bot.inside.distributions import divergence, log_softmax
from bot.model.anatomy import Anatomy
from bot.model.recording import plain

Fitted = NDArray[np.void]
"""A record a layer, from the embedding to the last but one: ``map`` (width + 1 × width), KL ``raw`` and ``tuned``,
in nats."""
Fitting = Generator[None, None, Fitted]
"""Goes on for a moment at a time, and ends with what was fitted."""

_EVERY = 16
"""Of the states that are held out each 16th is read: neighbours say much the same, and each takes a while."""
_ROWS = 256
"""States that are added up at a time."""
_RIDGE = 1e-2
"""How strongly a map is held to leave states as they are, in mean variances of their numbers."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is written to fit a lens: ``texts`` of ``tokens``, some ``together``, and ``held_out`` more at once."""

    texts: int = 80
    together: int = 16
    held_out: int = 16
    tokens: int = 128


def record_of(anatomy: Anatomy) -> np.dtype[np.void]:
    """What is kept of each layer. The maps are in float16: a fifth of a small model's size in float32 is left."""
    _, width = anatomy.shape
    return np.dtype([("map", np.float16, (width + 1, width)), ("raw", np.float32), ("tuned", np.float32)])


def brought(states: Tensor, maps: Tensor) -> Tensor:
    """``states`` (layers + 1 × n × width), each layer's by its map (layers × width + 1 × width); the last stay."""
    moved = torch.baddbmm(maps[:, -1:], states[:-1], maps[:, :-1])
    return torch.cat([moved, states[-1:]])


@torch.inference_mode()
def fitting(anatomy: Anatomy, start: int | None, sizes: Sizes) -> Fitting:
    """Fit the maps of a model whose chats begin with the token ``start``, if there is one."""
    equations = _Equations(len(anatomy.layers), anatomy.shape[1])
    for begun in range(0, sizes.texts, sizes.together):
        for states in _written(anatomy, start, begun, sizes.together, sizes.tokens):
            equations.add(states)
            yield
    held_out = []
    for step, states in enumerate(_written(anatomy, start, sizes.texts, sizes.held_out, sizes.tokens)):
        if step % _EVERY == 0:
            held_out.append(states)
        yield
    found = np.zeros(len(anatomy.layers), record_of(anatomy))
    for layer in range(len(found)):
        found[layer]["map"] = plain(equations.solved(layer))
        yield
    yield from _measured(anatomy, torch.cat(held_out, 1), found)
    return found


def _written(anatomy: Anatomy, start: int | None, seed: int, texts: int, tokens: int) -> Iterator[Tensor]:
    """Have ``texts`` written at temperature 1: the states (layers + 1 × texts × width) of each token but the first."""
    chance = torch.Generator().manual_seed(seed)
    vocabulary, _ = anatomy.shape
    ids = torch.randint(vocabulary, (texts, 1), generator=chance)
    if start is not None:
        ids[::2] = start
    cache = DynamicCache(config=anatomy.model.config)
    for step in range(tokens):
        with anatomy.watched() as states:
            told = anatomy.model(ids, past_key_values=cache, use_cache=True)
        cumulative = told.logits[:, -1].float().softmax(-1).cumsum(-1)
        levels = cumulative[:, -1:] * torch.rand(texts, 1, generator=chance)  # torch.multinomial takes longer
        ids = torch.searchsorted(cumulative, levels).clamp(max=vocabulary - 1)
        if step:
            yield torch.stack(states)[:, :, 0].float()


def _measured(anatomy: Anatomy, states: Tensor, found: Fitted) -> Iterator[None]:
    """Note how far ``states`` that were held out are from the final distribution, as they are and by their maps."""
    final = log_softmax(plain(anatomy.says(states[-1])))
    moved = brought(states, torch.from_numpy(found["map"].astype(np.float32)))
    for layer in range(len(found)):
        for kind, read in (("raw", states), ("tuned", moved)):
            said = log_softmax(plain(anatomy.says(read[layer])))
            found[layer][kind] = divergence(final, said).mean()
        yield


class _Equations:
    """The normal equations of all layers, in float64: few of a state's numbers are a hundred times the others."""

    def __init__(self, layers: int, width: int) -> None:
        self._squares = torch.zeros(layers, width + 1, width + 1, dtype=torch.float64)
        self._products = torch.zeros(layers, width + 1, width, dtype=torch.float64)
        self._waiting: list[Tensor] = []

    def add(self, states: Tensor) -> None:
        """Add ``states`` (layers + 1 × n × width), each with what has to be added to it to get to the last."""
        self._waiting.append(states)
        if sum(each.shape[1] for each in self._waiting) >= _ROWS:
            self._add_up()

    def solved(self, layer: int) -> Tensor:
        """The map of a layer (width + 1 × width), by ridge regression."""
        self._add_up()
        squares, products = self._squares[layer], self._products[layer]
        width = products.shape[1]
        ridge = torch.full((width + 1,), float(_RIDGE * squares.diagonal()[:-1].mean()), dtype=torch.float64)
        ridge[-1] = 0
        found: Tensor = torch.linalg.solve(squares + ridge.diag(), products)
        return torch.cat([found[:-1] + torch.eye(width), found[-1:]])

    def _add_up(self) -> None:
        if not self._waiting:
            return
        states = torch.cat(self._waiting, 1).double()
        self._waiting.clear()
        ones = torch.ones(states.shape[1], 1, dtype=torch.float64)
        for layer in range(len(self._squares)):
            known = torch.cat([states[layer], ones], 1)
            self._squares[layer].addmm_(known.T, known)
            self._products[layer].addmm_(known.T, states[-1] - states[layer])
