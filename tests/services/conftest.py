"""What the tests of services have in common: the services of a bot with the real model."""

import pytest

from bot.services import Services
from tests.world import World

together = pytest.mark.asyncio(loop_scope="session")
"""Marks the tests that share ``patch`` or its ``services``."""


@pytest.fixture
def services(patch: World) -> Services:
    """The services of that bot."""
    return patch.bot.services
