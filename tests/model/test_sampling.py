"""The chances of the next token: temperature, then top-k, then top-p."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.model import Sampling
from bot.model.sampling import chances

LOGITS = arrays(np.float64, st.integers(1, 60), elements=st.floats(-40, 40))
SAMPLINGS = st.builds(Sampling, st.floats(0, 2), st.integers(0, 70), st.floats(0.01, 1))


@given(LOGITS, SAMPLINGS)
def test_chances_add_up_to_1_and_keep_the_order_of_the_logits(logits: np.ndarray, sampling: Sampling) -> None:
    found = chances(logits, sampling)
    assert found.shape == logits.shape
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1)
    assert (np.diff(found[np.argsort(-logits, kind="stable")]) <= 0).all()


@given(LOGITS, st.floats(0, 2), st.floats(0.01, 1))
def test_a_top_k_of_1_and_a_temperature_of_0_leave_the_likeliest(
    logits: np.ndarray, temperature: float, top_p: float
) -> None:
    for sampling in (Sampling(temperature, 1, top_p), Sampling(0, 0, top_p)):
        found = chances(logits, sampling)
        assert found.argmax() == logits.argmax()
        assert found.max() == 1
        assert (found > 0).sum() == 1


@given(LOGITS, st.integers(0, 70), st.floats(0.01, 0.99))
def test_top_p_keeps_the_fewest_of_the_top_k_whose_sum_reaches_it(logits: np.ndarray, top_k: int, top_p: float) -> None:
    before = np.sort(chances(logits, Sampling(1, top_k)))[::-1]
    kept = int((chances(logits, Sampling(1, top_k, top_p)) > 0).sum())
    assert before[:kept].sum() >= top_p - 1e-9
    assert before[: kept - 1].sum() < top_p + 1e-9


@given(LOGITS, st.floats(0.05, 2), st.floats(0.05, 2))
def test_a_lower_temperature_sharpens(logits: np.ndarray, one: float, other: float) -> None:
    cold, warm = (chances(logits, Sampling(each)).max() for each in sorted((one, other)))
    assert cold >= warm - 1e-9


@given(LOGITS)
def test_nothing_is_cut_off_by_default(logits: np.ndarray) -> None:
    expected = np.exp(logits - logits.max())
    assert chances(logits, Sampling()) == pytest.approx(expected / expected.sum())


def test_temperature_comes_before_the_cut_offs() -> None:
    logits = np.log([0.6, 0.3, 0.1])
    assert chances(logits, Sampling(1, 0, 0.6)).tolist() == [1, 0, 0]
    assert chances(logits, Sampling(2, 0, 0.6)) == pytest.approx([2**0.5 / (1 + 2**0.5), 1 / (1 + 2**0.5), 0])
    # Of the two likeliest, the first has two thirds.
    assert chances(logits, Sampling(1, 2, 0.65)).tolist() == [1, 0, 0]


def test_the_smallest_temperature_is_no_accident() -> None:
    assert chances(np.array([1.0, 3.0, 2.0]), Sampling(5e-324)).tolist() == [0, 1, 0]
