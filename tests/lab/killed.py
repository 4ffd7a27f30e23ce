"""A process whose bot shows trainings until it is killed: see ``train_for_ever``."""

import asyncio
from multiprocessing.connection import Connection

from bot.config import Settings
from tests.talking import said_by_bot, shown
from tests.trainings import LONG, SHORT, begin, card_with
from tests.world import World, enter


def train_for_ever(settings: Settings, phase: str, telling: Connection) -> None:
    """The inside of the process, which tells what its cards say once these are in ``phase``."""
    asyncio.run(_main(settings, phase, telling))


async def _main(settings: Settings, phase: str, telling: Connection) -> None:
    async with enter(settings) as world:
        await (_filmed(world) if phase == "filmed" else _trained(world))
        said = {message.id: shown(message) for message in said_by_bot(world)}
        telling.send([(id_, told) for id_, told in said.items() if "seed" in told or "vote" in told])
        await asyncio.Event().wait()


async def _trained(world: World) -> None:
    """One is voted on, one is trained, and one waits for it."""
    await world.manager.slash(world.channel, "lab", preset="names", seed=3)
    await begin(world, world.alice, LONG)
    await card_with(world, "Training: step")
    await begin(world, world.bob, LONG)
    await card_with(world, "It waits: 1 training here")


async def _filmed(world: World) -> None:
    """One has been trained, and its film is being drawn."""
    await begin(world, world.alice, SHORT)
    await card_with(world, "Its film is being drawn")
