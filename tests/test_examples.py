"""The worked examples in docstrings: all of them hold, and the rooms that teach have one for every function."""

import ast
import doctest
import importlib
import pkgutil
from collections.abc import Collection, Iterator, Mapping
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

ROOMS = (
    "bot.tokens.",
    "bot.letters.",
    "bot.inside.",
    "bot.model.",
    "bot.chat.",
    "bot.quiz.",
    "bot.intents.",
    "bot.lessons.",
)
"""Those whose functions have examples."""
WITHOUT: Mapping[str, Collection[str]] = {
    "it needs llama.cpp or torch, which are for processes of their own": [
        "bot.model.anatomy.ids_of",
        "bot.model.anatomy.state_of",
        "bot.model.attention.attention_view",
        "bot.model.engine.checked",
        "bot.model.lens_fitting.brought",
        "bot.model.lens_fitting.fitting",
        "bot.model.lens_fitting.record_of",
        "bot.model.microscope.load",
        "bot.model.microscope.opened",
        "bot.model.microscope.open_microscope",
        "bot.model.patching.patch_view",
        "bot.model.recording.plain",
        "bot.model.writer.open_writer",
    ],
    "it is all that a worker process does": ["bot.model.worker.main", "bot.model.worker.serve"],
    "it needs a model's file, or a folder that was made of one": [
        "bot.model.gguf_source.as_packaged",
        "bot.model.gguf_source.find",
        "bot.model.gguf_source.stamp",
        "bot.model.needs.shape_of_file",
        "bot.model.prepared.prepare",
        "bot.model.prepared.read_facts",
        "bot.model.prepared.tokenizer",
        "bot.model.prepared.vectors",
        "bot.model.preparing.prepare_in",
        "bot.model.surveyor.open_surveyor",
    ],
    "it says what this machine is like": [
        "bot.model.memory.memory",
        "bot.model.processors.check_features",
        "bot.model.processors.control_groups",
        "bot.model.processors.features",
        "bot.model.processors.has_bfloat16",
        "bot.model.processors.processors",
    ],
    "it needs a server's refusal": ["bot.model.server_faults.thought_too_long"],
}
"""Why a function has no example → such functions."""


@pytest.fixture(scope="module", autouse=True)
def _encodings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Those that examples get by ``tiktoken.get_encoding`` are known to it, so that it downloads nothing."""
    encodings = Encodings(tmp_path_factory.mktemp("cache"))
    for name in ("o200k_base", "o200k_harmony", "cl100k_base"):
        assert tiktoken.get_encoding(encodings.get(name).name) is encodings.get(name)


@pytest.mark.parametrize("module", [module for module, source in SOURCES.items() if PROMPT in source])
def test_the_examples_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)) == (0, SOURCES[module].count(PROMPT))


def _without_example(module: str) -> Iterator[str]:
    """The public functions of ``module`` without one, but for async ones, which wait for a model, a server, a file."""
    functions = [each for each in ast.parse(SOURCES[module]).body if isinstance(each, ast.FunctionDef)]
    for each in functions:
        if not each.name.startswith("_") and PROMPT not in (ast.get_docstring(each) or ""):
            yield f"{module}.{each.name}"


def test_every_function_has_an_example_or_a_reason() -> None:
    taught = [module for module in SOURCES if module.startswith(ROOMS)]
    without = {name for module in taught for name in _without_example(module)}
    assert without == {name for names in WITHOUT.values() for name in names}
