"""Which tokens may be drawn, and that they are drawn as often as ``chances`` says."""

from dataclasses import dataclass

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from transformers.generation.continuous_batching.requests import FutureRequestState, RequestState

from bot.model import GREEDY, Sampling
from bot.model.choosing import Chooser
from bot.model.sampling import chances

LOGITS = arrays(np.float32, 40, elements=st.floats(-40, 40, width=32), unique=True)
SAMPLINGS = st.builds(Sampling, st.floats(0, 5), st.integers(0, 60), st.floats(1e-9, 1))


@dataclass
class Step:
    """A chooser that is told whose logits the next rows are."""

    chooser: Chooser

    def chances(self, rows: torch.Tensor, *requests: str) -> torch.Tensor:
        """The chance of each token to be drawn, row by row."""
        states = [FutureRequestState(RequestState(request, [1]), True, {}, 1) for request in requests]
        return self.chooser(rows, self.chooser.prepare_tensor_args(states)).softmax(-1)


@given(LOGITS, SAMPLINGS)
def test_the_chances_are_those_of_sampling(logits: np.ndarray, sampling: Sampling) -> None:
    chooser = Chooser()
    chooser.add("1", sampling)
    found = Step(chooser).chances(torch.from_numpy(logits)[None], "1")[0].numpy()
    assert found == pytest.approx(chances(logits.astype(np.float64), sampling), abs=1e-4)


@pytest.mark.parametrize("temperature", [0, 5e-324, 1e-40, 1e-9, 5, 1e300])
@pytest.mark.parametrize("top_p", [5e-324, 0.5, 1])
@pytest.mark.parametrize("top_k", [0, 1, 50, 10**6])
def test_no_extreme_ends_generating_for_all(temperature: float, top_k: int, top_p: float) -> None:
    chooser = Chooser()
    chooser.add("1", Sampling(temperature, top_k, top_p))
    found = Step(chooser).chances(torch.tensor([[9e3, -9e3, *[0.0] * 60]]), "1")
    assert found.isfinite().all()
    assert torch.multinomial(found, 1).item() in range(62)
    if temperature < 1:
        assert found[0, 0] == 1


def test_each_row_is_its_request_s_and_each_step_is_noted() -> None:
    chooser = Chooser()
    one, other = chooser.add("1", GREEDY), chooser.add("2", Sampling(1, 2))
    step = Step(chooser)
    found = step.chances(torch.tensor([[0.0, 1, 2], [2.0, 1, 0]]), "2", "1")
    assert (found > 0).tolist() == [[False, True, True], [True, False, False]]
    step.chances(torch.tensor([[5.0, 0, 0]]), "2")
    assert [list(likeliest) for likeliest in one] == [[0, 1, 2]]
    assert [list(likeliest) for likeliest in other] == [[2, 1, 0], [0, 1, 2]]
    assert sum(other[0].values()) == pytest.approx(1)


def test_a_request_may_be_removed_between_two_halves_of_a_step() -> None:
    chooser = Chooser()
    seen = chooser.add("1", GREEDY)
    states = [FutureRequestState(RequestState("1", [1]), True, {}, 1)]
    told = chooser.prepare_tensor_args(states)
    chooser.remove("1")
    chooser.remove("1")
    assert torch.multinomial(chooser(torch.tensor([[0.0, 1]]), told).softmax(-1), 1).item() == 1
    assert list(seen) == []
    assert chooser._requests == {}
