"""A model made ready once, in a folder of the cache: what the engine runs, its vectors, its vocabulary, its facts."""

import base64
import functools
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import tiktoken
from filelock import FileLock
from pydantic import BaseModel, ConfigDict

from bot.config import Packing
from bot.heap import give_back
from bot.model.gguf_source import HUB, find, stamp
from bot.model.protocols import Loading, ModelInfo
from bot.tokens.encodings import smollm2
from bot.tokens.tiktoken_internals import lean

FACTS, VECTORS, RANKS = "model.json", "embeddings.float16.npy", "vocabulary.tiktoken"
MODEL, WEIGHTS = "model-00001-of-00002.gguf", "model-00002-of-00002.gguf"
"""Named so that llama.cpp, which opens the first, finds the second."""
_FORMAT = 2
"""Of these folders; one of another number is made anew."""
_UNPACKED = "SmolLM2-135M-Instruct.Q4_1.gguf-*"
"""What earlier versions made of the packaged model: 270 MB that nothing reads any more."""


class PreparedModel(BaseModel):
    """What is known of a prepared model."""

    model_config = ConfigDict(frozen=True)

    name: str
    revision: str
    source: str  # which file it was made of, in which state
    parameters: int
    layers: int
    heads: int
    width: int
    vocabulary: int
    context: int
    pattern: str
    special: dict[str, int]
    ends: tuple[int, ...]
    bos: str
    eos: str
    template: str
    has_ranks: bool = False  # else the vocabulary is the one that is registered as ``smollm2``

    @property
    def parts(self) -> tuple[str, ...]:
        """The files that the model's folder has."""
        return (FACTS, VECTORS, MODEL, WEIGHTS, *((RANKS,) if self.has_ranks else ()))

    def info(self, folder: Path) -> ModelInfo:
        """The model as it is told of; ``folder`` is where it has been prepared."""
        return ModelInfo(
            name=self.name,
            revision=self.revision,
            parameters=self.parameters,
            layers=self.layers,
            heads=self.heads,
            width=self.width,
            vocabulary=self.vocabulary,
            context=self.context,
            tokenizer=tokenizer(folder, self.source),
        )


def folder_of(name: str, cache: Path, packing: Packing = "Q8_0", form: int = _FORMAT) -> Path:
    """Where model ``name`` is prepared.

    >>> folder_of("someone/story-model:Q8_0", Path("cache"), "F16").as_posix()
    'cache/models/someone-story-model-Q8-0-F16-2'
    """
    kind = "" if packing == "Q8_0" else f"-{packing}"
    return cache / "models" / f"{re.sub(r'[^A-Za-z0-9.-]+', '-', name).strip('-')[-80:]}{kind}-{form}"


def read_facts(folder: Path) -> PreparedModel:
    """The facts of the model that was prepared in ``folder``."""
    return PreparedModel.model_validate_json((folder / FACTS).read_bytes())


@functools.cache
def tokenizer(folder: Path, _source: str) -> tiktoken.Encoding:
    """What cuts texts into the tokens that the model reads that was made of this source in ``folder``."""
    # The source is there to be a part of the cache's key: a folder may be prepared anew, of another model's file.
    facts = read_facts(folder)
    if not facts.has_ranks:
        return smollm2()
    lines = (line.split() for line in (folder / RANKS).read_bytes().splitlines())
    return lean(
        tiktoken.Encoding(
            facts.name,
            pat_str=facts.pattern,
            mergeable_ranks={base64.b64decode(token): int(rank) for token, rank in lines},
            special_tokens=facts.special,
        )
    )


def model(folder: Path) -> Path:
    """The GGUF file that the engine opens: all but the weights, which it finds beside it.

    >>> model(Path("cache/models/story")).name
    'model-00001-of-00002.gguf'
    """
    return folder / MODEL


def weights(folder: Path) -> Path:
    """The GGUF file of the weights, complete for who needs no vocabulary.

    >>> weights(Path("cache/models/story")).name
    'model-00002-of-00002.gguf'
    """
    return folder / WEIGHTS


def vectors(folder: Path) -> np.memmap[tuple[int, int], np.dtype[np.float16]]:
    """The input embeddings (vocabulary × width) in float16, mapped from the file: no memory of the process's own."""
    found: np.memmap[tuple[int, int], np.dtype[np.float16]] = np.load(folder / VECTORS, mmap_mode="r")
    return found


def prepare(name: str, cache: Path, report: Callable[[Loading], None], packing: Packing = "Q8_0") -> Path:
    """The folder in which model ``name`` is prepared, made now where there is none.

    Raises ``ModelUnavailable`` for a model that cannot be run here.
    """
    folder = folder_of(name, cache, packing)
    if is_current(folder, name, report):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):  # two bots may start at once
        if not is_current(folder, name, report):
            from bot.model.preparing import prepare_in  # which takes a while to import, and is needed once

            unfinished = folder.with_name(f"{folder.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            prepare_in(unfinished, name, packing, report)
            earlier = (folder_of(name, cache, packing, form) for form in range(1, _FORMAT))
            for old in (folder, *earlier, *folder.parent.glob(_UNPACKED)):
                shutil.rmtree(old, ignore_errors=True)
            unfinished.replace(folder)
            give_back()  # all that a model's file is made of takes 90 MB on its way
    return folder


def is_current(folder: Path, name: str, report: Callable[[Loading], None]) -> bool:
    """Whether the model is prepared, and its file has not changed since. The hub is not asked again.

    Raises ``ModelUnavailable`` where the file is gone.

    >>> is_current(Path("nowhere"), "SmolLM2-135M-Instruct", print)
    False
    """
    try:
        facts = read_facts(folder)
    except (OSError, ValueError):  # there is none, or a half one
        return False
    if facts.name != name or not all((folder / part).is_file() for part in facts.parts):
        return False
    return facts.revision.startswith(HUB) or facts.source == stamp(find(name, report)[0])
