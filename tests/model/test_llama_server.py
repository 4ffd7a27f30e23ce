"""A model on a server that tells its tokens: llama.cpp's own, with the model that comes with the bot."""

import asyncio
import math
from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest

from bot.errors import ChoicesUntold, ModelUnavailable
from bot.model import Capabilities, Message, Prompt
from bot.model.server import ServerModel
from tests.insights import SMOLLM2
from tests.model.serving import QUEUE, asking, chat, pieces, said
from tests.servers import KEY, llama_server

SEA = chat("Tell me about the sea.")
NEVADA = chat("Does Nevada contain the letter d?")
YES_NO = (" Yes", " No")
COUNT = chat("How many times does the letter r occur in strawberry?")
DIGITS = [*map(str, range(10))]


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The server's address."""
    with llama_server() as address:
        yield address


@pytest.fixture
async def model(served: str) -> AsyncIterator[ServerModel]:
    model = asking(served, timeout=60.0)
    yield model
    await model.close()


async def raw(served: str, content: str, tokens: int = 1) -> list[dict[str, object]]:
    """What the server itself tells of the tokens of an answer."""
    body = {
        "messages": [{"role": "user", "content": content}],
        "max_tokens": tokens,
        "temperature": 0,
        "logprobs": True,
        "top_logprobs": 20,
    }
    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {KEY}"}, timeout=60) as client:
        answer = await client.post(f"{served}/chat/completions", json=body)
    told: list[dict[str, object]] = answer.json()["choices"][0]["logprobs"]["content"]
    return told


async def test_it_tells_everything_but_what_it_reads(model: ServerModel) -> None:
    await model.settled()
    assert model.capabilities == Capabilities(writes=True, traces=True, scores=True)


async def test_it_reads_the_turns_before(model: ServerModel) -> None:
    question = "What is the colour of snow?"
    before = ("What is the colour of the sky?", "BLUE", "What is the colour of grass?", "GREEN")
    alone, after = await said(model, chat(question)), await said(model, chat(*before, question))
    assert "".join(after).isupper(), "it answers as it has before, though what it says is wrong"
    assert not "".join(alone).isupper()


async def test_it_is_who_the_system_prompt_says(model: ServerModel) -> None:
    ahab = Prompt((Message("system", "You are Captain Ahab, a whaler."), Message("user", "Who are you?")))
    assert "Ahab" in "".join(await said(model, ahab))


async def test_each_piece_comes_with_its_tokens(model: ServerModel) -> None:
    answer = await pieces(model, SEA)
    assert answer[-1].ended == "length"
    assert len([piece for piece in answer if piece.text]) == 16
    for piece in answer[:-1]:
        [written] = piece.tokens
        assert written.token.text == piece.text == SMOLLM2.decode([written.token.id])
        assert len(written.runners_up) == 5
        shares = [each.probability for each in written.runners_up]
        assert shares == sorted(shares, reverse=True)
        assert written.probability >= shares[0], "it writes the likeliest"
        assert written.probability + sum(shares) < 1
        assert written.token not in [each.token for each in written.runners_up]


async def test_the_probabilities_are_the_server_s(served: str, model: ServerModel) -> None:
    answer = await pieces(model, SEA, 4)
    written = [each for piece in answer for each in piece.tokens]
    told = await raw(served, SEA.messages[0].content, 4)
    assert [each.token.id for each in written] == [each["id"] for each in told]
    # It computes in batches of other sizes the second time.
    assert [math.log(each.probability) for each in written] == pytest.approx(
        [each["logprob"] for each in told], abs=0.05
    )


async def test_an_answer_that_ends_by_itself_is_said_to(model: ServerModel) -> None:
    *_, last = await pieces(model, chat("Say OK"), 60)
    assert last.ended == "stop"


async def test_yes_and_no_are_weighed(served: str, model: ServerModel) -> None:
    found = await model.score(NEVADA, YES_NO)
    assert sum(found.probabilities.values()) == pytest.approx(1)
    assert [*found.probabilities] == [*YES_NO]
    [place] = await raw(served, f"{NEVADA.messages[0].content}\nAnswer with Yes or No only.")
    told = place["top_logprobs"]
    assert isinstance(told, list)
    sums = [
        sum(math.exp(each["logprob"]) for each in told if each["token"].strip().lower() == answer)
        for answer in ("yes", "no")
    ]
    assert found.mass == pytest.approx(sum(sums), abs=0.02)
    assert [*found.probabilities.values()] == pytest.approx([share / sum(sums) for share in sums], abs=0.02)


async def test_of_digits_it_tells_the_likely_ones(model: ServerModel) -> None:
    found = await model.score(COUNT, DIGITS)
    assert sum(found.probabilities.values()) == pytest.approx(1)
    assert 0 < len(found.probabilities) < 10
    assert [*found.probabilities] == sorted(found.probabilities)
    assert 0 < found.below <= min(found.probabilities.values()) * found.mass < found.mass < 1


async def test_the_same_question_gets_the_same_numbers_in_company(model: ServerModel) -> None:
    alone = await model.score(COUNT, DIGITS)
    together = await asyncio.gather(*(model.score(COUNT, DIGITS) for _ in range(QUEUE)))
    for each in together:
        assert each.probabilities == pytest.approx(alone.probabilities, abs=0.05)


async def test_numbers_that_it_tells_digit_by_digit_are_not_weighed(model: ServerModel) -> None:
    with pytest.raises(ChoicesUntold):
        await model.score(chat("How many letters are in banana?"), [*map(str, range(100))])


async def test_who_has_no_key_is_not_let_in(served: str) -> None:
    model = asking(served, key="another", timeout=60.0)
    with pytest.raises(ModelUnavailable, match=r"does not let me in \(401\)"):
        await said(model, SEA)
    await model.close()
