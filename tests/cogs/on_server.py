"""A bot whose model is on a server, which may go wrong in every way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
from pydantic import SecretStr

from bot.config import ModelSettings, OpenAISettings, Settings
from tests.model.faulty import GOOD, Answer, serving
from tests.world import World, enter


def on_server(settings: Settings, url: str, silence: float = 5.0) -> Settings:
    """``settings`` with the model on the server at ``url``."""
    server = OpenAISettings(base_url=url, model="tiny", key=SecretStr("sk-secret"), timeout=silence, retries=0)
    return settings.model_copy(update={"model": ModelSettings(backend="openai", threads=1), "openai": server})


@asynccontextmanager
async def answering(
    settings: Settings, *answers: Answer, silence: float = 5.0, trial: Answer = GOOD
) -> AsyncIterator[World]:
    """A simulated Discord whose bot asks a server that gives these ``answers``; by ``trial`` it says what it tells."""
    async with serving(*answers, trial=trial) as server, enter(on_server(settings, server.url, silence)) as world:
        yield world


async def say_only(world: World, words: str) -> discord.Message:
    """Alice says something to the bot."""
    assert world.bot.user
    return await world.alice.send(world.channel, f"{world.bot.user.mention} {words}")
