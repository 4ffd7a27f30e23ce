"""Which tokens are near each other, checked with numpy against the weights in the model's file."""

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerFast

from bot.errors import ModelError
from bot.model import LocalModel
from bot.model.heads import Float32Head
from bot.model.nearness import Nearness
from bot.model.template import Template
from bot.tokens import Encodings
from tests.conftest import PREPARED
from tests.weights import unit_vectors

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKENS = 49_152


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    """The embeddings in the model's file, each of length 1."""
    return unit_vectors()


@pytest.mark.parametrize(("word", "near"), [(" cancer", " tumor"), (" Texas", " Florida"), (" three", " four")])
async def test_nearest_tokens_are_those_of_the_weights(
    model: LocalModel, vectors: NDArray[np.float32], word: str, near: str
) -> None:
    id_, other = map((await Encodings(PREPARED.parent).load("smollm2")).encode_single_token, (word, near))
    found = await model.neighbours(id_, [other, id_], 10)
    cosines = vectors @ vectors[id_]
    expected = [each for each in np.argsort(-cosines).tolist() if each != id_][:10]
    assert [token.id for token, _ in found.nearest] == expected
    assert [cosine for _, cosine in found.nearest] == pytest.approx(cosines[expected].tolist(), abs=1e-3)
    assert near in [token.text for token, _ in found.nearest]
    assert [cosine for _, cosine in found.others] == pytest.approx([cosines[other], 1], abs=1e-3)


async def test_as_many_are_told_as_there_are(model: LocalModel, vectors: NDArray[np.float32]) -> None:
    for id_ in (0, TOKENS - 1):
        cosines = vectors @ vectors[id_]
        found = await model.neighbours(id_, [], TOKENS + 5)
        assert {token.id for token, _ in found.nearest} == {*range(TOKENS)} - {id_}
        assert [cosine for _, cosine in found.nearest] == pytest.approx(
            np.sort(np.delete(cosines, id_))[::-1], abs=1e-3
        )
        assert len((await model.neighbours(id_, [], TOKENS - 2)).nearest) == TOKENS - 2
        nothing = await model.neighbours(id_, [], 0)
        assert (nothing.token.id, nothing.nearest, nothing.others) == (id_, (), ())


@pytest.mark.parametrize("id_", [-1, 49_152, 10**12])
async def test_a_token_that_is_none_has_no_neighbours(model: LocalModel, id_: int) -> None:
    with pytest.raises(ModelError, match="none of that id"):
        await model.neighbours(id_, [], 3)
    with pytest.raises(ModelError, match="none of that id"):
        await model.neighbours(1, [id_], 3)


@pytest.mark.parametrize("tied", [True, False])
async def test_a_vector_of_zeros_is_near_nothing(tiny: Path, tied: bool) -> None:
    model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(tiny, tie_word_embeddings=tied)
    embeddings = model.get_input_embeddings().get_parameter("weight")
    with torch.no_grad():
        embeddings[[7, TOKENS - 1]] = 0
    tokenizer = AutoTokenizer.from_pretrained(tiny)
    assert isinstance(tokenizer, PreTrainedTokenizerFast)
    nearness = Nearness(model, Float32Head(model.get_output_embeddings()), Template(tokenizer))

    found = nearness.neighbours(5, [7, 5], 10)
    rows = embeddings.detach().numpy()
    lengths = np.linalg.norm(rows, axis=1)
    cosines = np.divide(rows @ rows[5], lengths * lengths[5], out=np.zeros(TOKENS, np.float32), where=lengths > 0)
    assert [token.id for token, _ in found.nearest] == [each for each in np.argsort(-cosines) if each != 5][:10]
    assert [cosine for _, cosine in found.nearest] == pytest.approx(np.sort(np.delete(cosines, 5))[::-1][:10], abs=1e-5)
    assert [cosine for _, cosine in found.others] == pytest.approx([0, 1], abs=1e-5)
    assert len(nearness.neighbours(5, [], TOKENS).nearest) == TOKENS - 1

    of_zeros = nearness.neighbours(7, [5, 7, TOKENS - 1], 3)
    assert [cosine for _, cosine in of_zeros.others] == [0, 0, 0]
    assert [cosine for _, cosine in of_zeros.nearest] == [0, 0, 0]
