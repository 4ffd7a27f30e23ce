"""The worked examples in docstrings: all of them hold."""

import doctest
import importlib
import pkgutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
import tiktoken

import bot
from bot.tokens import Encodings


def _source(module: str) -> str:
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).read_text("utf-8")


# A module without examples is read and not imported: only Alembic can import migrations, and torch and llama.cpp are
# for processes of their own.
SOURCES: Mapping[str, str] = {
    each.name: _source(each.name) for each in pkgutil.walk_packages(bot.__path__, f"{bot.__name__}.")
}
PROMPT = ">>> "


@pytest.fixture(scope="module", autouse=True)
def _encodings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Those that examples get by ``tiktoken.get_encoding`` are known to it, so that it downloads nothing."""
    encodings = Encodings(tmp_path_factory.mktemp("cache"))
    for name in ("o200k_base", "o200k_harmony", "cl100k_base"):
        assert tiktoken.get_encoding(encodings.get(name).name) is encodings.get(name)


@pytest.mark.parametrize("module", [module for module, source in SOURCES.items() if PROMPT in source])
def test_the_examples_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)) == (0, SOURCES[module].count(PROMPT))
