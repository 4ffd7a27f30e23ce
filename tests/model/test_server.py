"""A model on a server that tells nothing of its tokens: the real `transformers serve`, with a model that babbles."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from functools import partial
from pathlib import Path

import pytest

from bot.errors import ModelError, ModelUnavailable
from bot.model import Capabilities, EncodedPrompt, Piece, Prompt
from bot.model.server import ServerModel
from tests.model.serving import asking, chat, pieces, said
from tests.servers import aside, save_tiny, transformers_serve

SEA = chat("Tell me about the sea.")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The server's address and the folder of its model, which is its name too."""
    folder = tmp_path_factory.mktemp("tiny")
    aside(partial(save_tiny, folder))
    with transformers_serve(folder) as address:
        yield address, folder


@pytest.fixture
async def model(served: tuple[str, Path]) -> AsyncIterator[ServerModel]:
    address, folder = served
    model = asking(address, model=str(folder), timeout=60.0)
    yield model
    await model.close()


async def test_it_streams_the_likeliest_words_and_the_same_again(model: ServerModel, served: tuple[str, Path]) -> None:
    answer = await said(model, SEA)
    assert "".join(answer) == aside(partial(likeliest, served[1], SEA, 16))
    assert len(answer) > 1, "in pieces"
    assert answer == await said(model, SEA)


def likeliest(folder: Path, asked: Prompt, tokens: int) -> str:
    """What the model in ``folder`` finds likeliest, without a server."""
    import torch  # slow, as transformers is
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    messages = [{"role": message.role, "content": message.content} for message in asked.messages]
    ids = tokenizer(str(tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)))[
        "input_ids"
    ]
    model, written = AutoModelForCausalLM.from_pretrained(folder), list[int]()
    while len(written) < tokens and tokenizer.eos_token_id not in written:
        written.append(int(model(torch.tensor([[*ids, *written]])).logits[0, -1].argmax()))
    return str(tokenizer.decode(written, skip_special_tokens=True))


async def test_it_tells_nothing_of_its_tokens(model: ServerModel) -> None:
    await model.settled()
    assert model.capabilities == Capabilities(writes=True)
    assert not any(piece.tokens for piece in await pieces(model, SEA))
    with pytest.raises(ModelUnavailable, match="tells no probabilities"):
        await model.score(SEA, ["1", "2"])


async def test_it_says_when_an_answer_is_too_long(model: ServerModel) -> None:
    *_, last = await pieces(model, SEA, 4)
    assert last.ended == "length"


async def test_after_an_answer_that_nobody_waits_for_the_next_is_as_before(model: ServerModel) -> None:
    before = await said(model, SEA, 8)
    async with aclosing(model.generate(SEA, 2_000)) as parts:
        assert isinstance(await anext(parts), EncodedPrompt)
        assert isinstance(await anext(parts), Piece)
    assert await said(model, SEA, 8) == before


async def test_several_are_answered_at_once(model: ServerModel) -> None:
    questions = [SEA, chat("Who was Ada Lovelace?")]
    answers = await asyncio.gather(*(said(model, question, 8) for question in questions))
    assert answers == [await said(model, question, 8) for question in questions]


async def test_what_the_server_refuses_is_told(served: tuple[str, Path]) -> None:
    address, _ = served
    model = asking(address, model="another", timeout=60.0)
    with pytest.raises(ModelError, match=r"at 127\.0\.0\.1:[0-9]+ refuses this \(400\)"):
        await said(model, SEA)
    await model.close()
