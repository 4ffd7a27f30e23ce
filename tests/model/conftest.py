"""A tiny model in a file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tiny import write_tiny as write

Write = Callable[..., Path]


@pytest.fixture
def write_tiny(tmp_path: Path) -> Write:
    """``tests.tiny.write_tiny`` into the test's own folder."""
    return lambda name="tiny.gguf", **how: write(tmp_path / name, **how)


@pytest.fixture
def tiny(write_tiny: Write) -> Path:
    """The file of such a model."""
    return write_tiny()
