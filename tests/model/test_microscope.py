"""The model that the microscope looks into is the one that was packed.

What takes seconds to import, torch and all that has it, is imported by the tests that need it.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.config import ModelSettings
from bot.errors import ModelUnavailable
from bot.model import LocalModel, prepared
from bot.model.gguf_source import PACKAGED
from bot.model.requests import Setup
from tests.conftest import PREPARED
from tests.model.conftest import Write

if TYPE_CHECKING:
    from tests.plain import PlainModel

pytestmark = pytest.mark.asyncio(loop_scope="session")

IDS = (504, 3575, 282, 4649, 314)
"""The capital of France is"""


async def test_the_whole_model_is_loaded(model: LocalModel, plain: "PlainModel") -> None:
    """With all that more than a look at one layer needs: what turns places into angles, and the way back to tokens."""
    import torch

    from bot.model.microscope import load

    loaded = load(prepared.weights(prepared.folder_of(PACKAGED, PREPARED.parent)))
    assert not loaded.training
    assert loaded.get_output_embeddings().weight is loaded.get_input_embeddings().weight
    buffers, expected = (dict(each.named_buffers()) for each in (loaded, plain.model))
    assert buffers.keys() == expected.keys()
    assert all(torch.equal(buffers[name], expected[name]) for name in expected)
    with torch.inference_mode():
        ours, theirs = (each(torch.tensor([IDS])).logits[0].float() for each in (loaded, plain.model))
    assert torch.cosine_similarity(ours, theirs).numpy() == pytest.approx(np.ones(len(IDS)), abs=0.02)
    assert torch.equal(ours.argmax(1), theirs.argmax(1))


@pytest.mark.parametrize("architecture", ["llama", "qwen2", "qwen3"])
async def test_without_its_vocabulary_a_model_is_the_same(write_tiny: Write, tmp_path: Path, architecture: str) -> None:
    from transformers import AutoConfig

    path = write_tiny(architecture=architecture)
    weights = prepared.weights(prepared.prepare(str(path), tmp_path, lambda _: None))
    read, own = (AutoConfig.from_pretrained(each.parent, gguf_file=each.name).to_dict() for each in (weights, path))
    assert read.pop("_name_or_path") != own.pop("_name_or_path")
    assert read == own


@pytest.mark.parametrize(
    ("changed", "wrong", "first"),
    [
        ({"without": "blk.1.ffn_up.weight"}, 1, "model.layers.1.mlp.up_proj.weight"),
        ({"key_heads": "2"}, 4, "model.layers.0.self_attn.k_proj.weight"),
    ],
)
async def test_a_file_that_is_incomplete_says_what_is_wrong(
    write_tiny: Write, tmp_path: Path, changed: dict[str, str], wrong: int, first: str
) -> None:
    from bot.model.microscope import open_microscope

    setup = Setup(ModelSettings(name=str(write_tiny(**changed)), threads=1), tmp_path, 256)
    with pytest.raises(ModelUnavailable, match=rf"{wrong} weights .* {re.escape(first)}\..*model\.name"):
        open_microscope(setup, lambda _: None)
