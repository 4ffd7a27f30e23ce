"""Services with the real model, shared by the tests of this folder: loading it takes each process seconds."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.config import DatabaseSettings, ModelSettings, Settings
from bot.services import Services, open_services
from tests.conftest import PREPARED

together = pytest.mark.asyncio(loop_scope="session")
"""Marks the tests that share ``services``."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    """Open services with the real model, loaded once."""
    settings = Settings(
        model=ModelSettings(threads=1),
        database=DatabaseSettings(path=tmp_path_factory.mktemp("database") / "strawberry.sqlite3"),
        cache=PREPARED.parent,
    )
    async with open_services(settings) as services:
        await services.model.settled()
        yield services
