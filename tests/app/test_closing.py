"""The bot ends while members wait: each of them is told something."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import pytest

from bot.config import Settings
from bot.errors import Restarting
from bot.services import Services
from bot.share import WHOLE
from bot.storage import Claim
from bot.ui.buttons.texts import ShowTokens
from tests.raw import requests, send_command, send_press, until_sent
from tests.talking import said_by_bot
from tests.waiting import until
from tests.world import World, card, enter

ASKERS = 24
_THREADS = 64
"""More than the loop has for work that is not its own."""


@asynccontextmanager
async def busy() -> AsyncIterator[None]:
    """Meanwhile no thread is free that the loop has for other work."""
    free = threading.Event()
    waiting = [asyncio.create_task(asyncio.to_thread(free.wait)) for _ in range(_THREADS)]
    await asyncio.sleep(0)
    try:
        yield
    finally:
        free.set()
        await asyncio.gather(*waiting)


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
    async with busy():
        for _ in range(ASKERS):
            send_command(world, name, texts)
        await until_sent(world, "/callback", ASKERS)
        closing = asyncio.create_task(world.bot.close())
        await until_sent(world, "/webhooks/", ASKERS)
        assert all("I am being restarted" in body for body in requests(world, "/webhooks/"))
    await closing
    assert len(requests(world, "/webhooks/")) == ASKERS


@pytest.mark.parametrize("what", ["press", "form"])
async def test_so_are_presses_and_forms(world: World, what: str) -> None:
    cut = card(await world.alice.slash(world.channel, "tokenize", text="strawberry"))
    form = await world.alice.click(cut, label="Ids to text")
    callbacks, answers = len(requests(world, "/callback")), len(requests(world, "/webhooks/"))
    async with busy():
        if what == "press":
            send_press(world, world.alice, said_by_bot(world)[-1], str(ShowTokens(1, "ids", "smollm2")))
        else:
            given = {"file": ("ids.txt", b"16"), "encoding": ["smollm2"]}
            sending = asyncio.create_task(world.alice.submit_modal(form, given))
        await until_sent(world, "/callback", callbacks + 1)
        closing = asyncio.create_task(world.bot.close())
        await until_sent(world, "/webhooks/", answers + 1)
        assert "I am being restarted" in requests(world, "/webhooks/")[-1]
    await closing
    if what == "form":
        await sending


class Lost(Claim):
    """A share that another process may have by now."""

    def __init__(self) -> None:
        self.share = WHOLE

    async def held(self) -> bool:
        return False


async def test_whoever_may_have_lost_their_shards_hears_no_more_before_anything_else_ends(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, stop = list[str](), Services.stop

    async def disconnect(_: discord.ShardInfo) -> None:
        ended.append("gateway")

    async def stopped(services: Services) -> None:
        ended.append("services")
        await stop(services)

    monkeypatch.setattr(discord.ShardInfo, "disconnect", disconnect)
    monkeypatch.setattr(Services, "stop", stopped)
    world.bot.watch.start(Lost())
    await until(world.bot.is_closed, "it to end")
    assert world.bot.lost
    assert ended[:2] == ["gateway", "services"]
