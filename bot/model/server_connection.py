"""The connection to a server that speaks OpenAI's protocol: what is sent to it, and what it answers, part by part."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass

import httpx2
import openai
from openai import AsyncStream, omit
from openai.types.chat import ChatCompletionChunk

from bot.config import OpenAISettings
from bot.model.api import Message, Prompt, Sampling
from bot.model.server_dialect import Dialect, learned
from bot.model.server_faults import Faults
from bot.model.server_wire import Choice, Chunk, Place, wire_messages
from bot.tracing import request_id

_TRIAL = Prompt((Message("user", "Count from 1 to 5."),))
"""What a server is asked to see what it tells: any model begins its answer with a word."""
_PICKY = Sampling(temperature=0.0, top_p=0.5)
"""What goes with it: neither is what a server does anyway, so that one which does nothing else refuses them."""
_REQUEST_ID = "X-Request-Id"
"""The header by which the logs of a server and of the bot can be told to belong together."""
_REFUSED = (openai.OpenAIError, httpx2.HTTPError)
"""Where no answer begins; the latter while the package reads what is wrong."""

_REFUSALS = (openai.BadRequestError, openai.UnprocessableEntityError)
"""What a server that is well answers to what it does not take."""


@dataclass(frozen=True, slots=True)
class Request:
    """A chat to be continued by ``max_tokens``, and how many of the likeliest tokens are to be told at each place.

    ``told`` is 0 for no others than those that are written, and None for nothing of them.
    """

    prompt: Prompt
    max_tokens: int
    sampling: Sampling
    told: int | None


class Connection:
    """Asks a server, and says what is wrong with it by ``faults``."""

    def __init__(self, settings: OpenAISettings, faults: Faults) -> None:
        self.answers: bool | None = None
        """Whether the server began to answer when it was last asked something, None before it has been."""
        self._settings = settings
        self._faults = faults
        self._client = openai.AsyncOpenAI(
            base_url=settings.base_url,
            # Without any, the package would look for one in the environment, which may be meant for another server.
            api_key=settings.key.get_secret_value().strip() or "none",
            timeout=settings.timeout,
            max_retries=settings.retries,
        )

    async def close(self) -> None:
        """Close what is open."""
        await self._client.close()

    async def learned(self) -> Dialect:
        """What the server takes and tells, found by asking. Raises ``ModelError``."""
        with self._answered():
            return await learned(self._try)

    async def choices(self, request: Request, dialect: Dialect) -> AsyncGenerator[Choice]:
        """The parts of the server's answer up to the one that says why it ends. Raises ``ModelError``."""
        with self._answered(request.prompt):
            stream = await self._begin(request, dialect)
        async with aclosing(self._read(stream, request.prompt)) as choices:
            async for choice in choices:
                yield choice

    @contextmanager
    def _answered(self, asked: Prompt | None = None) -> Iterator[None]:
        """Note whether the server answers to what was ``asked`` inside. Raises ``ModelError`` where it does not."""
        try:
            yield
        except _REFUSED as error:
            self.answers = isinstance(error, _REFUSALS)
            raise self._faults.refused(error, asked) from None
        self.answers = True

    async def _try(self, dialect: Dialect) -> tuple[Place, ...]:
        """What is told of the tokens of a short answer. Raises ``ModelError``, and what is in ``_REFUSED``."""
        stream = await self._begin(Request(_TRIAL, 1, _PICKY, dialect.told), dialect)
        async with aclosing(self._read(stream, _TRIAL)) as choices:
            return tuple([place async for choice in choices for place in choice.places])

    async def _begin(self, request: Request, dialect: Dialect) -> AsyncStream[ChatCompletionChunk]:
        """The stream of the server's answer, of which nothing is read yet. Raises what is in ``_REFUSED``."""
        sampling = Sampling(temperature=0.0) if request.sampling.top_k == 1 else request.sampling
        return await self._client.chat.completions.create(
            model=self._settings.model,
            messages=wire_messages(request.prompt),
            stream=True,
            max_tokens=request.max_tokens if dialect.limit == "max_tokens" else omit,
            max_completion_tokens=request.max_tokens if dialect.limit == "max_completion_tokens" else omit,
            temperature=omit if "temperature" in dialect.without else sampling.temperature,
            top_p=omit if "top_p" in dialect.without else sampling.top_p,
            logprobs=omit if request.told is None else True,
            top_logprobs=request.told or omit,
            extra_headers={_REQUEST_ID: id_} if (id_ := request_id()) else None,
        )

    async def _read(self, stream: AsyncStream[ChatCompletionChunk], asked: Prompt) -> AsyncGenerator[Choice]:
        """What comes in answer to what was ``asked``, up to the part that says why it ends. Raises ``ModelError``."""
        begun = ended = False
        try:
            async with stream:
                chunks = aiter(stream)
                while not ended and (chunk := await self._next(chunks)):
                    begun = True
                    for choice in chunk.choices:
                        yield choice
                        ended = ended or bool(choice.ended)
        except (openai.OpenAIError, TimeoutError, ValueError) as error:
            raise self._faults.broken(error, asked) from None
        if not begun:
            raise self._faults.no_protocol()
        if not ended:
            raise self._faults.broken_off()

    async def _next(self, chunks: AsyncIterator[ChatCompletionChunk]) -> Chunk | None:
        """The next chunk, or None at the end. The package's timeout is no match for a server that sends comments."""
        async with asyncio.timeout(self._settings.timeout):
            chunk = await anext(chunks, None)
        return None if chunk is None else Chunk.model_validate(chunk, from_attributes=True)
