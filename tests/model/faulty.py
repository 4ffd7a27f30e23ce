"""A server that speaks OpenAI's protocol and goes wrong in every way."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

HEL, LO = (f'data: {{"choices": [{{"index": 0, "delta": {{"content": "{text}"}}}}]}}\n\n' for text in ("Hel", "lo"))
USAGE = 'data: {"choices": [], "usage": {}}\n\n'
END = 'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\n'
DONE = "data: [DONE]\n\n"

Answer = Callable[["Server", web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Server:
    """Answers each request with the next of ``answers``, the last of them again and again.

    The question what it tells, which is the only one for a single token, is answered with ``trial``.
    """

    answers: list[Answer]
    trial: Answer
    trials: list[dict[str, object]] = field(default_factory=list)
    requests: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    ids: list[str | None] = field(default_factory=list)
    left: int = 0
    """Requests whose sender has gone before they were answered."""
    port: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """What is said to ``request``."""
        body = await request.json()
        if 1 in (body.get("max_tokens"), body.get("max_completion_tokens")):
            self.trials.append(body)
            return await self.trial(self, request)
        self.requests.append(body)
        self.keys.append(request.headers["Authorization"])
        self.ids.append(request.headers.get("X-Request-Id"))
        try:
            return await self.answers[min(len(self.requests), len(self.answers)) - 1](self, request)
        except asyncio.CancelledError:
            self.left += 1
            raise


@asynccontextmanager
async def serving(*answers: Answer, trial: Answer | None = None) -> AsyncIterator[Server]:
    """A server on a port of its own, which tells no tokens where ``trial`` does not say otherwise."""
    server = Server([*answers], trial or GOOD)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()


def status(number: int) -> Answer:
    """An error that repeats the key."""

    async def answer(_: Server, request: web.Request) -> web.Response:
        error = {"error": {"message": f"Not with {request.headers['Authorization']}"}}
        return web.json_response(error, status=number, headers={"retry-after-ms": "1"})

    return answer


def refusing(name: str, most: int, otherwise: Answer, told: str = "") -> Answer:
    """A 400 that says ``told`` to whoever sends ``name`` with more than ``most``; ``otherwise`` to others."""

    async def answer(server: Server, request: web.Request) -> web.StreamResponse:
        if int((await request.json()).get(name, -1)) > most:
            return web.json_response({"error": {"message": told}}, status=400)
        return await otherwise(server, request)

    return answer


def unsupported(name: str, said: str, otherwise: Answer, *, param: str | None = None, number: int = 400) -> Answer:
    """A refusal to whoever sends ``name``, in OpenAI's words; ``otherwise`` to others."""

    async def answer(server: Server, request: web.Request) -> web.StreamResponse:
        if name in await request.json():
            error = {"message": said, "type": "invalid_request_error", "param": param, "code": None}
            return web.json_response({"error": error}, status=number)
        return await otherwise(server, request)

    return answer


def entry(token: str, logprob: float, **more: object) -> dict[str, object]:
    """What is told of a token."""
    return {"token": token, "logprob": logprob, "bytes": [*token.encode()]} | more


def told(logprobs: object, text: str = "", finish: str | None = None) -> str:
    """A piece with what is told of its tokens."""
    choice = {"index": 0, "delta": {"content": text}, "logprobs": logprobs, "finish_reason": finish}
    return f"data: {json.dumps({'choices': [choice]})}\n\n"


def telling(*entries: dict[str, object], finish: str = "stop") -> Answer:
    """An answer whose tokens are told, one a piece."""
    pieces = (told({"content": [each]}, str(each["token"])) for each in entries)
    return stream(*pieces, END.replace("stop", finish), DONE)


def stream(*parts: str | bytes, kind: str = "text/event-stream", number: int = 200, end: str = "close") -> Answer:
    """These ``parts``, and then the ``end`` of the stream: it is closed, it is cut, it hangs, or it says nothings."""

    async def answer(_: Server, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=number, headers={"Content-Type": kind})
        await response.prepare(request)
        for part in parts:
            await response.write(part.encode() if isinstance(part, str) else part)
        if end == "cut" and request.transport:
            request.transport.abort()
        while end == "nothings":
            await response.write(b": still there\n\n")
            await asyncio.sleep(0.05)
        if end == "hang":
            await asyncio.Event().wait()
        return response

    return answer


async def hang(_: Server, request: web.Request) -> web.Response:
    """Nothing, for ever."""
    await asyncio.Event().wait()
    return web.Response()


GOOD = stream(HEL, LO, END, USAGE, DONE)
TELLS = telling(entry("1", -0.5, top_logprobs=[entry("1", -0.5), entry("One", -2.0)]))
"""What is answered to the question what it tells by a server that tells everything."""
