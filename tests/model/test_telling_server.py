"""What a server tells of its tokens, what it refuses to tell, and where that makes no sense."""

import asyncio
import math
import socket
from collections.abc import Sequence

import pytest

from bot.errors import ModelError, ModelSilent, ModelUnavailable
from bot.model import Candidate, Capabilities, Piece, Sampling, ServerInfo, WrittenToken
from bot.model.looks import LookAtAttention
from bot.model.server import ServerModel
from bot.tokens import PromptToken
from tests.model.faulty import (
    DONE,
    END,
    GOOD,
    HEL,
    LO,
    TELLS,
    Answer,
    entry,
    hang,
    refusing,
    status,
    stream,
    telling,
    told,
    unsupported,
)
from tests.model.serving import asking, chat, pieces, said, telling_model
from tests.waiting import until

HELLO = chat("Say hello.")
ALL = Capabilities(writes=True, traces=True, scores=True)
DIGITS = [*map(str, range(10))]


async def capabilities(model: ServerModel) -> Capabilities:
    await model.settled()
    return model.capabilities


def token(text: str, id_: int = -1) -> PromptToken:
    return PromptToken(id_, text)


async def test_it_is_asked_once_in_the_background_what_it_tells() -> None:
    async with telling_model(GOOD) as (model, server):
        assert model.capabilities == Capabilities(writes=True)
        model.start()
        assert isinstance(model.state, ServerInfo)
        assert await model.settled() == model.state
        assert model.capabilities == ALL
        await asyncio.gather(said(model, HELLO), said(model, HELLO), model.settled())
        [trial] = server.trials
        assert (trial["max_tokens"], trial["logprobs"], trial["top_logprobs"]) == (1, True, 20)
        assert [(each["logprobs"], each["top_logprobs"]) for each in server.requests] == [(True, 6)] * 2


async def test_many_who_ask_at_the_same_time_wait_for_one_question() -> None:
    async with telling_model(GOOD) as (model, server):
        await asyncio.gather(said(model, HELLO), said(model, HELLO))
        assert len(server.trials) == 1


@pytest.mark.parametrize(
    ("trial", "traces", "scores", "trials", "sent"),
    [
        (TELLS, True, True, 1, {"logprobs": True, "top_logprobs": 6}),
        (refusing("top_logprobs", 5, TELLS), True, True, 2, {"logprobs": True, "top_logprobs": 5}),
        (refusing("top_logprobs", 0, telling(entry("1", -0.5))), True, False, 3, {"logprobs": True}),
        (refusing("logprobs", 0, GOOD), False, False, 4, {}),
        (stream(told(None, "1"), END, DONE), False, False, 1, {}),
        (stream(told({"content": None}, "1"), END, DONE), False, False, 1, {}),
        (telling(entry("1", -0.5)), True, False, 1, {"logprobs": True}),
        (stream(END, DONE), False, False, 1, {}),
    ],
)
async def test_it_is_asked_for_what_it_tells(
    trial: Answer, traces: bool, scores: bool, trials: int, sent: dict[str, object]
) -> None:
    async with telling_model(GOOD, trial=trial) as (model, server):
        assert await said(model, HELLO) == ["Hel", "lo"]
        assert model.capabilities == Capabilities(writes=True, traces=traces, scores=scores)
        assert len(server.trials) == trials
        assert {name: server.requests[0][name] for name in server.requests[0] if "logprobs" in name} == sent


@pytest.mark.parametrize("number", [400, 422])
async def test_what_refuses_everything_is_told_and_asked_again(number: int) -> None:
    async with telling_model(GOOD, trial=status(number)) as (model, server):
        for _ in range(2):
            with pytest.raises(ModelError, match=rf"refuses this \({number}\)"):
                await said(model, HELLO)
        assert len(server.trials) == 8
        assert server.requests == []
        assert await capabilities(model) == Capabilities(writes=True)


async def test_the_longest_answer_is_called_what_the_server_calls_it() -> None:
    message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    async with telling_model(GOOD, trial=refusing("max_tokens", 0, TELLS, message)) as (model, server):
        await said(model, HELLO, 8)
        assert model.capabilities == ALL
        assert [("max_tokens" in each, "max_completion_tokens" in each) for each in server.trials] == [
            (True, False),
            (False, True),
        ]
        assert server.requests[0]["max_completion_tokens"] == 8
        assert "max_tokens" not in server.requests[0]


