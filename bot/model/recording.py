"""What a model did with a text, recorded once: another layer or head of it is then shown without running it again."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass

import numpy as np
import torch
from cachetools import LRUCache
from torch import Tensor, nn
from transformers import PreTrainedModel

from bot.errors import ModelError
from bot.inside.views import Floats
from bot.language import later
from bot.model.anatomy import Anatomy, ids_of
from bot.model.looks import MOST_TOKENS
from bot.tokens import PromptToken

_KEPT = 128 << 20
"""Bytes of recordings that are kept: some dozens of sentences, or one text of the greatest length."""
_EMPTY = later("There is no token in that text to look at. Try another one.")
_NO_PLACE = later(
    "Token {position} is not one that I looked at: those are the last {seen} of that text, of {whole}. Choose one of "
    "them."
)


@dataclass(frozen=True, slots=True)
class Recording:
    """What was seen while ``tokens`` (T) were read, in float32.

    ``states`` (layers + 1 × T × width) are before the first layer and after each; ``attention`` (layers × heads × T ×
    T) is None where a model does not tell it, ``values`` (layers × T × key heads · width of one) where it has no
    projection of that name. ``logits`` (vocabulary) come after the last token.
    """

    tokens: tuple[PromptToken, ...]
    dropped: int
    states: Floats
    attention: Floats | None
    values: Floats | None
    logits: Floats

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        parts = (self.states, self.attention, self.values, self.logits)
        return sum(part.nbytes for part in parts if part is not None)

    def place(self, position: int) -> int:
        """Where token ``position`` of the whole text is in this, which has its last ones. Raises ``ModelError``."""
        whole = self.dropped + len(self.tokens)
        place = position + (whole if position < 0 else 0) - self.dropped
        if not 0 <= place < len(self.tokens):
            raise ModelError(_NO_PLACE.format(position=str(position), seen=len(self.tokens), whole=whole))
        return place


class Recorder:
    """Runs a model over texts, and keeps what it saw of the latest. One text at a time."""

    def __init__(self, model: PreTrainedModel, token: Callable[[int], PromptToken]) -> None:
        """``token`` tells an id's text."""
        self.anatomy = Anatomy(model)
        self.token = token
        self._latest: LRUCache[tuple[int, ...], Recording] = LRUCache(_KEPT, getsizeof=lambda each: each.size)

    def record(self, text: tuple[int, ...]) -> Recording:
        """What the model did with the last ``MOST_TOKENS`` of ``text``. Raises ``ModelError``."""
        if not text:
            raise ModelError(_EMPTY)
        if (found := self._latest.get(text)) is None:
            found = self._record(text[-MOST_TOKENS:], max(0, len(text) - MOST_TOKENS))
            with suppress(ValueError):  # a large model's recording of a long text is too large to be kept
                self._latest[text] = found
        return found

    @torch.inference_mode()
    def _record(self, ids: tuple[int, ...], dropped: int) -> Recording:
        attention: list[Tensor] = []
        values: list[Tensor] = []
        with self.anatomy.watched() as states, ExitStack() as hooks:
            for module in self._attentions():
                hooks.callback(module.register_forward_hook(lambda _, __, told: attention.append(told[1][0])).remove)
                with suppress(AttributeError):
                    value = module.get_submodule("v_proj")
                    hooks.callback(value.register_forward_hook(lambda _, __, told: values.append(told[0])).remove)
            told = self.anatomy.model(ids_of(ids), use_cache=False, logits_to_keep=1)
        return Recording(
            tuple(map(self.token, ids)),
            dropped,
            plain(torch.cat(states)),
            plain(torch.stack(attention)) if attention else None,
            plain(torch.stack(values)) if values else None,
            plain(told.logits[0, -1]),
        )

    def _attentions(self) -> list[nn.Module]:
        try:
            return [*self.anatomy.attentions]
        except ModelError:  # which is said where it is asked for
            return []


def plain(tensor: Tensor) -> Floats:
    """The same numbers in numpy, in float32 and the same shape."""
    found: Floats = np.asarray(tensor.float().numpy(), np.float32)
    return found
