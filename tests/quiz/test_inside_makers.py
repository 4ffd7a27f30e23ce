"""Questions about layers, attention and vectors of the real model, checked against a plain one and its weights."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
import pytest_asyncio
from numpy.typing import NDArray

from bot.errors import OutOfQuestions
from bot.inside.kinds import View
from bot.model import LocalModel
from bot.quiz import About, Layers, Lengths, Played, Question, Reading, SatOut, Sources, TwoCosines, guess, make
from bot.quiz.words import single_tokens, words
from bot.tokens import Encodings
from tests.conftest import PREPARED
from tests.quiz.checking import check_form, check_places, quoted, several
from tests.quiz.quizzes import Watched
from tests.weights import embeddings

if TYPE_CHECKING:
    from tests.plain import PlainModel  # which takes seconds to import

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACES = {f"among the {most:,} likeliest": most for most in (10, 100, 1_000)} | {"first": 1}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sources(model: LocalModel) -> Sources:
    """With the real model, which does not play."""
    encodings = Encodings(PREPARED.parent)
    return Sources(await encodings.load("o200k_base"), await encodings.load("smollm2"), Watched(model))


@pytest.fixture(scope="module")
def rows() -> NDArray[np.float32]:
    """The model's input embeddings as they lie in its file."""
    return embeddings()


async def checked(sources: Sources, topic: str, number: int) -> AsyncIterator[Question]:
    """Questions of the right form, whose right answers stand anywhere."""
    places: Counter[int] = Counter()
    async for question in several(sources, topic, number):
        check_form(question)
        places[question.right] += 1
        yield question
    check_places({4: places})


def ranks(plain: "PlainModel", ids: list[int]) -> list[int]:
    """The place of the likeliest next token after the embedding and after each layer, through the final norm once."""
    import torch  # takes seconds

    with torch.inference_mode():
        states = plain.model(torch.tensor([ids]), output_hidden_states=True).hidden_states
        last = torch.stack([state[0, -1] for state in states])
        norm, head = plain.model.get_submodule("model.norm"), plain.model.get_submodule("lm_head")
        logits = head(torch.cat([norm(last[:-1]), last[-1:]]))  # transformers has normed the last one already
        answer = int(logits[-1].argmax())
        return [int((row > row[answer]).sum()) + 1 for row in logits]


async def test_layers(sources: Sources, plain: "PlainModel", pytestconfig: pytest.Config) -> None:
    lower = set()
    async for question in checked(sources, "layers", pytestconfig.getoption("questions")):
        text = question.text.split("“", 1)[1].split(" …”")[0]
        found = ranks(plain, sources.tokenizer.encode_ordinary(text))
        [most] = [most for said, most in PLACES.items() if f"is that {said}" in question.text]
        layers = [int(option.removeprefix("Layer ")) for option in question.options]
        right = layers[question.right]
        # The bot's model may compute in bfloat16: a place may be off by a few, where it is far back.
        assert max(found[right:]) <= most * 1.1
        assert found[right - 1] > most * 0.9
        assert question.options[question.right] not in question.hint
        assert layers == sorted(layers)
        lower.add(question.right)
        assert len({later - earlier for earlier, later in pairwise(sorted(layers))}) == 1
        assert isinstance(question.illustration, Layers)
        assert question.illustration.seen.raw[right].rank <= most < question.illustration.seen.raw[right - 1].rank
        assert isinstance(question.model, SatOut)
    assert len(lower) > 1, "it is not always the last of the four"


