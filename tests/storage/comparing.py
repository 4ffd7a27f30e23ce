"""Comparisons as they are kept."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.letters.comparison import Asker, Comparison, ModelAnswer
from bot.letters.question import Count
from bot.storage import Comparisons, Database
from bot.tokens import PromptToken
from tests.world import lay_out

NOW = datetime(2026, 3, 1, 12, 30, 5, 123456, tzinfo=UTC)
PROMPT = (PromptToken(1, "<|im_start|>", special=True), PromptToken(302, " st"), PromptToken(9, "F0 9F"))
WEIGHED = ModelAnswer(
    name="SmolLM2-135M-Instruct",
    revision="12fd25f",
    answer=2,
    text="There are two.",
    distribution={"3": 0.1, "2": 0.7000000000000001, "10": 1e-300, "0": 0.2},
    prior={"2": 1 / 3},
    mass=0.987654321,
    prompt=PROMPT,
    latency=0.25,
)
LISTENED = replace(WEIGHED, answer=None, distribution=None, prior=None, mass=None, prompt=())
ASKER = Asker(user_id=2**63 - 1, channel_id=1_234_567_890_123_456_789, guild_id=None)
BASE = Comparison(NOW, ASKER, "r in strawberry?", Count("strawberry", "r"), 3, WEIGHED, PROMPT[1:])


def keep(path: Path, *askers: Asker) -> None:
    """Leave a database with a comparison of each asker."""

    lay_out(path)

    async def add() -> None:
        database = await Database.open(path)
        for asker in askers:
            await Comparisons(database).add(replace(BASE, asker=asker))
        await database.close()

    asyncio.run(add())
