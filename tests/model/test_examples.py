"""The worked examples in the docstrings of the model's modules."""

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

import bot.model

_NEED_AN_ENGINE = {"engine", "writer", "microscope"}
"""Those that import llama.cpp or transformers, which is for a process of their own; they have no examples."""
MODULES = sorted({each.name for each in pkgutil.iter_modules(bot.model.__path__)} - _NEED_AN_ENGINE)


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"bot.model.{name}")


def _examples(module: ModuleType) -> int:
    return sum(len(test.examples) for test in doctest.DocTestFinder().find(module))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    module = _module(name)
    result = doctest.testmod(module)
    assert result.failed == 0
    assert result.attempted == _examples(module)


def test_there_are_examples() -> None:
    assert {name for name in MODULES if _examples(_module(name))} >= {
        "choices",
        "fair",
        "preparing",
        "protocols",
        "sampling",
        "slots",
        "vectors",
    }
