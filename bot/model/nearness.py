"""Where tokens stand in a model's vector space: the cosines between rows of its input embeddings."""

from collections.abc import Sequence

import torch
from transformers import PreTrainedModel

from bot.model.api import Neighbours
from bot.model.template import Template
from bot.tokens import PromptToken

_LEAST = 1e-8
"""A vector's least length. Some models have rows of zeros for padding, whose cosine is 0 with all, even themselves."""


class Nearness:
    """Compares the vectors of tokens, in float32: bfloat16 keeps too few digits to order neighbours."""

    def __init__(self, model: PreTrainedModel, head: torch.nn.Module, template: Template) -> None:
        """``head`` is the output layer in float32; its weights are used where they are those of the embeddings too."""
        embeddings = model.get_input_embeddings().get_parameter("weight")
        tied = model.get_output_embeddings().get_parameter("weight") is embeddings
        self._vectors = head.get_parameter("weight") if tied else embeddings.detach().float()
        self._lengths = self._vectors.norm(dim=1).clamp_min(_LEAST)
        self._template = template

    def __len__(self) -> int:
        """How many tokens have a vector."""
        return len(self._vectors)

    @torch.inference_mode()
    def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        """The ``nearest`` tokens to ``id_`` of the whole vocabulary, and how near the ``others`` are."""
        cosines = self._vectors @ self._vectors[id_] / (self._lengths * self._lengths[id_])
        order = [each for each in cosines.topk(min(nearest + 1, len(self))).indices.tolist() if each != id_]

        def told(ids: Sequence[int]) -> tuple[tuple[PromptToken, float], ...]:
            return tuple((self._template.token(each), float(cosines[each])) for each in ids)

        return Neighbours(self._template.token(id_), told(order[:nearest]), told(others))
