"""How long a member waits for a whole list, the model's answers, the log and the picture included.

Goal on two cores: the fifty US states in under 3 s.
"""

import asyncio
import itertools
from datetime import UTC, datetime

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.drawing import tile_map
from bot.letters import Asker, Count, ModelAnswer
from bot.services import Services

_letters = itertools.cycle("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize("names", ["US states", "elements"])
def test_a_list_of_names(benchmark: BenchmarkFixture, runner: asyncio.Runner, services: Services, names: str) -> None:
    async def ask() -> int:
        letter = next(_letters)  # never the same twice in a row
        asked = await services.series.names(names, letter, Asker(), datetime.now(UTC), services.servers.default)
        await services.studio.draw(tile_map, names, letter, asked.comparisons)
        return sum(isinstance(each.model, ModelAnswer) for each in asked.comparisons)

    answered = benchmark.pedantic(lambda: runner.run(ask()), rounds=6, warmup_rounds=1)
    assert benchmark.stats is not None
    print(f"\n{names}: {answered} answers in {benchmark.stats['median']:.2f} s")
    assert answered > 0


def test_the_forms_of_a_word(benchmark: BenchmarkFixture, runner: asyncio.Runner, services: Services) -> None:
    async def ask() -> None:
        question = Count("strawberry", next(_letters))
        await services.series.forms(question, Asker(), datetime.now(UTC), services.servers.default)

    benchmark.pedantic(lambda: runner.run(ask()), rounds=6, warmup_rounds=1)
