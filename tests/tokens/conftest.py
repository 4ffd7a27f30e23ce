"""What the tests of encodings have in common."""

import pytest

from bot.tokens import Encodings, Vocabulary

ONLINE = ("p50k_base", "r50k_base", "gpt2")
"""Encodings that are downloaded when they are first asked for, in the order in which they are listed."""


@pytest.fixture(scope="session")
def encodings(tmp_path_factory: pytest.TempPathFactory) -> Encodings:
    """All encodings, with a cache of the tests' own."""
    return Encodings(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def vocabulary(encodings: Encodings) -> Vocabulary:
    """One that has no oddities."""
    return Vocabulary(encodings.get("smollm2"))


@pytest.fixture(scope="session")
def large(encodings: Encodings) -> Vocabulary:
    """The largest one."""
    return Vocabulary(encodings.get("o200k_base"))
