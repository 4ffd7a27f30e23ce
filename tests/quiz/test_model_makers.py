"""Questions that look inside the real model, checked against its weights and a plain forward pass of its own.

``--questions`` says how many of each topic are made.
"""

from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest
import pytest_asyncio
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, PreTrainedModel

from bot.config import ModelSettings
from bot.errors import ModelError
from bot.model import LocalModel, ModelInfo
from bot.quiz import Dots, Likeliest, Played, SatOut, Similarities, Sources, make
from bot.quiz.playing import play
from bot.tokens import Encodings
from tests.conftest import PREPARED
from tests.quiz.test_makers import RIGHT, check_form, quoted, several

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOLDER = next(path for path in PREPARED.iterdir() if path.is_dir())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sources() -> AsyncIterator[Sources]:
    """With the real model."""
    encodings = Encodings(PREPARED.parent)
    model = LocalModel(ModelSettings(threads=1), PREPARED.parent)
    model.start()
    assert isinstance(await model.settled(), ModelInfo)
    yield Sources(await encodings.load("o200k_base"), await encodings.load("smollm2"), model)
    await model.close()


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    """The model's input embeddings as they lie in its file, each of length 1."""
    [weights] = FOLDER.glob("*.safetensors")
    rows: NDArray[np.float32] = load_file(weights)["model.embed_tokens.weight"].float().numpy()
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.fixture(scope="module")
def plain() -> Iterator[PreTrainedModel]:
    """The model as transformers loads it, in float32."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # several wait for each other, most of all where other tests keep the processors busy
    model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(FOLDER, dtype=torch.float32)
    yield model
    torch.set_num_threads(threads)


async def test_neighbours(sources: Sources, vectors: NDArray[np.float32], pytestconfig: pytest.Config) -> None:
    async for question in several(sources, "neighbours", pytestconfig.getoption("questions")):
        check_form(question)
        ids = [sources.smollm2.encode_single_token(f" {option}") for option in question.options]
        if target := quoted(question):
            cosines = vectors[ids] @ vectors[sources.smollm2.encode_single_token(f" {target[0]}")]
            right = np.flatnonzero(cosines > cosines.max() - 0.03)
        else:
            among = vectors[ids] @ vectors[ids].T
            cosines = (among.sum(axis=1) - 1) / (len(ids) - 1)
            right = np.flatnonzero(cosines < cosines.min() + 0.03)
        assert right.tolist() == [question.right]
        assert isinstance(question.illustration, Similarities)
        shown = [cosine for _, cosine in question.illustration.others]
        assert shown == pytest.approx(cosines.tolist(), abs=1e-3)
        assert isinstance(question.model, Played)


async def test_next(sources: Sources, plain: PreTrainedModel, pytestconfig: pytest.Config) -> None:
    async for question in several(sources, "next", pytestconfig.getoption("questions")):
        check_form(question)
        read = question.text.split("“", 1)[1].split(" …”")[0]
        with torch.inference_mode():
            logits = plain(torch.tensor([sources.smollm2.encode_ordinary(read)])).logits[0, -1]
        ids = [sources.smollm2.encode_single_token(f" {option}") for option in question.options]
        found = logits.softmax(-1)[ids].tolist()
        # The bot's model computes in bfloat16, which is off by up to two percent.
        assert all(found[question.right] > each - 0.02 for each in found)
        assert isinstance(question.illustration, Likeliest)
        told = {each.token.text.strip(): each.probability for each in question.illustration.tokens}
        assert max(told, key=told.__getitem__) == question.options[question.right]
        assert sum(told[question.options[question.right]] > told[option] for option in question.options) == 3
        assert isinstance(question.model, SatOut)


async def test_dots_are_guessed_by_the_model(sources: Sources, plain: PreTrainedModel) -> None:
    right = 0
    async for question in several(sources, "dots", 25):
        check_form(question)
        assert RIGHT["dots"](question, sources.smollm2)[question.right]
        assert isinstance(question.illustration, Dots)
        assert isinstance(question.model, Played)
        with torch.inference_mode():
            logits = plain(torch.tensor([[token.id for token in question.illustration.tokens]])).logits[0, -1]
        assert question.illustration.guess
        assert float(logits.softmax(-1)[question.illustration.guess.id]) > float(logits.softmax(-1).max()) - 0.05
        right += question.model.choice == question.right
    assert right > 5, "a model is good at repetitions"


@pytest.mark.parametrize("topic", ["tokens", "cut", "ids", "letters", "frontier"])
async def test_the_model_plays_every_topic(sources: Sources, topic: str) -> None:
    question = await make(sources, topic, 3, "normal", [])
    assert isinstance(question.model, Played)
    assert question.model.name == sources.model_name == "SmolLM2-135M-Instruct"
    assert 0 <= question.model.choice < len(question.options)
    assert 1 / len(question.options) <= question.model.share <= 1
    assert await make(sources, topic, 3, "normal", []) == question


async def test_the_model_prefers_no_place_and_no_short_word(sources: Sources) -> None:
    options = ("strawberry", "cat", "sea", "tree")
    assert len(sources.smollm2.encode_ordinary("strawberry")) > 1
    chosen, shares = set(), []
    for first in range(len(options)):
        order = (*options[first:], *options[:first])
        played = await play(sources.model, "Which fruit is red and sweet?", order)
        assert isinstance(played, Played)
        chosen.add(order[played.choice])
        shares.append(played.share)
    assert chosen == {"strawberry"}
    assert shares == pytest.approx([shares[0]] * len(options), abs=1e-4)


@pytest.mark.parametrize(("word", "near"), [(" cancer", " tumor"), (" Texas", " Florida"), (" three", " four")])
async def test_nearest_tokens_are_those_of_the_weights(
    sources: Sources, vectors: NDArray[np.float32], word: str, near: str
) -> None:
    id_, other = map(sources.smollm2.encode_single_token, (word, near))
    found = await sources.model.neighbours(id_, [other, id_], 10)
    cosines = vectors @ vectors[id_]
    expected = [each for each in np.argsort(-cosines).tolist() if each != id_][:10]
    assert [token.id for token, _ in found.nearest] == expected
    assert [cosine for _, cosine in found.nearest] == pytest.approx(cosines[expected].tolist(), abs=1e-3)
    assert near in [token.text for token, _ in found.nearest]
    assert [cosine for _, cosine in found.others] == pytest.approx([cosines[other], 1], abs=1e-3)


@pytest.mark.parametrize("id_", [-1, 49_152, 10**12])
async def test_a_token_that_is_none_has_no_neighbours(sources: Sources, id_: int) -> None:
    with pytest.raises(ModelError, match="none of that id"):
        await sources.model.neighbours(id_, [], 3)
    with pytest.raises(ModelError, match="none of that id"):
        await sources.model.neighbours(1, [id_], 3)
