"""Open services with the real model, shared by all benchmarks, and an event loop to run them on."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from bot.config import DatabaseSettings, Settings
from bot.model import ModelInfo
from bot.services import Services, open_services


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of all benchmarks."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def services(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The bot's services, with the model loaded and a database of their own."""
    settings = Settings(database=DatabaseSettings(path=tmp_path_factory.mktemp("database") / "log.sqlite3"))
    stack = AsyncExitStack()

    async def opened() -> Services:
        services = await stack.enter_async_context(open_services(settings))
        assert isinstance(await services.model.settled(), ModelInfo)
        return services

    yield runner.run(opened())
    runner.run(stack.aclose())
