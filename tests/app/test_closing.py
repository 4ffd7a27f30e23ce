"""The bot ends while members wait: each of them is told something."""

import asyncio
import threading

import pytest

from bot.config import Settings
from bot.errors import Restarting
from tests.raw import requests, send_command, until_sent
from tests.world import World, enter

ASKERS = 24
_THREADS = 64
"""More than the loop has for work that is not its own."""


async def test_whoever_waits_is_answered_before_the_bot_is_gone(with_model: Settings) -> None:
    async with enter(with_model) as world:
        await world.model_settled()
        for number in range(1, ASKERS + 1):
            send_command(world, "ask", {"question": f"How many r's are in {'r' * number}x?"})
        await until_sent(world, "/callback", ASKERS)  # all have been deferred
        assert len(requests(world, "/webhooks/")) < ASKERS
        await world.bot.close()
        assert len(requests(world, "/webhooks/")) == ASKERS
        # Where a picture was still to be drawn, that is why.
        assert all(isinstance(getattr(error, "original", error), Restarting) for error in world.env.errors)


@pytest.mark.parametrize(("name", "texts"), [("tokenize", {"text": "a"}), ("vocab", {}), ("tokenize", {"ids": "1"})])
async def test_what_takes_too_long_is_closed_with_a_word(world: World, name: str, texts: dict[str, str]) -> None:
    free = threading.Event()
    busy = [asyncio.create_task(asyncio.to_thread(free.wait)) for _ in range(_THREADS)]
    await asyncio.sleep(0)
    for _ in range(ASKERS):
        send_command(world, name, texts)
    await until_sent(world, "/callback", ASKERS)
    closing = asyncio.create_task(world.bot.close())
    await until_sent(world, "/webhooks/", ASKERS)
    assert all("I am being restarted" in body for body in requests(world, "/webhooks/"))
    free.set()
    await asyncio.gather(closing, *busy)
    assert len(requests(world, "/webhooks/")) == ASKERS
