"""The merge trace of one word. Goal: a median under 1 ms for 30 letters."""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.services import Services
from bot.tokens import merge_trace

LETTERS_30 = "floccinaucinihilipilifications"


@pytest.mark.parametrize("name", ["o200k_base", "smollm2"])
@pytest.mark.parametrize("word", [LETTERS_30, "z" * 100, "👩‍👩‍👧" * 20], ids=["30-letters", "100-letters", "100-emoji"])
def test_merge_trace(benchmark: BenchmarkFixture, services: Services, name: str, word: str) -> None:
    encoding = services.encodings.get(name)
    benchmark.pedantic(merge_trace, (encoding, word), rounds=200, warmup_rounds=5)
