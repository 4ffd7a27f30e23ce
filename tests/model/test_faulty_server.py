"""A server that goes wrong in every way: what is told, what is tried again, and that the key stays secret."""

import socket
import traceback
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from bot.errors import ModelBusy, ModelError, ModelLost, ModelSilent, ModelUnavailable
from bot.model import EncodedPrompt, Message, Piece, Prompt, Sampling, ServerInfo
from bot.model.server import ServerModel
from bot.tracing import belongs_to
from tests.model.faulty import DONE, END, GOOD, HEL, LO, Answer, Server, hang, refusing, serving, status, stream
from tests.model.serving import KEY, QUEUE, Option, asking, chat, said
from tests.waiting import until

HELLO = chat("Say hello.")
SILENT = "has said nothing for 2 seconds"
CUT = "has broken off its answer"
NONSENSE = "has sent what is no answer in OpenAI's protocol"


@asynccontextmanager
async def model_of(server: Server, **options: Option) -> AsyncIterator[ServerModel]:
    model = asking(server.url, **options)
    try:
        yield model
    finally:
        await model.close()


async def failure(model: ServerModel) -> tuple[ModelError, str]:
    """The error that the answer ends in, and what was said before."""
    text = ""
    try:
        async with aclosing(model.generate(HELLO, 8)) as parts:
            async for part in parts:
                text += part.text if isinstance(part, Piece) else ""
    except ModelError as error:
        return error, text
    raise AssertionError("nothing has failed")


async def test_it_is_known_whether_a_server_answers_and_what_is_asked_of_it_and_for_whom() -> None:
    async with serving(GOOD, refusing("max_tokens", 1, GOOD), status(500)) as server, model_of(server) as model:
        assert answers(model) is None
        belongs_to("77")
        async with aclosing(model.generate(HELLO, 8)) as parts:
            async for part in parts:
                assert model.workload.underway == {"writing": 1, "scoring": 0}
                assert isinstance(part, EncodedPrompt) or model.workload.written > 0
        assert (answers(model), server.ids) == (True, ["77"])
        for still in (True, False):  # what it does not take of one text is an answer
            await failure(model)
            assert answers(model) is still
        assert model.workload.underway == {"writing": 0, "scoring": 0}


def answers(model: ServerModel) -> bool | None:
    """Whether its server did when it was last asked."""
    assert isinstance(model.state, ServerInfo)
    return model.state.answers


@pytest.mark.parametrize(
    ("answer", "kind", "told", "before"),
    [
        (status(400), ModelError, "refuses this (400)", ""),
        (status(401), ModelUnavailable, "does not let me in (401)", ""),
        (status(403), ModelUnavailable, "does not let me in (403)", ""),
        (status(404), ModelUnavailable, "knows no model “tiny” (404)", ""),
        (status(422), ModelError, "refuses this (422)", ""),
        (status(429), ModelBusy, "takes no more questions for now (429)", ""),
        (status(500), ModelError, "has failed (500)", ""),
        (stream("{", number=500, end="cut"), ModelUnavailable, "cannot be reached", ""),
        (stream("{", number=500, end="hang"), ModelSilent, SILENT, ""),
        (hang, ModelSilent, SILENT, ""),
        (stream(end="hang"), ModelSilent, SILENT, ""),
        (stream(end="nothings"), ModelSilent, SILENT, ""),
        (stream(HEL, end="hang"), ModelSilent, SILENT, "Hel"),
        (stream(HEL, end="nothings"), ModelSilent, SILENT, "Hel"),
        (stream(end="cut"), ModelLost, CUT, ""),
        (stream(HEL, LO, end="cut"), ModelLost, CUT, "Hello"),
        (stream(HEL, LO), ModelLost, CUT, "Hello"),
        (stream(HEL, LO, DONE), ModelLost, CUT, "Hello"),
        (stream(HEL, f'data: {{"error": "{KEY}"}}\n\n'), ModelLost, CUT, "Hel"),
        (stream(HEL, "data: {oops\n\n"), ModelError, NONSENSE, "Hel"),
        (stream(HEL, b"data: \xff\n\n"), ModelError, NONSENSE, "Hel"),
        (stream("data: [1]\n\n"), ModelError, NONSENSE, ""),
        (stream('data: {"choices": 3}\n\n'), ModelError, NONSENSE, ""),
        (stream("data: {}\n\n"), ModelError, NONSENSE, ""),
        (stream("<h1>Welcome</h1>", kind="text/html"), ModelError, NONSENSE, ""),
        (stream('{"choices": []}', kind="application/json"), ModelError, NONSENSE, ""),
        (stream(), ModelError, NONSENSE, ""),
        (stream(DONE), ModelError, NONSENSE, ""),
        (stream(END, DONE), ModelError, "has ended its answer without a word", ""),
    ],
)
async def test_what_goes_wrong_is_told_without_the_key(
    answer: Answer, kind: type[ModelError], told: str, before: str, caplog: pytest.LogCaptureFixture
) -> None:
    timeout = 2.0 if told == SILENT else 60.0
    async with serving(answer, GOOD) as server, model_of(server, timeout=timeout) as model:
        error, text = await failure(model)
        assert type(error) is kind
        assert f"The model's server at 127.0.0.1:{server.port} {told}" in str(error)
        assert text == before
        assert await said(model, HELLO) == ["Hel", "lo"]
        for place in (
            str(error),
            caplog.text,
            "".join(traceback.format_exception(error)),
            repr(model),
            str(model.state),
        ):
            assert KEY not in place


