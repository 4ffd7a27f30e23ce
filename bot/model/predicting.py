"""What could come after a plain text: the likeliest next tokens, and one that is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from transformers import PreTrainedModel

from bot.model.api import NextToken, NextTokens, Sampling
from bot.model.sampling import chances
from bot.model.template import Encoded, Template
from bot.tokens import well_formed

_LIKELIEST = 20
"""The most tokens that are told of."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is to be read, and how the next token is drawn."""

    prompt: Encoded
    sampling: Sampling


class Predictor:
    """Predicts the next token of plain text, without a chat template."""

    def __init__(self, model: PreTrainedModel, head: torch.nn.Module, template: Template) -> None:
        """``head`` is the model's output layer in float32; see ``Scorer``, which checks that it is all there is."""
        self._model = model
        self._head = head
        self._template = template
        ends = model.generation_config.eos_token_id
        self._ends = frozenset(ends if isinstance(ends, list) else [ends])
        self._chance = np.random.default_rng()

    def task(self, text: str, ids: Sequence[int], sampling: Sampling) -> Prediction:
        """``text``, of which nothing becomes a special token, with ``ids`` after it as they are."""
        return Prediction(Encoded((*self._template.plain(well_formed(text)), *ids), slice(0, 0)), sampling)

    @torch.inference_mode()
    def predict(self, task: Prediction) -> NextTokens:
        """What could come next. The prompt has at least one token."""
        hidden = self._model.base_model(torch.tensor([task.prompt.ids]), use_cache=False).last_hidden_state[0, -1]
        logits = self._head(hidden).double().numpy()
        own, drawn_from = chances(logits, Sampling()), chances(logits, task.sampling)

        def next_token(id_: int) -> NextToken:
            return NextToken(self._template.token(id_), float(own[id_]), float(drawn_from[id_]))

        likeliest = np.argsort(-logits, kind="stable")[:_LIKELIEST]
        return NextTokens(
            tokens=self._template.reading(task.prompt).tokens,
            ended=task.prompt.ids[-1] in self._ends,
            likeliest=tuple(map(next_token, likeliest.tolist())),
            drawn=next_token(int(self._chance.choice(len(logits), p=drawn_from))),
            kept=int((drawn_from > 0).sum()),
            vocabulary=len(logits),
        )
