"""A language model on a server that speaks OpenAI's protocol: vLLM, llama.cpp's, ``transformers serve``, OpenAI's own.

The package ``openai`` takes half a second to import, so this is imported only where the config asks for a server.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TypeVar
from urllib.parse import urlsplit

from tiktoken import Encoding

from bot.config import Settings
from bot.errors import EncodingUnavailable, ModelBusy, ModelError, ModelUnavailable
from bot.language import later
from bot.model.api import (
    GREEDY,
    EncodedPrompt,
    ForcedChoice,
    Message,
    Neighbours,
    NextTokens,
    Piece,
    Prompt,
    Sampling,
)
from bot.model.looks import Look
from bot.model.protocols import Capabilities, ModelState, ServerInfo, Workload
from bot.model.requests import RUNNERS_UP, Lane
from bot.model.server_connection import Connection, Request
from bot.model.server_dialect import Dialect
from bot.model.server_faults import Faults
from bot.model.server_scoring import ROOM, choice_from_likeliest, with_instruction
from bot.model.server_wire import Place
from bot.model.truncation import truncated
from bot.tokens import Encodings, token_ids, well_formed

R = TypeVar("R")

_MARKUP = 4
"""Tokens that a chat template has around a message, roughly."""
_WIDEST = 16
"""Characters a token, on average of an answer. A server whose answer has more does not mind how long it may be."""


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
        self._count_with = partial(encodings.load, encodings.default)
        self._info = ServerInfo(settings.openai.model, _address(settings.openai.base_url))
        self._faults = Faults(settings.openai, self._info.address)
        self._connection = Connection(settings.openai, self._faults)
        self._underway = Counter[Lane](writing=0, scoring=0)
        self._written = 0
        self._dialect: Dialect | None = None
        self._learning: asyncio.Task[Dialect | ModelError] | None = None

    @property
    def state(self) -> ModelState:
        """The model's name, the server's address, and whether it answers."""
        return replace(self._info, answers=self._connection.answers)

    @property
    def capabilities(self) -> Capabilities:
        """What the server tells; that it writes, until it has said what else."""
        return self._dialect.capabilities if self._dialect else Capabilities(writes=True)

    @property
    def workload(self) -> Workload:
        """What the server works on; who waits there it does not tell."""
        return Workload(underway={**self._underway}, written=self._written)

    def start(self) -> None:
        """Begin to ask what the server tells, and return at once."""
        self._learn()

    async def settled(self) -> ModelState:
        """Wait until it is known what the server tells, at most as long as the server may be silent."""
        if not self._dialect:
            await asyncio.wait([self._learn()], timeout=self._settings.timeout)
        return self.state

    async def close(self) -> None:
        """Close the connections."""
        if self._learning:
            self._learning.cancel()
            await asyncio.wait([self._learning])
        await self._connection.close()

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        """How likely each of ``choices`` is as the answer to ``prompt``, as far as the server tells.

        Its cue is not sent: the server is asked to answer with one of the choices alone. Raises ``ModelError``.
        """
        with self._one_more("scoring"):
            dialect = await self._known()
            if not dialect.told:
                raise ModelUnavailable(
                    later("{server} tells no probabilities, only what its model says.", server=self._faults.server)
                )
            fitting, dropped = await self._fitting(with_instruction(prompt, choices), ROOM)
            place = await self._first_place(fitting, dialect)
        return choice_from_likeliest(choices, place, EncodedPrompt((), (), dropped, self._settings.context_tokens))

    async def next_tokens(
        self, text: str, ids: Sequence[int], sampling: Sampling, *, sample: bool = False
    ) -> NextTokens:
        """Raises ``ModelUnavailable``."""
        raise ModelUnavailable(
            later("{server} answers chats alone: it does not go on from a text.", server=self._faults.server)
        )

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        """Raises ``ModelUnavailable``."""
        raise ModelUnavailable(
            later("{server} shows no vectors, only what its model says.", server=self._faults.server)
        )

    async def look(self, request: Look[R]) -> R:
        """Raises ``ModelUnavailable``."""
        raise ModelUnavailable(
            later("{server} does not show its model from inside, only what it says.", server=self._faults.server)
        )

    async def read_ahead(self, prompt: Prompt, max_tokens: int) -> int:
        """Nothing is to be done: a server keeps what it has read by itself."""
        return 0

    async def generate(
        self, prompt: Prompt, max_tokens: int, sampling: Sampling = GREEDY
    ) -> AsyncGenerator[EncodedPrompt | Piece]:
        """First how many messages were dropped, then the answer, piece by piece. Raises ``ModelError``.

        The server begins the answer itself: a cue is not sent, and neither is ``top_k``, which not all of them know.
        A grammar is none of OpenAI's protocol, and refused.
        """
        if sampling.grammar:
            raise ModelUnavailable(
                later("{server} can’t be held to a grammar: its protocol has none.", server=self._faults.server)
            )
        with self._one_more("writing"):
            fitting, dropped = await self._fitting(prompt, max_tokens)
            yield EncodedPrompt((), (), dropped, self._settings.context_tokens)
            dialect = await self._known()
            async with aclosing(self._pieces(fitting, max_tokens, sampling, dialect)) as pieces:
                async for piece in pieces:
                    yield piece

    @contextmanager
    def _one_more(self, lane: Lane) -> Iterator[None]:
        """Room for a request. Raises ``ModelBusy``."""
        if self._underway.total() >= self._queue:
            raise ModelBusy(later("The model is busy with other questions. Ask again in a moment."))
        self._underway[lane] += 1
        try:
            yield
        finally:
            self._underway[lane] -= 1

    def _learn(self) -> asyncio.Task[Dialect | ModelError]:
        """The question what the server tells: the one that is being asked, or a new one."""
        if self._learning is None or self._learning.done():
            self._learning = asyncio.create_task(self._learned())
        return self._learning

    async def _learned(self) -> Dialect | ModelError:
        try:
            self._dialect = await self._connection.learned()
        except ModelError as error:
            return error
        return self._dialect

    async def _known(self) -> Dialect:
        """What the server takes and tells. Raises ``ModelError``, and then it is asked again the next time."""
        if self._dialect:
            return self._dialect
        found = await asyncio.shield(self._learn())
        if isinstance(found, ModelError):
            raise found
        return found

    async def _fitting(self, prompt: Prompt, max_tokens: int) -> tuple[Prompt, int]:
        """What of ``prompt`` fits, and how many of its messages were dropped."""
        longest = self._settings.context_tokens - max_tokens
        try:
            encoding = await self._count_with()
        except EncodingUnavailable as error:
            raise ModelUnavailable(str(error)) from error
        counted, dropped = await asyncio.to_thread(
            truncated, prompt, longest, partial(_counted, cache(partial(_size, encoding)))
        )
        if len(counted) > longest:
            raise ModelError(
                later(
                    "That is about {tokens} tokens for the model, which reads {longest} at most. Try a shorter text.",
                    tokens=len(counted),
                    longest=longest,
                )
            )
        return counted.prompt, dropped

    async def _pieces(
        self, prompt: Prompt, max_tokens: int, sampling: Sampling, dialect: Dialect
    ) -> AsyncGenerator[Piece]:
        """The server's answer to its end, or until it is longer than it can honestly be."""
        wrote = 0
        told = None if dialect.told is None else min(dialect.told, RUNNERS_UP + 1)  # the token itself is among them
        request = Request(prompt, max_tokens, sampling, told)
        async with aclosing(self._connection.choices(request, dialect)) as choices:
            async for choice in choices:
                wrote += len(choice.text)
                ended = "length" if wrote > max_tokens * _WIDEST else choice.ended
                tokens = tuple(place.written for place in choice.places)
                self._written += len(tokens) or bool(choice.text)  # one a piece, where it tells no tokens
                if choice.text or tokens or ended:
                    yield Piece(choice.text, tokens, ended)
                if ended:
                    break
        if not wrote:
            raise self._faults.wordless()

    async def _first_place(self, prompt: Prompt, dialect: Dialect) -> Place | None:
        """Where an answer begins, white space aside; None where the server tells of no such place."""
        request = Request(prompt, ROOM, GREEDY, dialect.told)
        async with aclosing(self._connection.choices(request, dialect)) as choices:
            async for choice in choices:
                for place in choice.places:
                    if place.chosen.token.text.strip():
                        return place
        return None


def _address(url: str) -> str:
    """The host of ``url``, with its port where it names one; nothing of a name, a password or a path."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _counted(size: Callable[[Message], int], prompt: Prompt) -> _Counted:
    return _Counted(prompt, sum(map(size, prompt.messages)))


def _size(encoding: Encoding, message: Message) -> int:
    return _MARKUP + len(token_ids(encoding, well_formed(message.content)))
