"""A server that speaks OpenAI's protocol and goes wrong in every way."""

import asyncio
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
    """Answers each request with the next of ``answers``, the last of them again and again."""

    answers: list[Answer]
    requests: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """What is said to ``request``."""
        self.requests.append(await request.json())
        self.keys.append(request.headers["Authorization"])
        return await self.answers[min(len(self.requests), len(self.answers)) - 1](self, request)


@asynccontextmanager
async def serving(*answers: Answer) -> AsyncIterator[Server]:
    """A server on a port of its own."""
    server = Server([*answers])
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
