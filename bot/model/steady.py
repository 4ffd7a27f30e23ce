"""Linear layers whose results do not depend on how many rows are computed together.

A matrix product in bfloat16 adds up its terms in another order for another number of rows, and in which cases depends
on the processor. Layer by layer the difference grows to some percent of a probability.
"""

from functools import cache

import torch
from torch.nn.functional import linear, pad

_LEAST = 64
"""Rows of the smallest product: a question alone has about 24. Every product has a multiple of this."""
_MOST = 512
"""Of the largest, where the processor allows it: the larger, the faster."""


class SteadyLinear(torch.nn.Module):
    """A linear layer that takes its rows in parts that come out alike, the last one filled up with zeros."""

    def __init__(self, layer: torch.nn.Linear) -> None:
        super().__init__()
        self.weight, self.bias = layer.weight, layer.bias
        self._most = _largest_part(self.weight.shape, self.weight.dtype, self.bias is not None)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        """What the layer makes (… × out) of ``hidden`` (… × in)."""
        rows = hidden.flatten(0, -2)
        parts = pad(rows, (0, 0, 0, -len(rows) % _LEAST)).split(self._most)
        made = torch.cat([linear(part, self.weight, self.bias) for part in parts])[: len(rows)]
        return made.reshape(*hidden.shape[:-1], -1)


@cache
@torch.inference_mode()
def _largest_part(shape: torch.Size, dtype: torch.dtype, with_bias: bool) -> int:
    """The most rows up to which every product gives the same as those of the smallest, on this processor."""
    chance = torch.Generator().manual_seed(0)
    weight, rows, bias = (
        torch.randn(*size, generator=chance).to(dtype) for size in (shape, (_MOST, shape[1]), shape[:1])
    )

    def made(some: torch.Tensor) -> torch.Tensor:
        return linear(some, weight, bias if with_bias else None)

    apart = torch.cat([made(part) for part in rows.split(_LEAST)])
    for more in range(2 * _LEAST, _MOST + 1, _LEAST):
        if not torch.equal(made(rows[:more]), apart[:more]):
            return more - _LEAST
    return _MOST


def steady(model: torch.nn.Module) -> None:
    """Put a ``SteadyLinear`` in place of every linear layer inside ``model``."""
    for name, layer in [*model.named_modules()]:
        if isinstance(layer, torch.nn.Linear):
            model.set_submodule(name, SteadyLinear(layer))
