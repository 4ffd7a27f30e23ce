"""A small decoder-only transformer in plain torch, in the manner of GPT-2: learnt places, norms before each part.

T is the number of tokens of a text, B of texts side by side, V of the vocabulary, C the width.
"""

import zlib
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

_SPREAD = 0.02
"""Standard deviation of the random start of every matrix, as in GPT-2."""


@dataclass(frozen=True, slots=True)
class NetShape:
    """How large a network is; ``context`` is the most tokens that it reads."""

    vocabulary: int
    context: int
    width: int = 64
    layers: int = 2
    heads: int = 2


class Attention(nn.Module):
    """Each token reads from itself and from those before it."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.reading = nn.Linear(width, 3 * width)
        self.writing = nn.Linear(width, width)

    def forward(self, states: Tensor) -> Tensor:  # (B, T, C) → (B, T, C)
        batch, length, width = states.shape
        queries, keys, values = (
            each.view(batch, length, self.heads, -1).transpose(1, 2)  # (B, heads, T, C / heads)
            for each in self.reading(states).split(width, dim=2)
        )
        read = functional.scaled_dot_product_attention(queries, keys, values, is_causal=True)
        moved: Tensor = self.writing(read.transpose(1, 2).reshape(batch, length, width))
        return moved


class Block(nn.Module):
    """One layer: attention, then each token by itself."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.before_attention = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.before_mlp = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, states: Tensor) -> Tensor:  # (B, T, C) → (B, T, C)
        states = states + self.attention(self.before_attention(states))
        mixed: Tensor = states + self.mlp(self.before_mlp(states))
        return mixed


class Transformer(nn.Module):
    """Reads token ids and says how likely each token is next. Embedding and unembedding share a matrix (V × C)."""

    def __init__(self, shape: NetShape, seed: int) -> None:
        """At its random start, which follows from ``seed``: see ``start``."""
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.width)  # (V, C)
        self.places = nn.Embedding(shape.context, shape.width)  # (context, C)
        self.blocks = nn.ModuleList(Block(shape.width, shape.heads) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)
        start(self, seed)

    def forward(self, ids: Tensor) -> Tensor:  # (B, T) → logits (B, T, V)
        states = self.tokens(ids) + self.places(torch.arange(ids.shape[1]))
        for block in self.blocks:
            states = block(states)
        logits: Tensor = self.norm(states) @ self.tokens.weight.T
        return logits

    @property
    def parameters_count(self) -> int:
        """How many numbers it learns.

        >>> Transformer(NetShape(vocabulary=30, context=16, width=8, layers=1, heads=2), seed=0).parameters_count
        1256
        """
        return sum(each.numel() for each in self.parameters())


def start(net: nn.Module, seed: int) -> None:
    """Give every matrix of ``net`` its random start, norms ones, and biases zeros; ``seed`` is below 2³¹.

    What a parameter starts as follows from ``seed``, its name and its shape alone: two networks that differ in one part
    are alike in all others.

    >>> shape = NetShape(vocabulary=30, context=16, width=8, layers=1, heads=2)
    >>> small, large = Transformer(shape, seed=1), Transformer(NetShape(50, 16, 8, 1, 2), seed=1)
    >>> torch.equal(small.places.weight, large.places.weight)
    True
    >>> torch.equal(small.places.weight, Transformer(shape, seed=2).places.weight)
    False
    """
    with torch.no_grad():
        for name, parameter in net.named_parameters():
            if parameter.dim() > 1:
                rng = torch.Generator().manual_seed(zlib.crc32(f"{seed} {name}".encode()))  # of which it uses 32 bits
                parameter.normal_(0, _SPREAD, generator=rng)
            elif name.endswith("bias"):
                parameter.zero_()
            else:
                parameter.fill_(1)
