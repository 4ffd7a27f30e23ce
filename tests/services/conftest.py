"""What the tests of services have in common: the services of a bot with the real model, and a tiny one."""

import string
from pathlib import Path

import pytest

from bot.config import ModelSettings, Settings
from bot.services import Services
from tests.tiny import write_tiny
from tests.world import World

together = pytest.mark.asyncio(loop_scope="session")
"""Marks the tests that share ``patch`` or its ``services``."""


@pytest.fixture
def services(patch: World) -> Services:
    """The services of that bot."""
    return patch.bot.services


@pytest.fixture
def with_tiny(settings: Settings, tmp_path: Path) -> Settings:
    """With a model so small that it answers at once, and knows nothing but letters, which are tokens behind a space."""
    letters = ["ï ¿", "ï¿ ½", *(f"Ġ {each}" for each in (*string.ascii_lowercase.replace("w", ""), "@", "ï¿½"))]
    tiny = ModelSettings(name=str(write_tiny(tmp_path / "tiny.gguf", more=letters)), threads=1)
    return settings.model_copy(update={"model": tiny, "cache": tmp_path})
