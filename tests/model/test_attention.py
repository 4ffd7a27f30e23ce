"""Attention as the microscope tells it, against transformers' own run of the same weights, and against numpy."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.errors import ModelError
from bot.model import LocalModel
from bot.model.looks import MOST_TOKENS, LookAtAttention
from tests.weights import HEADS, KEY_HEADS, LAYERS, WIDTH, tensor

if TYPE_CHECKING:
    from tests.plain import PlainModel

pytestmark = pytest.mark.asyncio(loop_scope="session")

IDS = (504, 3575, 282, 4649, 314)
"""The capital of France is"""
SIZE = WIDTH // HEADS


@pytest.mark.parametrize(("layer", "head"), [(1, 9), (13, 4), (30, 2), (13, 0)])
async def test_attention_is_the_plain_model_s(model: LocalModel, plain: "PlainModel", layer: int, head: int) -> None:
    import torch

    seen = await model.look(LookAtAttention(IDS, layer, head))
    with torch.inference_mode():
        told = plain.model(torch.tensor([IDS]), output_attentions=True).attentions
    theirs = np.concatenate(told)  # layers × heads × T × T
    expected = theirs[layer - 1, head - 1] if head else theirs[layer - 1].mean(0)
    assert [token.id for token in seen.tokens] == [*IDS]
    assert (seen.layer, seen.head, seen.weights.shape) == (layer, head, (5, 5))
    assert seen.weights == pytest.approx(expected, abs=0.03)  # it may be run in bfloat16
    assert seen.weights.sum(1) == pytest.approx(np.ones(5), abs=1e-5)
    assert seen.on_first == pytest.approx(expected[1:, 0].mean(), abs=0.02)
    elsewhere = 1 - theirs[:, :, 1:, 0].mean(2)
    assert seen.elsewhere == pytest.approx(elsewhere[layer - 1], abs=0.03)
    shares = [share for _, _, share in seen.strongest]
    assert shares == sorted(shares, reverse=True)
    assert shares == pytest.approx(np.sort(elsewhere, axis=None)[:-6:-1], abs=0.03)
    for layer_, head_, share in seen.strongest:
        assert share == pytest.approx(elsewhere[layer_ - 1, head_ - 1], abs=0.03)


@pytest.mark.parametrize(("layer", "head"), [(1, 1), (12, 7), (20, 0)])
async def test_what_weights_move_is_what_the_file_s_projections_make_of_it(
    plain: "PlainModel", layer: int, head: int
) -> None:
    import torch

    from bot.model.attention import attention_view
    from tests.model.looking import recording

    with torch.inference_mode():
        told = plain.model(torch.tensor([IDS]), output_attentions=True, output_hidden_states=True)
    before = told.hidden_states[layer - 1][0].numpy()
    weights = told.attentions[layer - 1][0].numpy()
    block = f"blk.{layer - 1}"
    normed = before / np.sqrt((before**2).mean(1, keepdims=True) + 1e-5) * tensor(f"{block}.attn_norm.weight")
    values = (normed @ tensor(f"{block}.attn_v.weight").T).reshape(len(IDS), KEY_HEADS, SIZE)
    output = tensor(f"{block}.attn_output.weight")
    moved = np.zeros_like(weights)
    for at in range(HEADS):
        part = values[:, at // (HEADS // KEY_HEADS)] @ output[:, at * SIZE : (at + 1) * SIZE].T
        moved[at] = np.linalg.norm(weights[at][:, :, None] * part[None], axis=2)
    expected = moved[head - 1] if head else moved.mean(0)
    expected /= expected.sum(1, keepdims=True)

    recorder = recording(plain)
    seen = attention_view(recorder, LookAtAttention(IDS, layer, head, value_weighted=True))
    assert seen.value_weighted
    assert seen.weights == pytest.approx(expected, abs=1e-4)
    assert seen.on_first == pytest.approx(expected[1:, 0].mean(), abs=1e-4)
    without = attention_view(recorder, LookAtAttention(IDS, layer, head, value_weighted=True, without_first=True))
    others = expected[1:, 1:] / expected[1:, 1:].sum(1, keepdims=True)
    assert without.weights[1:, 1:] == pytest.approx(others, abs=1e-3)
    assert not without.weights[0].any()
    assert not without.weights[:, 0].any()
    assert without.on_first == seen.on_first


async def test_another_layer_or_head_is_told_without_running_the_model_again(plain: "PlainModel") -> None:
    from bot.model.attention import attention_view
    from tests.model.looking import recording

    runs: list[object] = []
    hook = plain.model.register_forward_pre_hook(lambda *_: runs.append(1))
    recorder = recording(plain)
    for layer in range(1, LAYERS + 1):
        attention_view(recorder, LookAtAttention(IDS, layer, layer % 3, without_first=bool(layer % 2)))
    hook.remove()
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("layer", "head", "said"),
    [
        (-1, 1, "30 layers"),
        (LAYERS + 1, 1, "30 layers"),
        (1, -1, "9 heads"),
        (1, HEADS + 1, "9 heads"),
        (0, 1, "from 1 to 30"),
    ],
)
async def test_what_there_is_not_is_refused(model: LocalModel, layer: int, head: int, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        await model.look(LookAtAttention(IDS, layer, head))


async def test_no_token_and_none_of_the_vocabulary_are_refused(model: LocalModel) -> None:
    for ids, said in (((), "no token in that text"), ((49_152,), "49,152 tokens")):
        with pytest.raises(ModelError, match=said):
            await model.look(LookAtAttention(ids, 1, 1))


async def test_of_one_token_and_of_thousands_there_is_something_to_see(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    microscope = looking_into(tiny, tmp_path)
    one = look(microscope, LookAtAttention((7,), 1))
    assert (one.weights.tolist(), one.on_first, one.elsewhere, one.strongest) == ([[1.0]], 1.0, (0.0,) * 4, ())
    assert look(microscope, LookAtAttention((7,), 1, 2, without_first=True)).weights.tolist() == [[0.0]]
    text = tuple(at % 250 for at in range(5_000))
    many = look(microscope, LookAtAttention(text, 2, 1, value_weighted=True))
    assert [token.id for token in many.tokens] == [*text[-MOST_TOKENS:]]
    assert many.weights.sum(1) == pytest.approx(np.ones(MOST_TOKENS), abs=1e-5)


async def test_a_model_without_such_projections_says_so_and_shows_the_rest() -> None:
    from transformers import GPT2Config, GPT2LMHeadModel

    from bot.model.attention import attention_view
    from bot.model.recording import Recorder
    from tests.model.looking import named

    config = GPT2Config(vocab_size=50, n_embd=16, n_layer=2, n_head=2)
    model = GPT2LMHeadModel(config).eval()
    model.set_attn_implementation("eager")
    recorder = Recorder(model, named)
    assert attention_view(recorder, LookAtAttention((1, 2, 3), 2, 1)).weights.shape == (3, 3)
    with pytest.raises(ModelError, match=r"no value and output projections.*plain weights"):
        attention_view(recorder, LookAtAttention((1, 2, 3), 2, 1, value_weighted=True))
