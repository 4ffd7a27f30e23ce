"""The likeliest tokens of each step of generation: written down, and cut to those that may be drawn."""

from collections.abc import Mapping, Sequence
from threading import Lock

import torch
from transformers.generation.continuous_batching.cb_logits_processors import ContinuousBatchingLogitsProcessor
from transformers.generation.continuous_batching.requests import FutureRequestState

from bot.model.api import Sampling

MOST = 50
"""The most tokens that one can be drawn from."""

Likeliest = Mapping[int, float]
"""The ids of the likeliest next tokens and the probabilities that the model gives them, likeliest first."""


class Chooser(ContinuousBatchingLogitsProcessor):
    """Called by transformers in every step: in the thread that generates, while others add and remove requests."""

    def __init__(self) -> None:
        self.supported_kwargs = {}
        self.ignored_kwargs = ()
        self._requests: dict[str, tuple[Sampling, list[Likeliest]]] = {}
        self._rows: list[str] = []
        self._lock = Lock()

    def add(self, request: str, sampling: Sampling) -> None:
        """Get ready for a request."""
        with self._lock:
            self._requests[request] = (sampling, [])

    def remove(self, request: str) -> None:
        """Forget a request."""
        with self._lock:
            self._requests.pop(request, None)

    def seen(self, request: str, start: int, number: int) -> Sequence[Likeliest]:
        """What was likeliest in ``number`` steps of a request from its step ``start`` on."""
        with self._lock:
            return self._requests[request][1][start : start + number]

    def fill_defaults(self, int32_tensor: torch.Tensor) -> None:
        """Called once; there is nothing to be told by the tensor."""
        int32_tensor.zero_()

    def prepare_tensor_args(self, requests_with_new_token: list[FutureRequestState]) -> torch.Tensor:
        """Called before each step: whose logits the rows are going to be."""
        self._rows = [request.state.request_id for request in requests_with_new_token]
        return torch.zeros(len(self._rows), dtype=torch.int32)

    def __call__(self, scores: torch.Tensor, tensor_arg: torch.Tensor) -> torch.Tensor:
        """``scores`` (rows × vocabulary) with all but the tokens that may be drawn at minus infinity.

        Of a prompt that is read in parts, there are rows that nobody wants: they stay as they are.
        """
        logits, ids = scores.topk(min(MOST, scores.shape[-1]), dim=-1)
        probabilities = (logits - scores.logsumexp(-1, keepdim=True)).exp()
        cut = scores.clone()
        cut[: len(self._rows)] = -torch.inf
        with self._lock:
            for row, request in enumerate(self._rows):
                sampling, seen = self._requests.get(request, (Sampling(), []))
                seen.append(dict(zip(ids[row].tolist(), probabilities[row].tolist(), strict=True)))
                kept = _kept(scores[row], logits[row], sampling)
                cut[row, ids[row, :kept]] = logits[row, :kept] / sampling.temperature
        return cut


def _kept(scores: torch.Tensor, likeliest: torch.Tensor, sampling: Sampling) -> int:
    """How many of the ``likeliest`` logits may be drawn; ``scores`` are all of them."""
    kept = min(sampling.top_k or MOST, len(likeliest))
    if sampling.top_p < 1:
        scaled = likeliest[:kept] / sampling.temperature
        whole = scaled.logsumexp(-1) if sampling.top_k else (scores / sampling.temperature).logsumexp(-1)
        before = (scaled - whole).exp().cumsum(-1) < sampling.top_p
        kept = min(kept, int(before.sum()) + 1)
    return kept
