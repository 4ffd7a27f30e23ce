"""A language model on a server that speaks OpenAI's protocol: vLLM, llama.cpp's, ``transformers serve``, OpenAI's own.

The package ``openai`` takes half a second to import, so this is imported only where the config asks for a server.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache, partial
from typing import cast
from urllib.parse import urlsplit

import httpx2
import openai
from openai import AsyncStream
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam
from pydantic import BaseModel
from tiktoken import Encoding

from bot.config import Settings
from bot.errors import EncodingUnavailable, ModelBusy, ModelError, ModelLost, ModelUnavailable
from bot.model.api import (
    GREEDY,
    Message,
    ModelState,
    Neighbours,
    NextTokens,
    Piece,
    Prompt,
    Reading,
    Sampling,
    Scores,
    ServerInfo,
)
from bot.model.fitting import fitted
from bot.tokens import Encodings, token_ids, well_formed

log = logging.getLogger(__name__)

_MARKUP = 4
"""Tokens that a chat template has around a message, roughly."""
_WIDEST = 16
"""Characters a token, on the average of an answer. A server whose answer has more does not mind how long it may be."""


class _Delta(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    delta: _Delta = _Delta()
    finish_reason: str | None = None


class _Chunk(BaseModel):
    """What is read of a piece of a streamed answer; the package itself checks nothing."""

    choices: list[_Choice]


@dataclass(frozen=True, slots=True)
class _Counted:
    prompt: Prompt
    tokens: int

    def __len__(self) -> int:
        return self.tokens


class ServerModel:
    """A ``LanguageModel`` that asks a server. It can always be asked; whether the server answers is seen then."""

    def __init__(self, settings: Settings, encodings: Encodings) -> None:
        """Tokens are counted with the default one of ``encodings``, as the server's own are not known."""
        self._settings = settings.openai
        self._queue = settings.model.queue
        self._count_with = partial(encodings.load, settings.tokens.encoding)
        self._info = ServerInfo(settings.openai.model, _address(settings.openai.base_url))
        self._underway = 0
        self._key = settings.openai.key.get_secret_value().strip()
        self._client = openai.AsyncOpenAI(
            base_url=settings.openai.base_url,
            # Without any, the package would look for one in the environment, which may be meant for another server.
            api_key=self._key or "none",
            timeout=settings.openai.timeout,
            max_retries=settings.openai.retries,
        )

    @property
    def state(self) -> ModelState:
        """The model's name, and the server's address."""
        return self._info

    def start(self) -> None:
        """Nothing is to be made ready."""

    async def settled(self) -> ModelState:
        """There is nothing to wait for."""
        return self._info

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> Scores:
        """Raises ``ModelUnavailable``."""
        raise ModelUnavailable(f"{self._server} tells no probabilities, only what its model says.")

    async def next_tokens(self, text: str, ids: Sequence[int], sampling: Sampling) -> NextTokens:
        """Raises ``ModelUnavailable``."""
        raise ModelUnavailable(f"{self._server} tells no probabilities, only what its model says.")

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        """Raises ``ModelUnavailable``."""
        raise ModelUnavailable(f"{self._server} shows no vectors, only what its model says.")

    async def generate(
        self, prompt: Prompt, max_tokens: int, sampling: Sampling = GREEDY
    ) -> AsyncGenerator[Reading | Piece]:
        """First how many messages were dropped, then the answer, piece by piece. Raises ``ModelError``.

        The server begins the answer itself: a cue is not sent, and neither is ``top_k``, which not all of them know.
        """
        if self._underway >= self._queue:
            raise ModelBusy("The model is busy with other questions. Ask again in a moment.")
        self._underway += 1
        try:
            fitting, dropped = await self._fitting(prompt, max_tokens)
            yield Reading((), (), dropped, self._settings.context_tokens)
            async with aclosing(self._pieces(fitting, max_tokens, sampling)) as pieces:
                async for piece in pieces:
                    yield piece
        finally:
            self._underway -= 1

    @property
    def _server(self) -> str:
        return f"The model's server at {self._info.address}"

    async def _fitting(self, prompt: Prompt, max_tokens: int) -> tuple[Prompt, int]:
        """What of ``prompt`` fits, and how many of its messages were dropped."""
        longest = self._settings.context_tokens - max_tokens
        try:
            encoding = await self._count_with()
        except EncodingUnavailable as error:
            raise ModelUnavailable(str(error)) from error
        counted, dropped = await asyncio.to_thread(
            fitted, prompt, longest, partial(_counted, cache(partial(_size, encoding)))
        )
        if len(counted) > longest:
            raise ModelError(
                f"That is about {len(counted):,} tokens for the model, which reads {longest:,} at most. "
                "Try a shorter text."
            )
        return counted.prompt, dropped

    async def _pieces(self, prompt: Prompt, max_tokens: int, sampling: Sampling) -> AsyncGenerator[Piece]:
        """The server's answer up to the chunk that says why it ends, or until it is longer than it can honestly be."""
        begun = ended = False
        wrote = 0
        try:
            async with await self._begin(prompt, max_tokens, sampling) as stream:
                chunks = aiter(stream)
                while not ended and (chunk := await self._next(chunks)):
                    begun = True
                    for choice in chunk.choices:
                        if text := well_formed(choice.delta.content or ""):
                            wrote += len(text)
                            yield Piece(text)
                        ended = ended or bool(choice.finish_reason) or wrote > max_tokens * _WIDEST
        except (openai.OpenAIError, TimeoutError, ValueError) as error:
            raise self._broken(error) from None
        if not begun:
            raise self._no_protocol()
        if not ended:
            raise self._broken_off()
        if not wrote:
            raise ModelError(
                f"{self._server} has ended its answer without a word. Ask again. If its model thinks before it "
                "answers, whoever runs me has to give it more tokens."
            )

    async def _begin(self, prompt: Prompt, max_tokens: int, sampling: Sampling) -> AsyncStream[ChatCompletionChunk]:
        """The stream of the server's answer, of which nothing is read yet."""
        greedy = sampling.top_k == 1
        try:
            return await self._client.chat.completions.create(
                model=self._info.name,
                messages=_messages(prompt),
                stream=True,
                max_tokens=max_tokens,
                temperature=0.0 if greedy else sampling.temperature,
                top_p=1.0 if greedy else sampling.top_p,
            )
        except (openai.OpenAIError, httpx2.HTTPError) as error:  # the latter while it reads what is wrong
            raise self._refused(error) from None

    async def _next(self, chunks: AsyncIterator[ChatCompletionChunk]) -> _Chunk | None:
        """The next chunk, or None at the end. The package's timeout is no match for a server that sends comments."""
        async with asyncio.timeout(self._settings.timeout):
            chunk = await anext(chunks, None)
        return None if chunk is None else _Chunk.model_validate(chunk, from_attributes=True)

    def _refused(self, error: Exception) -> ModelError:
        """What is told where no answer begins."""
        self._log(error)
        match error:
            case openai.APITimeoutError() | httpx2.TimeoutException():
                return self._silent()
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                return ModelUnavailable(
                    f"{self._server} does not let me in ({error.status_code}). Whoever runs me has to set the right "
                    "openai.key."
                )
            case openai.NotFoundError():
                return ModelUnavailable(
                    f"{self._server} knows no model “{self._info.name}” (404). Whoever runs me has to put openai.model "
                    "or openai.base_url right."
                )
            case openai.RateLimitError():
                return ModelBusy(f"{self._server} takes no more questions for now (429). Ask again in a moment.")
            case openai.InternalServerError():
                return ModelError(f"{self._server} has failed ({error.status_code}). Ask again in a moment.")
            case openai.APIStatusError():
                return ModelError(
                    f"{self._server} refuses this ({error.status_code}). Whoever runs me finds the reason in the log."
                )
            case _:
                return ModelUnavailable(
                    f"{self._server} cannot be reached. Ask again later; whoever runs me has to see whether it runs "
                    "and openai.base_url is right."
                )

    def _broken(self, error: Exception) -> ModelError:
        """What is told where an answer has begun and does not go on."""
        self._log(error)
        match error:
            case TimeoutError() | openai.APITimeoutError():
                return self._silent()
            case ValueError():  # no UTF-8, no JSON, or not what a chunk is
                return self._no_protocol()
            case _:
                return self._broken_off()

    def _silent(self) -> ModelError:
        return ModelBusy(
            f"{self._server} has said nothing for {self._settings.timeout:g} seconds. Ask again in a moment."
        )

    def _broken_off(self) -> ModelError:
        return ModelLost(f"{self._server} has broken off its answer. Ask again in a moment.")

    def _no_protocol(self) -> ModelError:
        return ModelError(
            f"{self._server} has sent what is no answer in OpenAI's protocol. Ask again; whoever runs me has to see "
            "whether openai.base_url is right."
        )

    def _log(self, error: Exception) -> None:
        said = " ".join(f"{type(error).__name__}: {error} {error.__cause__ or ''}".split())
        # A server may repeat the key that it refuses.
        log.warning("%s: %s", self._server, said.replace(self._key, "…")[:500] if self._key else said[:500])


def _address(url: str) -> str:
    """The host of ``url``, with its port where it names one; nothing of a name, a password or a path."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _counted(size: Callable[[Message], int], prompt: Prompt) -> _Counted:
    return _Counted(prompt, sum(map(size, prompt.messages)))


def _size(encoding: Encoding, message: Message) -> int:
    return _MARKUP + len(token_ids(encoding, well_formed(message.content)))


def _messages(prompt: Prompt) -> list[ChatCompletionMessageParam]:
    return [
        # One of several TypedDicts, which differ in the role.
        cast("ChatCompletionMessageParam", {"role": message.role, "content": well_formed(message.content)})
        for message in prompt.messages
    ]
