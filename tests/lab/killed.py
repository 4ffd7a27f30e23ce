"""A process whose bot shows trainings until it is killed: see ``train_for_ever``."""

import asyncio
from multiprocessing.connection import Connection

from bot.config import Settings
from tests.talking import said_by_bot, shown
from tests.trainings import LONG, begin, card_with
from tests.world import enter


def train_for_ever(settings: Settings, telling: Connection) -> None:
    """The inside of the process, which tells what its cards say once one is voted on, one is trained, and one waits."""
    asyncio.run(_main(settings, telling))


async def _main(settings: Settings, telling: Connection) -> None:
    async with enter(settings) as world:
        await world.manager.slash(world.channel, "lab", preset="names", seed=3)
        await begin(world, world.alice, LONG)
        await card_with(world, "Training: step")
        await begin(world, world.bob, LONG)
        await card_with(world, "It waits: 1 training here")
        said = {message.id: shown(message) for message in said_by_bot(world)}
        telling.send([(id_, told) for id_, told in said.items() if "seed" in told or "vote" in told])
        await asyncio.Event().wait()
