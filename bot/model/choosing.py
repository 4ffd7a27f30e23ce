"""The likeliest tokens of each step of generation: written down, and cut to those that may be drawn."""

from collections.abc import Mapping, Sequence
from threading import Lock

import torch
from transformers.generation.continuous_batching.cb_logits_processors import ContinuousBatchingLogitsProcessor
from transformers.generation.continuous_batching.requests import FutureRequestState

from bot.model.api import GREEDY, Sampling

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

    def add(self, request: str, sampling: Sampling) -> Sequence[Likeliest]:
        """Get ready for a request. What is returned grows by what is likeliest in each of its steps."""
        seen: list[Likeliest] = []
        with self._lock:
            self._requests[request] = (sampling, seen)
        return seen

    def remove(self, request: str) -> None:
        """Forget a request."""
        with self._lock:
            self._requests.pop(request, None)

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
                sampling, seen = self._requests.get(request, (GREEDY, []))  # it may have been removed meanwhile
                seen.append(dict(zip(ids[row].tolist(), probabilities[row].tolist(), strict=True)))
                kept = _kept(scores[row], logits[row], sampling)
                cut[row, ids[row, : len(kept)]] = kept
        return cut


def _kept(scores: torch.Tensor, likeliest: torch.Tensor, sampling: Sampling) -> torch.Tensor:
    """The logits of those of the ``likeliest`` tokens that may be drawn, by the temperature; ``scores`` are all logits.

    They are counted from the greatest on, so that they stay finite, or minus infinity, at any temperature.
    """
    if sampling.temperature == 0:
        return torch.zeros(1)

    def tempered(logits: torch.Tensor) -> torch.Tensor:
        return (logits - likeliest[0]).double() / sampling.temperature

    kept = tempered(likeliest[: sampling.top_k or MOST])
    if sampling.top_p < 1:
        whole = (kept if sampling.top_k else tempered(scores)).logsumexp(-1)
        kept = kept[: int(((kept - whole).exp().cumsum(-1) < sampling.top_p).sum()) + 1]
    return kept.float()