NO_TEMPERATURE = "Unsupported value: 'temperature' does not support 0.0 with this model. Only the default is supported."
NO_TOP_P = "Unsupported parameter: 'top_p' is not supported with this model."
NO_MAX_TOKENS = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."
NO_LOGPROBS = "You are not allowed to request logprobs from this model"
THOUGHT = "Could not finish the message because max_tokens or model output limit was reached."


@pytest.mark.parametrize(
    ("trial", "left_out"),
    [
        (unsupported("temperature", NO_TEMPERATURE, TELLS, param="temperature"), "temperature"),
        (unsupported("temperature", NO_TEMPERATURE, TELLS), "temperature"),
        (unsupported("top_p", NO_TOP_P, TELLS, param="top_p"), "top_p"),
        (unsupported("top_p", "temperature and top_p cannot both be specified.", TELLS), "top_p"),
    ],
)
async def test_what_it_refuses_by_name_is_left_out_from_then_on(trial: Answer, left_out: str) -> None:
    async with telling_model(GOOD, trial=trial) as (model, server):
        for _ in range(2):
            assert await said(model, HELLO, sampling=Sampling(0.7, 40, 0.9)) == ["Hel", "lo"]
        assert model.capabilities == ALL
        assert len(server.trials) == 2
        drawing = {"temperature": 0.7, "top_p": 0.9}
        del drawing[left_out]
        assert [
            {name: sent[name] for name in sent if name in ("temperature", "top_p")} for sent in server.requests
        ] == [drawing] * 2


async def test_what_a_refusal_only_mentions_is_not_left_out() -> None:
    trial = unsupported("model", "What is the temperature?", TELLS, param="messages")
    async with telling_model(GOOD, trial=trial) as (model, server):
        with pytest.raises(ModelError, match=r"refuses this \(400\)"):
            await said(model, HELLO)
        assert all(("temperature" in sent, "top_p" in sent) == (True, True) for sent in server.trials)


async def test_a_model_that_thinks_before_it_answers_is_asked_as_it_wishes() -> None:
    """As OpenAI's are: they take hardly anything, and a short answer ends before it is begun."""
    thinks = unsupported("model", THOUGHT, GOOD)
    trial = unsupported("logprobs", NO_LOGPROBS, thinks, number=403)
    trial = unsupported("top_p", NO_TOP_P, trial, param="top_p")
    trial = unsupported("temperature", NO_TEMPERATURE, trial, param="temperature")
    trial = unsupported("max_tokens", NO_MAX_TOKENS, trial, param="max_tokens")
    async with telling_model(GOOD, thinks, trial=trial) as (model, server):
        assert await said(model, HELLO, 8) == ["Hel", "lo"]
        assert model.capabilities == Capabilities(writes=True)
        assert len(server.trials) == 5
        assert server.requests[0].keys() == {"model", "messages", "stream", "max_completion_tokens"}
        with pytest.raises(ModelError, match="has ended its answer without a word"):
            await said(model, HELLO, 8)


async def test_a_server_that_could_not_be_asked_is_asked_again() -> None:
    async with telling_model(GOOD, trial=hang, timeout=0.5) as (model, server):
        model.start()
        await model.settled()
        with pytest.raises(ModelSilent):
            await said(model, HELLO)
        server.trial = status(500)
        with pytest.raises(ModelError, match=r"has failed \(500\)"):
            await said(model, HELLO)
        server.trial = TELLS
        assert await said(model, HELLO) == ["Hel", "lo"]
        assert model.capabilities == ALL


async def test_nobody_waits_for_a_server_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        model = asking(f"http://127.0.0.1:{free.getsockname()[1]}/v1")
    model.start()
    assert await capabilities(model) == Capabilities(writes=True)
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        await model.score(HELLO, DIGITS)
    await model.close()


async def test_it_can_be_closed_while_it_is_being_asked() -> None:
    async with telling_model(GOOD, trial=hang, timeout=60.0) as (model, server):
        model.start()
        await until(lambda: server.trials, "the server to be asked", pause=0)
        await model.close()
        assert model.capabilities == Capabilities(writes=True)


async def test_each_token_comes_with_its_likelihood_and_its_runners_up() -> None:
    likeliest = [entry(text, -float(at), id=at) for at, text in enumerate("abcdefgh")]
    answer = telling(entry("b", -1.0, id=1, top_logprobs=likeliest), entry("!", -0.25), finish="length")
    async with telling_model(answer) as (model, _):
        first, second, last = await pieces(model, HELLO)
    others = tuple(Candidate(token(text, at), math.exp(-at)) for at, text in enumerate("abcdef") if text != "b")
    assert first == Piece("b", (WrittenToken(token("b", 1), math.exp(-1.0), others),))
    assert second == Piece("!", (WrittenToken(token("!"), math.exp(-0.25), ()),))
    assert last == Piece("", ended="length")


