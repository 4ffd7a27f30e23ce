"""The bot ends while members wait: each of them is told something."""

import asyncio

from simcord.interactions import base_payload

from bot.config import Settings
from tests.world import World, enter

ASKERS = 24
_COMMAND = 2
"""The kind of interaction that a slash command sends."""


def ask(world: World, question: str) -> None:
    """What `/ask` sends, without waiting for the answer as the simulation's own actions do."""
    command = world.bot.tree.get_command("ask")
    assert command
    options = [{"name": "question", "type": 3, "value": question}]
    _, payload = base_payload(
        world.env.backend,
        type=_COMMAND,
        channel_id=world.channel.id,
        guild_id=world.alice.guild.id,
        user_id=world.alice.id,
        data={"id": "1", "name": command.name, "type": 1, "options": options},
    )
    world.env.backend.emit("INTERACTION_CREATE", payload)


def requests(world: World, path: str) -> int:
    """How many requests the bot has sent to such an address."""
    return sum(path in entry.path for entry in world.env.http_requests)


async def test_whoever_waits_is_answered_before_the_bot_is_gone(with_model: Settings) -> None:
    async with enter(with_model) as world:
        await world.model_settled()
        for number in range(1, ASKERS + 1):
            ask(world, f"How many r's are in {'r' * number}x?")
        while requests(world, "/callback") < ASKERS:  # noqa: ASYNC110 - all have been deferred, which tells nobody
            await asyncio.sleep(0.01)
        assert requests(world, "/webhooks/") < ASKERS
        await world.bot.close()
        assert requests(world, "/webhooks/") == ASKERS
