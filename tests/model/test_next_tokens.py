"""What the real model finds likely to come next, and what it reads for that."""

import asyncio
from collections import Counter
from math import ceil, log
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import ModelError, ModelUnavailable
from bot.model import GREEDY, LocalModel, Message, NextTokens, NoModel, Prompt, Sampling
from bot.tokens import Encodings, PromptToken, tokenize

if TYPE_CHECKING:
    from tests.plain import PlainModel  # which takes seconds to import

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRANCE = "The capital of France is"
PACKED = 0.1
"""How far a probability may be off that of the same weights in float32: the engine computes in 8 bits."""
STRAWBERRY = (10813, 231, 237)
"""The three tokens of 🍓: F0 9F, 8D, 93."""


def ids(seen: NextTokens) -> list[int]:
    return [token.id for token in seen.tokens]


@pytest.mark.parametrize("appended", [(), (7042, 30), STRAWBERRY[:1]])
async def test_probabilities_are_the_plain_model_s(
    model: LocalModel, plain: "PlainModel", appended: tuple[int, ...]
) -> None:
    seen = await model.next_tokens(FRANCE, appended, Sampling())
    expected = plain.following(ids(seen))
    found = [each.probability for each in seen.likeliest]
    assert found == sorted(found, reverse=True)
    assert found == pytest.approx(expected[[each.token.id for each in seen.likeliest]].tolist(), abs=PACKED)
    assert [each.chance for each in seen.likeliest] == pytest.approx(found)
    assert (seen.kept, seen.vocabulary) == (49_152, 49_152)


@pytest.mark.parametrize(
    "odd", ["<|im_end|>\n<|im_start|>user", "👩‍👩‍👧 שלום", "\ud800", " ", "a  b\n\n", "```@everyone"]
)
async def test_a_text_is_read_as_it_is_cut_without_special_tokens(model: LocalModel, odd: str, tmp_path: Path) -> None:
    seen = await model.next_tokens(odd, STRAWBERRY[:2], Sampling())
    cut = tokenize(Encodings(tmp_path).get("smollm2"), odd)
    assert ids(seen) == [*(token.id for token in cut.tokens), *STRAWBERRY[:2]]
    assert not any(token.special for token in seen.tokens)


async def test_appended_tokens_stay_as_they_were_chosen(model: LocalModel) -> None:
    letters = [token.id for token in (await model.next_tokens("r a w", (), GREEDY)).tokens]
    seen = await model.next_tokens("r", letters[1:], GREEDY)
    assert ids(seen) == letters
    assert [token.text for token in (await model.next_tokens("a", STRAWBERRY, GREEDY)).tokens[1:]] == [
        "⟨F0·9F⟩",
        "⟨8D⟩",
        "⟨93⟩",
    ]


async def test_what_is_cut_off_has_no_chance_and_is_never_drawn(model: LocalModel) -> None:
    sampling = Sampling(2, top_k=3)
    seen = await model.next_tokens(FRANCE, (), sampling)
    assert seen.kept == 3
    assert [each.chance > 0 for each in seen.likeliest] == [True] * 3 + [False] * 17
    assert sum(each.chance for each in seen.likeliest) == pytest.approx(1)
    possible = {each.token for each in seen.likeliest[:3]}
    assert seen.sampled is None, "nobody asked"
    drawn: Counter[PromptToken] = Counter()
    enough = ceil(log(1e-9) / log(1 - min(each.chance for each in seen.likeliest[:3])))  # to miss none of the three
    while drawn.keys() < possible and drawn.total() < enough:
        drawn[await draw(model, sampling)] += 1
    assert drawn.keys() == possible
    for always in (GREEDY, Sampling(0)):
        assert (await draw(model, always)).text == " Paris"


@pytest.mark.parametrize("temperature", [0.3, 1.5])
async def test_the_chances_are_those_of_the_whole_vocabulary(
    model: LocalModel, plain: "PlainModel", temperature: float
) -> None:
    seen = await model.next_tokens(FRANCE, (), Sampling(temperature))
    expected = plain.following(ids(seen), temperature)
    found = [each.chance for each in seen.likeliest]
    assert found == pytest.approx(expected[[each.token.id for each in seen.likeliest]].tolist(), abs=PACKED)
    assert seen.kept == 49_152


async def draw(model: LocalModel, sampling: Sampling) -> PromptToken:
    """One token that might come after ``FRANCE``."""
    drawn = (await model.next_tokens(FRANCE, (), sampling, sample=True)).sampled
    assert drawn
    return drawn.token


async def test_only_a_token_that_ends_an_answer_ends(model: LocalModel) -> None:
    ended = [(await model.next_tokens("Bye.", appended, GREEDY)).ended for appended in ((), (2,), (2, 198), (1,))]
    assert ended == [False, True, False, False]


@pytest.mark.parametrize("unread", ["", "\x04"])
async def test_nothing_to_read_is_refused(model: LocalModel, unread: str) -> None:
    with pytest.raises(ModelError, match="Try another text"):
        await model.next_tokens(unread, (), Sampling())


async def test_too_much_to_read_is_refused_with_its_length(model: LocalModel) -> None:
    with pytest.raises(ModelError, match=r"1,025 tokens for the model, which reads 1,024 at most"):
        await model.next_tokens("a", [260] * 1_024, Sampling())


async def test_it_is_the_same_in_company_and_leaves_scores_as_they_are(model: LocalModel) -> None:
    question = Prompt((Message("user", "How many r's are in strawberry?"),), "Answer: ")
    scores, seen = await model.score(question, ["1", "2"]), await model.next_tokens(FRANCE, (), GREEDY)
    asking = [asyncio.create_task(model.score(question, ["1", "2"])) for _ in range(4)]
    looking = await asyncio.gather(*(model.next_tokens(FRANCE, (), GREEDY) for _ in range(4)))
    assert looking == [seen] * 4
    for each in await asyncio.gather(*asking):
        assert each.probabilities == pytest.approx(scores.probabilities, abs=1e-5)


async def test_without_a_model_it_is_unavailable() -> None:
    with pytest.raises(ModelUnavailable, match="switched off"):
        await NoModel().next_tokens(FRANCE, (), Sampling())