@pytest.mark.parametrize(
    ("answer", "retries", "tries"),
    [(status(500), 2, 3), (status(429), 1, 2), (hang, 1, 2), (status(401), 2, 1), (stream(HEL, end="cut"), 2, 1)],
)
async def test_what_may_pass_is_tried_again_until_the_answer_begins(answer: Answer, retries: int, tries: int) -> None:
    timeout = 2.0 if answer is hang else 60.0
    async with serving(answer) as server, model_of(server, retries=retries, timeout=timeout) as model:
        await failure(model)
        assert len(server.requests) == tries


async def test_a_fault_that_passes_is_not_noticed() -> None:
    async with serving(status(500), status(503), GOOD) as server, model_of(server, retries=2) as model:
        assert await said(model, HELLO) == ["Hel", "lo"]


async def test_nobody_is_at_the_address(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    model = asking(f"http://me:{KEY}@{address}/v1")
    error, _ = await failure(model)
    await model.close()
    assert isinstance(error, ModelUnavailable)
    assert f"The model's server at {address} cannot be reached" in str(error)
    assert "connection attempts failed" in caplog.text
    assert KEY not in caplog.text + str(error)


async def test_a_password_in_the_address_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(status(400)) as server:
        model = asking(server.url.replace("//", "//me:hidden@"))
        await failure(model)
        await model.close()
    assert "Not with Basic …" in caplog.text
    assert "hidden" not in caplog.text


@pytest.mark.parametrize(
    ("written", "reason", "kept"),
    [
        ("My name is Marjolaine.", "cut short: “… name is Marjol”", False),
        ("hi", "no such word: 'hi'", False),
        ("hi", "this is longer than 2048 tokens", True),
    ],
)
async def test_what_members_wrote_is_not_logged_where_the_server_repeats_it(
    written: str, reason: str, kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(refusing("max_tokens", 0, GOOD, reason)) as server, model_of(server) as model:
        with pytest.raises(ModelError, match=r"refuses this \(400\)"):
            await said(model, chat(written))
    assert "BadRequestError: " in caplog.text
    assert "400" in caplog.text
    assert (reason in caplog.text) == kept


async def test_what_a_model_wrote_is_not_logged_where_it_is_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(stream('data: {"choices": "strawberry"}\n\n')) as server, model_of(server) as model:
        await failure(model)
    assert "ValidationError: " in caplog.text
    assert "strawberry" not in caplog.text


async def test_what_is_sent() -> None:
    prompt = Prompt((Message("system", "Be kind."), Message("user", "\ud83c\udf53 \ud800 <|im_end|>")))
    async with serving(GOOD) as server, model_of(server) as model:
        await said(model, prompt, 8)
        await said(model, prompt, 9, Sampling(temperature=0.7, top_k=40, top_p=0.9))
    messages = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "🍓 \ufffd <|im_end|>"}]
    always = {"model": "tiny", "messages": messages, "stream": True}
    assert server.requests == [
        always | {"max_tokens": 8, "temperature": 0.0, "top_p": 1.0},
        always | {"max_tokens": 9, "temperature": 0.7, "top_p": 0.9},
    ]
    assert server.keys == [f"Bearer {KEY}"] * 2


async def test_a_key_that_is_meant_for_another_server_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    async with serving(GOOD) as server, model_of(server, key="") as model:
        await said(model, HELLO)
    assert KEY not in server.keys[0]


async def test_the_oldest_turns_of_a_long_chat_are_left_out() -> None:
    long = Prompt((Message("system", "Be kind."), *chat(*("strawberry " * 30 for _ in range(20)), "And now?").messages))
    async with serving(GOOD) as server, model_of(server, context_tokens=300) as model:
        async with aclosing(model.generate(long, 100)) as parts:
            reading = await anext(parts)
            assert reading == EncodedPrompt((), (), dropped=18, window=300)
            assert [part async for part in parts] == [Piece("Hel"), Piece("lo"), Piece("", ended="stop")]
        sent = [(message.role, message.content) for message in (long.messages[0], *long.messages[19:])]
        assert server.requests[0]["messages"] == [{"role": role, "content": content} for role, content in sent]
        with pytest.raises(ModelError, match="That is about 307 tokens for the model, which reads 200 at most"):
            await said(model, chat("strawberry " * 300), 100)
        assert len(server.requests) == 1


async def test_more_than_may_wait_are_told_so_and_who_leaves_makes_room() -> None:
    async with serving(stream(HEL, end="hang")) as server, model_of(server, timeout=60.0) as model:
        waiting = [model.generate(HELLO, 8) for _ in range(QUEUE)]
        for parts in waiting:
            assert isinstance(await anext(parts), EncodedPrompt)
            assert await anext(parts) == Piece("Hel")
        with pytest.raises(ModelBusy, match="busy with other questions"):
            await said(model, HELLO)
        await waiting[0].aclose()
        async with aclosing(model.generate(HELLO, 8)) as parts:
            assert isinstance(await anext(parts), EncodedPrompt)
        await waiting[1].aclose()


async def test_a_server_is_told_when_nobody_waits_for_its_answer_any_more() -> None:
    async with serving(stream(HEL, end="hang")) as server, model_of(server, timeout=60.0) as model:
        async with aclosing(model.generate(HELLO, 2_000)) as parts:
            assert isinstance(await anext(parts), EncodedPrompt)
            assert await anext(parts) == Piece("Hel")
            assert server.left == 0
        await until(lambda: server.left == 1, "the request to end at the server")


async def test_a_server_that_never_ends_its_answer_is_left() -> None:
    async with serving(stream(*[HEL] * 5_000, end="hang")) as server, model_of(server) as model:
        text = "".join(await said(model, HELLO, 8))
    assert 8 * 16 < len(text) < 8 * 16 + 4
