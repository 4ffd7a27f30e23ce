"""The chances of the next token: temperature, then top-k, then top-p."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st
from hypothesis.extra.numpy import arrays

from bot.model import Sampling
from bot.model.requests import Predicted
from bot.model.sampling import chances, sampled

LOGITS = arrays(np.float64, st.integers(1, 60), elements=st.floats(-40, 40))
SEEDS = st.integers(0, 2**32)
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


@st.composite
def models(draw: st.DrawFn) -> tuple[np.ndarray, int]:
    """Log-probabilities of a whole vocabulary, likeliest first, and how many of them are told."""
    logits = np.sort(draw(arrays(np.float64, st.integers(2, 40), elements=st.floats(-12, 12))))[::-1]
    return logits - np.log(np.exp(logits).sum()), draw(st.integers(1, len(logits)))


@given(
    models(), SAMPLINGS | st.builds(Sampling, st.sampled_from([0, 1]), st.integers(0, 50), st.floats(0.01, 1)), SEEDS
)
def test_what_the_likeliest_tell_is_what_the_whole_vocabulary_does_or_nothing(
    model: tuple[np.ndarray, int], sampling: Sampling, seed: int
) -> None:
    logprobs, known = model
    expected = chances(logprobs, sampling)
    sums = np.cumsum(np.sort(chances(logprobs, Sampling(sampling.temperature, sampling.top_k)))[::-1])
    assume(sampling.top_p == 1 or np.abs(sums - sampling.top_p).min() > 1e-9)  # else rounding decides what is cut off
    told = [(at + 100, float(logprob)) for at, logprob in enumerate(logprobs[:known])]
    share = float(chances(logprobs, Sampling(sampling.temperature)).max())
    answer = Predicted(tuple(told), share)
    found = sampled(answer, len(logprobs), sampling, np.random.default_rng(seed))
    unsampled = sampled(answer, len(logprobs), sampling)
    if known == len(logprobs):
        assert found
    if found:
        assert unsampled == replace(found, token=None), "what is shown does not depend on what is drawn"
        assert found.token in found.likeliest
        assert found.token
        assert found.token.chance > 0
    if unsampled is None:
        return
    found = unsampled
    uncut = min(sampling.top_k or len(logprobs), len(logprobs)) if sampling.temperature else 1
    assert found.kept == (uncut if sampling.top_p == 1 else (expected > 0).sum())
    for at, (id_, probability, chance) in enumerate(found.likeliest):
        assert id_ == at + 100
        assert probability == pytest.approx(np.exp(logprobs[at]), rel=1e-6)
        assert chance == pytest.approx(expected[at], rel=1e-6)
    assert len(found.likeliest) == known


@pytest.mark.parametrize(
    ("sampling", "tells"),
    [
        (Sampling(), True),
        (Sampling(0), True),
        (Sampling(0.7, 2), True),
        (Sampling(1, 0, 0.9), True),
        (Sampling(0.7), True),
        (Sampling(2), True),
        (Sampling(2, 0, 0.5), True),
        (Sampling(2, 0, 0.9), False),  # the others, each by itself, would have to be known
        (Sampling(1, 4), False),
        (Sampling(1, 0, 0.9999), False),
    ],
)
def test_the_likeliest_are_enough_for_most_of_what_is_asked(sampling: Sampling, tells: bool) -> None:
    likeliest = [(7, np.log(0.8)), (8, np.log(0.15)), (9, np.log(0.049))]
    whole = np.array([*(logprob for _, logprob in likeliest), *[np.log(0.001 / 997)] * 997])
    told = Predicted(tuple(likeliest), float(chances(whole, Sampling(sampling.temperature)).max()))
    found = [sampled(told, 1_000, sampling, np.random.default_rng(seed)) for seed in range(20)]
    assert any(found) is bool(sampled(told, 1_000, sampling)) is tells


def test_one_of_the_others_is_told_only_where_all_are() -> None:
    told = Predicted(((7, np.log(0.5)),), 0.5)
    found = [sampled(told, 1_000, Sampling(), np.random.default_rng(seed)) for seed in range(200)]
    assert 60 < found.count(None) < 140
    assert sampled(told, 1_000, Sampling())


def test_by_the_same_chance_the_same_token_is_drawn_however_many_are_told() -> None:
    """So whoever has to ask for more draws what is rare as often as its chance says, and not twice in a row."""
    logprobs = [(at, np.log(share)) for at, share in enumerate([0.4, 0.2, *[0.4 / 300] * 300])]
    few, all_ = (Predicted(tuple(logprobs[:known]), 0.4) for known in (2, 302))
    for seed in range(200):
        whole, found = (sampled(told, 302, Sampling(), np.random.default_rng(seed)) for told in (all_, few))
        assert whole
        assert whole.token
        assert (found is None) is (whole.token.id >= 2)
        assert found is None or (found.token and found.token.id == whole.token.id)


def test_a_token_is_drawn_as_often_as_its_chance_says() -> None:
    told = Predicted(((7, np.log(0.5)), (8, np.log(0.3)), (9, np.log(0.2))), 0.5)
    generator = np.random.default_rng(0)
    found = [sampled(told, 3, Sampling(1, 2), generator) for _ in range(2_000)]
    ids = [each.token.id for each in found if each and each.token]
    assert {*ids} == {7, 8}
    assert ids.count(7) / len(ids) == pytest.approx(0.625, abs=0.05)
