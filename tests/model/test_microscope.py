"""What the microscope sees of the real model, against transformers' own run of the same weights.

What takes seconds to import, torch and all that has it, is imported by the tests that need it.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.config import ModelSettings
from bot.errors import ModelError, ModelUnavailable
from bot.model import LocalModel, prepared
from bot.model.gguf_source import PACKAGED
from bot.model.requests import Setup
from tests.conftest import PREPARED
from tests.model.conftest import Write
from tests.weights import HEADS, LAYERS, WIDTH

if TYPE_CHECKING:
    from tests.plain import PlainModel

pytestmark = pytest.mark.asyncio(loop_scope="session")

IDS = (504, 3575, 282, 4649, 314)
"""The capital of France is"""


@pytest.mark.parametrize(("layer", "head"), [(0, 1), (1, 9), (13, 4), (30, 2)])
async def test_hidden_states_and_attention_are_the_plain_model_s(
    model: LocalModel, plain: "PlainModel", layer: int, head: int
) -> None:
    import torch

    seen = await model.inspect(IDS, layer, head)
    with torch.inference_mode():
        plainly = plain.model(torch.tensor([IDS]), output_hidden_states=True, output_attentions=True)
        hidden = plainly.hidden_states[layer][0].numpy()
        attention = plainly.attentions[max(layer, 1) - 1][0, head - 1].numpy()
        # What comes after the last layer transformers tells with the final norm, and we without.
        norm = plain.model.base_model.get_submodule("norm") if layer == LAYERS else torch.nn.Identity()
        ours = norm(torch.from_numpy(seen.hidden)).numpy()
    assert (seen.layer, seen.head, seen.hidden.shape, seen.attention.shape) == (layer, head, (5, WIDTH), (5, 5))
    assert seen.attention == pytest.approx(attention, abs=0.05)
    assert seen.attention.sum(1) == pytest.approx(np.ones(5), abs=0.02)  # in bfloat16, where the processor has it
    cosines = (ours * hidden).sum(1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(hidden, axis=1)
    assert cosines == pytest.approx(np.ones(5), abs=0.02)


@pytest.mark.parametrize(("layer", "head"), [(-1, 1), (LAYERS + 1, 1), (1, 0), (1, HEADS + 1)])
async def test_what_there_is_not_is_refused(model: LocalModel, layer: int, head: int) -> None:
    with pytest.raises(ModelError, match="30 layers"):
        await model.inspect(IDS, layer, head)


async def test_no_tokens_too_many_and_none_of_the_vocabulary_are_refused(model: LocalModel) -> None:
    for ids, said in (((), "no token"), ((504,) * 1_025, "1,024 at most"), ((49_152,), "49,152 tokens")):
        with pytest.raises(ModelError, match=said):
            await model.inspect(ids, 1, 1)


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
