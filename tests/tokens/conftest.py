"""What the tests of encodings have in common."""

import pytest

from bot.tokens import Encodings


@pytest.fixture(scope="session")
def encodings(tmp_path_factory: pytest.TempPathFactory) -> Encodings:
    """All encodings, with a cache of the tests' own."""
    return Encodings(tmp_path_factory.mktemp("cache"))
