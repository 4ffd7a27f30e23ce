"""A search in the largest vocabulary, as autocomplete makes it at every key, and the making of its index."""

import asyncio

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.services import Services
from bot.tokens import Vocabulary


@pytest.mark.parametrize("query", ["e", "straw", " strawberries"])
def test_find_in_o200k_base(
    benchmark: BenchmarkFixture, runner: asyncio.Runner, services: Services, query: str
) -> None:
    vocabulary = runner.run(services.vocabularies.load("o200k_base"))
    benchmark.pedantic(lambda: vocabulary.find(query), rounds=200, warmup_rounds=5)


def test_the_index_of_o200k_base(benchmark: BenchmarkFixture, services: Services) -> None:
    encoding = services.encodings.get("o200k_base")
    benchmark.pedantic(lambda: Vocabulary(encoding), rounds=5, warmup_rounds=1)