@pytest.mark.parametrize(
    ("logprobs", "tokens"),
    [
        ({"content": [{"token": "a", "logprob": -1.0}]}, [("a", math.exp(-1.0))]),
        ({"content": [{"token": "a", "logprob": -1.0, "bytes": None, "id": "7"}]}, [("a", math.exp(-1.0))]),
        ({"content": [{"token": "�", "logprob": -1.0, "bytes": [0xF0, 0x9F]}]}, [("⟨F0·9F⟩", math.exp(-1.0))]),
        ({"content": [{"token": "\ud800", "logprob": -1.0}]}, [("\ufffd", math.exp(-1.0))]),
        ({"content": [{"token": "", "logprob": -1.0, "bytes": []}]}, [("(special)", math.exp(-1.0))]),
        ({"content": [entry("a", 0.001)]}, [("a", 1.0)]),
        ({"content": [entry("a", 70_000.0)]}, [("a", 1.0)]),
        ({"content": [entry("a", -9999.0)]}, [("a", 0.0)]),
        ({"content": [entry("a", -math.inf)]}, [("a", 0.0)]),
        ({"content": [entry("a", math.nan), entry("b", 0.0)]}, [("b", 1.0)]),
        ({"content": [entry("a", 0.0, top_logprobs=[entry("b", math.nan)])]}, [("a", 1.0)]),
        ({"content": [entry("a", 0.0, bytes=[256])]}, []),
        ({"content": [{"token": "a"}]}, []),
        ({"content": "many"}, []),
        ({"tokens": ["a"], "token_logprobs": [-1.0]}, []),
        ("none", []),
        (None, []),
    ],
)
async def test_what_is_told_oddly_costs_the_tokens_alone(logprobs: object, tokens: Sequence[tuple[str, float]]) -> None:
    async with telling_model(stream(HEL, told(logprobs, "lo"), END, DONE)) as (model, _):
        answer = await pieces(model, HELLO)
    assert [piece.text for piece in answer] == ["Hel", "lo", ""]
    assert [(each.token.text, each.probability) for each in answer[1].tokens] == tokens
    assert not any(each.runners_up for each in answer[1].tokens)


async def test_the_part_of_a_character_is_shown_as_what_it_is() -> None:
    """As llama.cpp's server tells it: the text of the whole, and its own one only among the likeliest."""
    parts = [entry("�", -0.2, bytes=[0x93], id=237), entry("�", -3.0, bytes=[0x94], id=238)]
    async with telling_model(telling(entry("🍓", -0.2, id=237, top_logprobs=parts))) as (model, _):
        [piece, _] = await pieces(model, HELLO)
    assert piece.text == "🍓"
    [one] = piece.tokens
    assert (one.token, [each.token.text for each in one.runners_up]) == (token("⟨93⟩", 237), ["⟨94⟩"])


async def test_the_token_that_ends_the_answer_is_special() -> None:
    end = entry("</s>", -0.5, top_logprobs=[entry("</s>", -0.5), entry("!", -1.0)])
    async with telling_model(stream(HEL, LO, told({"content": [end]}, finish="stop"), DONE)) as (model, _):
        *_, last = await pieces(model, HELLO)
    [written] = last.tokens
    assert (last.text, last.ended, written.token) == ("", "stop", PromptToken(-1, "</s>", special=True))
    assert [each.token.text for each in written.runners_up] == ["!"]


async def test_an_answer_that_is_too_long_is_said_to_be() -> None:
    async with telling_model(stream(HEL, END.replace("stop", "length"), DONE), stream(*[HEL] * 99, end="hang")) as (
        model,
        _,
    ):
        for _ in range(2):
            *_, last = await pieces(model, HELLO, 8)
            assert last.ended == "length"


async def test_what_a_server_cannot_do_is_said() -> None:
    async with telling_model(GOOD, trial=GOOD) as (model, _):
        with pytest.raises(ModelUnavailable, match="tells no probabilities"):
            await model.score(HELLO, DIGITS)
        with pytest.raises(ModelUnavailable, match="does not go on from a text"):
            await model.next_tokens("a", [], Sampling())
        with pytest.raises(ModelUnavailable, match="shows no vectors"):
            await model.neighbours(1, [], 5)
        with pytest.raises(ModelUnavailable, match="from inside"):
            await model.look(LookAtAttention((1,), 1))
        assert await model.read_ahead(HELLO, 8) == 0
