"""The bot's own time for ``/tokenize``: picture and database, but no Discord. Goal: a median under 60 ms."""

import asyncio
from datetime import UTC, datetime

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.drawing import token_strip
from bot.services import Services
from bot.tokens import tokenize
from bot.ui.tokens import token_card, token_texts

PROSE = "Models never see letters. They read tokens: numbers that stand for pieces of text, ordered by how common. "
MIXED = "Erdbeere 🍓 клубника いちご strawberry = 3 r's; print('r' * 3)  # naïve — 草莓 фраза 딸기 "


@pytest.mark.parametrize("text", [PROSE, MIXED], ids=["prose", "mixed"])
def test_tokenize_2000_characters(
    benchmark: BenchmarkFixture, runner: asyncio.Runner, services: Services, text: str
) -> None:
    message, encoding = (text * 40)[:2_000], services.encodings.get("o200k_base")

    async def answer() -> None:
        cut = await asyncio.to_thread(tokenize, encoding, message)  # the services would remember it
        await services.texts.keep(1, None, cut.text, cut.encoding, datetime.now(UTC))
        strip = await services.studio.draw(token_strip, cut)
        texts = await asyncio.to_thread(token_texts, cut, "picture", strip)
        token_card(texts, strip, [])

    benchmark.pedantic(lambda: runner.run(answer()), rounds=30, warmup_rounds=1)
