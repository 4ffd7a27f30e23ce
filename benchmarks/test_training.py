"""Learning a vocabulary from 200,000 characters, the most there may be. Goal: a median under 2 s."""

import random
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.tokens.training import MAX_MERGES, train


def words(rng: random.Random) -> str:
    """200,000 characters of made-up words, hardly any of them twice."""
    return " ".join("".join(rng.choices("etaoinshrdlu", k=rng.randrange(2, 9))) for _ in range(40_000))[:200_000]


def chinese(rng: random.Random) -> str:
    """200,000 ideographs, the first of them the most frequent, in sentences of about ten."""
    return "".join("。" if rng.random() < 0.1 else chr(0x4E00 + int(rng.expovariate(1 / 300))) for _ in range(200_000))


@pytest.mark.parametrize("text", [words, chinese])
def test_train_on_200_000_characters(benchmark: BenchmarkFixture, text: Callable[[random.Random], str]) -> None:
    benchmark.pedantic(train, (text(random.Random(1)), MAX_MERGES), rounds=5, warmup_rounds=1)
