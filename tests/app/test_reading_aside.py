"""What members write is read on other threads than the event loop's, whatever they ask with."""

import threading
from collections.abc import Awaitable, Callable
from importlib import import_module

import pytest

from bot.letters.scan import Scanned, scan
from bot.ui.buttons.start import TryOut
from tests.raw import forge
from tests.talking import say
from tests.world import World, card, labels

QUESTION = "How many r's are in strawberry?"
UNCLEAR = "How many a's are in banana and mango?"
"""It can be read in two ways, of which one is chosen by a button."""


async def ask(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=QUESTION)


async def choose_a_reading(world: World) -> None:
    offered = card(await world.alice.slash(world.channel, "ask", question=UNCLEAR))
    await world.alice.click(offered, label=labels(offered)[0])


async def talk(world: World) -> None:
    await world.alice.slash(world.channel, "chat", text=f"Hello there. {QUESTION}")


async def mention(world: World) -> None:
    await say(world, f"I wonder. {QUESTION}")


async def ask_plainly(world: World) -> None:
    await say(world, "explain strawberry")


async def try_out(world: World) -> None:
    await forge(world, world.channel, world.alice, TryOut("strawberry"))


async def give_a_tool(world: World) -> None:
    asked = await world.alice.slash(world.channel, "lab", experiment="tool")
    form = await world.alice.click(card(asked), label="Another question")
    await world.alice.submit_modal(form, {"question": QUESTION})


ASKING: list[Callable[[World], Awaitable[None]]] = [
    ask, choose_a_reading, talk, mention, ask_plainly, try_out, give_a_tool,
]  # fmt: skip


@pytest.mark.parametrize("ask", ASKING)
async def test_the_event_loop_reads_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, ask: Callable[[World], Awaitable[None]]
) -> None:
    reading: list[int] = []

    def noted(text: str) -> Scanned:
        reading.append(threading.get_ident())
        return scan(text)

    for module in ("bot.letters.parse", "bot.intents.reading"):
        monkeypatch.setattr(import_module(module), "scan", noted)
    await ask(world)
    assert reading
    assert threading.get_ident() not in reading