async def test_attention(sources: Sources, plain: "PlainModel", pytestconfig: pytest.Config) -> None:
    import torch  # takes seconds

    async for question in checked(sources, "attention", pytestconfig.getoption("questions")):
        ids = sources.tokenizer.encode_ordinary(quoted(question)[0])
        seen = question.illustration
        assert isinstance(seen, Reading)
        with torch.inference_mode():
            attentions = plain.model(torch.tensor([ids]), output_attentions=True).attentions
        reader = len(seen.shares)
        assert ids[reader] == seen.reader.id
        row = attentions[seen.layer - 1][0, seen.head - 1, reader].numpy()[: reader + 1]
        assert f"head {seen.head} of layer {seen.layer}" in question.text
        assert seen.on_first == pytest.approx(float(row[0]), abs=0.04)  # the bot computes in bfloat16
        shares = row[1:] / row[1:].sum()
        assert [share for _, share in seen.shares] == pytest.approx(shares.tolist(), abs=0.05)
        at = int(shares.argmax()) + 1
        text = sources.tokenizer.decode([ids[at]]).removeprefix(" ")
        assert question.options[question.right] in (text, f"{text} (token {at + 1})")


async def test_vectors(sources: Sources, rows: NDArray[np.float32], pytestconfig: pytest.Config) -> None:
    lengths = np.linalg.norm(rows, axis=1)
    kinds = set()
    async for question in checked(sources, "vectors", pytestconfig.getoption("questions")):
        ids = [sources.tokenizer.encode_single_token(f" {option}") for option in question.options]
        seen = question.illustration
        kinds.add(type(seen))
        if isinstance(seen, Lengths):
            assert [length for _, length in seen.tokens] == pytest.approx(lengths[ids].tolist(), abs=1e-2)
            assert seen.median == pytest.approx(float(np.median(lengths)), abs=1e-2)
            assert int(lengths[ids].argmax()) == question.right
            continue
        assert isinstance(seen, TwoCosines)
        target, unit = seen.target.id, rows / lengths[:, None]
        centred = rows - rows.mean(axis=0)
        centred /= np.linalg.norm(centred, axis=1, keepdims=True)
        plain, after = unit @ unit[target], centred @ centred[target]
        assert [each for _, each, _ in seen.others] == pytest.approx(plain[ids].tolist(), abs=1e-2)
        place = [int((after > after[id_]).sum()) for id_ in ids]  # without the target itself, which is nearest
        assert [at > 95 for at in place] == [at == question.right for at in range(4)]
        assert [each is None for _, _, each in seen.others] == [at == question.right for at in range(4)]
        assert all(plain[id_] > seen.random_pair[0] for id_ in ids if id_ == ids[question.right])
    assert kinds == {Lengths, TwoCosines}


async def test_a_length_goes_with_how_rare_a_word_is(sources: Sources, rows: NDArray[np.float32]) -> None:
    singles = single_tokens(sources.tokenizer)
    lengths = np.linalg.norm(rows[[*singles.values()]], axis=1)
    assert np.corrcoef(lengths, [words()[word] for word in singles])[0, 1] < -0.6


@pytest.mark.parametrize("topic", ["layers", "attention", "vectors"])
async def test_the_same_seed_makes_the_same_question(sources: Sources, model: LocalModel, topic: str) -> None:
    """And the model plays, but where it has decided what is right."""
    with_play = replace(sources, model=model)
    made = await make(with_play, topic, 5, "hard", [])
    assert await make(with_play, topic, 5, "hard", []) == made
    assert isinstance(made.model, SatOut if topic == "layers" else Played)


VIEWS: tuple[View, ...] = ("layers", "attention", "near", "vector", "dots")


@pytest.mark.parametrize("view", VIEWS)
async def test_a_text_is_guessed_about_in_these_views(sources: Sources, view: View) -> None:
    text = "When Mary and John went to the store, John gave a drink to the guidelines"
    ids = tuple(sources.tokenizer.encode_ordinary(text))
    for layer, head in ((0, 0), (7, 3)):
        question = await guess(Random(3), sources, About(view, ids, len(ids) - 1, layer, head))
        assert question.subject == ""
        assert len({*question.options}) == 4


async def test_where_nothing_stands_out_there_is_no_question(sources: Sources) -> None:
    said: dict[View, str] = {"attention": "Try another head", "vector": "Try a text with more words"}
    for view, match in said.items():
        with pytest.raises(OutOfQuestions, match=match):
            await guess(Random(3), sources, About(view, (28,), 0))
