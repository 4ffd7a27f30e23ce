"""The real model's weights as they lie in its file, read without the bot."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import load_file

from tests.conftest import PREPARED


def folder() -> Path:
    """Where the model's files are."""
    return next(path for path in PREPARED.iterdir() if path.is_dir())


def unit_vectors() -> NDArray[np.float32]:
    """The input embeddings (tokens × width), each of length 1."""
    [weights] = folder().glob("*.safetensors")
    rows: NDArray[np.float32] = load_file(weights)["model.embed_tokens.weight"].float().numpy()
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
