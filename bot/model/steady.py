"""Linear layers whose results do not depend on how many rows are computed together.

A matrix product in bfloat16 adds up its terms in another order for another number of rows, and in which cases depends
on the processor. Layer by layer the difference grows to some percent of a probability.
"""

import torch
from torch.nn.functional import linear, pad

_ROWS = 64
"""Rows of each product: a question alone has about 24, and with fewer many questions would take twice as long."""


class SteadyLinear(torch.nn.Module):
    """A linear layer that takes its rows in parts of the same size, the last one filled up with zeros."""

    def __init__(self, layer: torch.nn.Linear) -> None:
        super().__init__()
        self.weight, self.bias = layer.weight, layer.bias

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        """What the layer makes (… × out) of ``hidden`` (… × in)."""
        rows = hidden.flatten(0, -2)
        parts = pad(rows, (0, 0, 0, -len(rows) % _ROWS)).split(_ROWS)
        made = torch.cat([linear(part, self.weight, self.bias) for part in parts])[: len(rows)]
        return made.reshape(*hidden.shape[:-1], -1)


def steady(model: torch.nn.Module) -> None:
    """Put a ``SteadyLinear`` in place of every linear layer inside ``model``."""
    for name, layer in [*model.named_modules()]:
        if isinstance(layer, torch.nn.Linear):
            model.set_submodule(name, SteadyLinear(layer))
