"""The parts of a model that transformers runs, found by the names that architectures give them, and hooks on these."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import cast

import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

from bot.errors import ModelError
from bot.language import later

_LAYERS = ("layers", "h")
_NORMS = ("norm", "ln_f", "final_layernorm")
_ATTENTIONS = ("self_attn", "attn", "self_attention")
_UNKNOWN = later("This model is built in another way than those that I can look into. Choose another model.")


class Anatomy:
    """Where a model has its layers, what it reads from one to the other, and how states become words."""

    def __init__(self, model: PreTrainedModel) -> None:
        """Nothing is looked for before it is needed, so that a model without one part can still show the others."""
        self.model = model

    @property
    def shape(self) -> tuple[int, int]:
        """How many tokens it has vectors for, and how wide these are."""
        tokens, width = cast("Tensor", self.model.get_input_embeddings().weight).shape
        return tokens, width

    @property
    def layers(self) -> Sequence[nn.Module]:
        """Its layers in order. Raises ``ModelError``."""
        return [*_part(self.model.base_model, _LAYERS).children()]

    @property
    def attentions(self) -> Sequence[nn.Module]:
        """The attention of each layer. Raises ``ModelError``."""
        return [_part(layer, _ATTENTIONS) for layer in self.layers]

    def says(self, states: Tensor) -> Tensor:
        """The logits (… × vocabulary) of ``states`` (… × width) after the last layer.

        The final norm is applied once, then the unembedding (lm_head). Raises ``ModelError``.
        """
        norm = _part(self.model.base_model, _NORMS)
        found: Tensor = self.model.get_output_embeddings()(norm(states.to(self.model.dtype))).float()
        return found

    @contextmanager
    def watched(self) -> Iterator[list[Tensor]]:
        """The states (batch × T × width) before the first layer and after each, in the order in which they come.

        Those of the last layer come before the final norm. Raises ``ModelError``.
        """
        states: list[Tensor] = []
        layers = self.layers
        with ExitStack() as hooks:
            first = layers[0].register_forward_pre_hook(lambda _, given: states.append(given[0]))
            hooks.callback(first.remove)
            for layer in layers:
                hooks.callback(layer.register_forward_hook(lambda _, __, told: states.append(state_of(told))).remove)
            yield states


def state_of(told: object) -> Tensor:
    """The states (batch × T × width) in what a layer returns: some return more beside them. Raises ``ModelError``."""
    found = told[0] if isinstance(told, tuple) else told
    if not isinstance(found, Tensor):
        raise ModelError(_UNKNOWN)
    return found


def _part(inside: nn.Module, names: Sequence[str]) -> nn.Module:
    for name in names:
        with suppress(AttributeError):
            return inside.get_submodule(name)
    raise ModelError(_UNKNOWN)


def ids_of(text: Sequence[int]) -> Tensor:
    """A batch (1 × T) of one text."""
    return torch.tensor([text])
