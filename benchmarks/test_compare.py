"""The bot's own time for ``/compare``: database and picture, but no Discord. Goal: a median under 150 ms."""

import asyncio
from datetime import UTC, datetime

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.test_tokenize import MIXED, PROSE
from bot.drawing import stack
from bot.services import Services
from bot.tokens import Alike, Loaded, alike, tokenize
from bot.tokens.encodings import OFFLINE
from bot.ui.compare import compare_card, strips


@pytest.mark.parametrize("text", [PROSE, MIXED], ids=["prose", "mixed"])
def test_compare_2000_characters_in_seven_encodings(
    benchmark: BenchmarkFixture, runner: asyncio.Runner, services: Services, text: str
) -> None:
    message = (text * 40)[:2_000]
    there = tuple(services.encodings.get(name) for name in OFFLINE)
    again = there[:3]
    readers = services.encodings.readers
    print(
        f"\nFour encodings need no network; {', '.join(each.name for each in again)} are cut and drawn twice: 7 rows."
    )

    async def answer() -> None:
        await services.texts.keep(1, None, message, "o200k_base", datetime.now(UTC))
        cuts: list[Alike] = []
        for encoding in (*there, *again):  # one by one, so that none is folded into another's row
            cuts += alike([await asyncio.to_thread(tokenize, encoding, message)])
        picture = await services.studio.draw(stack, strips(cuts))
        compare_card(cuts, Loaded(there), readers, picture, [])

    benchmark.pedantic(lambda: runner.run(answer()), rounds=30, warmup_rounds=1)
