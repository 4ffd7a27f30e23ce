"""What the microscope sees of the real model, against transformers' own run of the same weights."""

import numpy as np
import pytest
import torch
from transformers import PreTrainedModel

from bot.errors import ModelError
from bot.model import LocalModel
from tests.weights import HEADS, LAYERS, WIDTH

pytestmark = pytest.mark.asyncio(loop_scope="session")

IDS = (504, 3575, 282, 4649, 314)
"""The capital of France is"""


@pytest.mark.parametrize(("layer", "head"), [(0, 1), (1, 9), (13, 4), (30, 2)])
async def test_hidden_states_and_attention_are_the_plain_model_s(
    model: LocalModel, plain: PreTrainedModel, layer: int, head: int
) -> None:
    seen = await model.inspect(IDS, layer, head)
    with torch.inference_mode():
        plainly = plain(torch.tensor([IDS]), output_hidden_states=True, output_attentions=True)
        hidden = plainly.hidden_states[layer][0].numpy()
        attention = plainly.attentions[max(layer, 1) - 1][0, head - 1].numpy()
        # What comes after the last layer transformers tells with the final norm, and we without.
        norm = plain.base_model.get_submodule("norm") if layer == LAYERS else torch.nn.Identity()
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
