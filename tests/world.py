"""A simulated Discord with the real bot in it, and what the tests read off its messages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.components import walk_components
from simcord.results import InteractionResult, ResponseMessage

from bot.app import StrawberryBot, create_bot
from bot.config import Settings
from bot.model import ModelState


@dataclass(frozen=True)
class World:
    """The simulated Discord; ``env`` can restart the bot and inject failures."""

    env: simcord.Env
    channel: ChannelHandle
    alice: MemberActor
    bob: MemberActor

    @property
    def bot(self) -> StrawberryBot:
        """The running bot."""
        assert isinstance(self.env.bot, StrawberryBot)
        return self.env.bot

    async def model_settled(self) -> ModelState:
        """Wait until the bot's model is loaded, or cannot be."""
        return await self.bot.services.model.settled()

    def refusal(self, result: InteractionResult) -> str:
        """What the member was told when a command failed; the error is thereby expected."""
        assert self.env.errors, "nothing failed"
        return card(result).content


@asynccontextmanager
async def enter(settings: Settings) -> AsyncIterator[World]:
    """Start the bot in a fresh simulated Discord."""
    async with simcord.run(create_bot(settings), settle_timeout=90, shard_count=1) as env:
        guild = env.create_guild("Patch")
        channel = guild.create_text_channel("tokens")
        alice, bob = (guild.add_member(env.create_user(name)) for name in ("alice", "bob"))
        yield World(env, channel, alice, bob)


def card(result: InteractionResult) -> ResponseMessage:
    """The message that a command or button answered with."""
    answer = result.followups[-1] if result.followups else result.response
    assert answer is not None, "no answer"
    return answer


def text(message: ResponseMessage) -> str:
    """All texts of a card, one a line."""
    return "\n".join(part["content"] for part in walk_components(message.components) if part["type"] == 10)


def alts(message: ResponseMessage) -> list[str]:
    """The alt texts of a card's pictures."""
    return [
        item["description"]
        for part in walk_components(message.components)
        if part["type"] == 12
        for item in part["items"]
    ]


def labels(message: ResponseMessage) -> list[str]:
    """The labels of a card's buttons."""
    return [part["label"] for part in walk_components(message.components) if part["type"] == 2]
