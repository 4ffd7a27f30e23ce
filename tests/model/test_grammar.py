"""What a model writes under a grammar: nothing else, in just the tokens of its texts, whatever stands in these."""

import json

import pytest

from bot.errors import ModelError, ModelUnavailable
from bot.letters.calling import call_grammar, read_call
from bot.model import LocalModel, Message, Piece, Prompt, Sampling
from bot.tokens.encodings import smollm2
from tests.model.faulty import GOOD, serving
from tests.model.serving import asking, pieces

together = pytest.mark.asyncio(loop_scope="session")

PROMPT = Prompt((Message("user", "Which fruit is red?"),))
ODD = ["🍓", "👩‍👩‍👧", "שלום", "e\u0301", '"', "\\", '" | root', "a\nb", "<[1]>", "<|im_end|>", "\ud800", "\u2028", "]"]


async def written(model: LocalModel, grammar: str, tokens: int = 60) -> tuple[str, list[int]]:
    """What the model writes, and the ids of it but for the one that ends it."""
    text, ids = "", []
    sampling = Sampling(top_k=1, grammar=grammar)
    async for part in model.generate(PROMPT, tokens, sampling):
        if isinstance(part, Piece):
            text += part.text
            ids += [each.token.id for each in part.tokens if not each.token.special]
    return text, ids


@together
@pytest.mark.parametrize("odd", ODD, ids=ascii)
async def test_a_text_is_written_in_its_own_tokens(model: LocalModel, odd: str) -> None:
    text, ids = await written(model, f"root ::= {json.dumps(odd)}")
    expected = smollm2().encode_ordinary(odd.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    assert ids == expected
    assert text == smollm2().decode(expected)


@together
async def test_the_likeliest_of_what_is_allowed_is_written(model: LocalModel) -> None:
    text, _ = await written(model, 'root ::= "The " ("strawberry" | "qwxz") " is " ("red" | "blue")')
    assert text == "The strawberry is red"


@together
@pytest.mark.parametrize("asked", ["How many r's are in strawberry?", "r in 🍓 and שלום, “naïve\\n”?", "a " * 100])
async def test_a_call_under_its_grammar_is_always_one_of_the_question(model: LocalModel, asked: str) -> None:
    text, _ = await written(model, call_grammar(asked), 250)
    call = read_call(text)
    assert call is not None
    assert call.text in asked
    assert call.letter in asked.lower()


@together
async def test_without_a_grammar_the_model_writes_as_before(model: LocalModel) -> None:
    before = await written(model, "", 20)
    assert (await written(model, 'root ::= "x"'))[0] == "x"
    assert await written(model, "", 20) == before


@together
async def test_what_is_no_grammar_is_an_error_and_the_model_goes_on(model: LocalModel) -> None:
    pid = model.pid
    with pytest.raises(ModelError):
        await written(model, "root ::= ~~")
    assert (await written(model, 'root ::= "fine"'))[0] == "fine"
    assert model.pid == pid


async def test_a_server_is_not_asked_for_what_its_protocol_lacks() -> None:
    async with serving(GOOD) as server:
        model = asking(server.url)
        with pytest.raises(ModelUnavailable, match="held to a grammar"):
            await pieces(model, PROMPT, sampling=Sampling(grammar='root ::= "a"'))
        await model.close()
    assert server.requests == []
