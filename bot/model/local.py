"""The local model: one GGUF file with three readers. The writer runs always, surveyor and microscope when needed."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np

from bot.config import ModelSettings
from bot.errors import ModelError, ModelUnavailable
from bot.language import Later, later, noted, percent, retold
from bot.model import prepared
from bot.model.api import (
    GREEDY,
    Candidate,
    EncodedPrompt,
    ForcedChoice,
    Neighbours,
    NextToken,
    NextTokens,
    Piece,
    Prompt,
    Sampling,
    WrittenToken,
)
from bot.model.choices import branches, forced_choice
from bot.model.host import WorkerHost, workload
from bot.model.install import check_full, is_small
from bot.model.looks import Instrument, Look
from bot.model.memory import memory, room_for
from bot.model.on_demand import OnDemand
from bot.model.protocols import Capabilities, Failed, Loading, ModelInfo, ModelState, Workload
from bot.model.requests import RUNNERS_UP, Generate, Predict, ReadAhead, Ready, Score, Setup, Step
from bot.model.sampling import MOST, Sampled, Weighed, sampled
from bot.model.template import Ids, Template
from bot.model.truncation import check_length, truncated
from bot.model.vectors import Vectors

log = logging.getLogger(__name__)

R = TypeVar("R")

_WRITER = "bot.model.writer:open_writer"
_INSTRUMENTS: Mapping[Instrument, str] = {
    "surveyor": "bot.model.surveyor:open_surveyor",
    "microscope": "bot.model.microscope:open_microscope",
}
_ROOM = 64
"""Tokens of a model's context that scoring needs beyond the prompt: for the longest choice."""
_LIKELIEST = 20
"""The most tokens that ``next_tokens`` tells of."""
_NEXT_TURN = 128
"""Tokens that a chat keeps free for what is said next, so that it need not be shortened while somebody waits."""

_NO_TOKEN = later("The model has {vocabulary} tokens, and none of that id.")


class LocalModel:
    """A ``LanguageModel`` on this machine. Its processes are started again whenever they die or stop."""

    def __init__(self, settings: ModelSettings, cache: Path, answer_tokens: int = 256) -> None:
        """``cache`` is where prepared models are kept between runs; ``answer_tokens`` is the longest answer."""
        self._settings = settings
        self._room = room_for(settings, memory())
        setup = Setup(settings, cache, answer_tokens, *self._room)
        self._state: ModelState = Loading(noted("starting"))
        self._settled = asyncio.Event()
        self._writer = WorkerHost(_WRITER, setup, self._heard)
        self._instruments: Mapping[Instrument, OnDemand] = {
            name: OnDemand(WorkerHost(entry, setup), settings.inside_minutes * 60)
            for name, entry in _INSTRUMENTS.items()
        }
        self._template: Template | None = None
        self._vectors: Vectors | None = None
        self._ends: frozenset[int] = frozenset()
        self._written = 0
        self._loading_since = perf_counter()
        self._rng = np.random.default_rng()
        self._opening: asyncio.Task[None] | None = None

    @property
    def state(self) -> ModelState:
        """What is to be known about the model now."""
        return self._state

    @property
    def capabilities(self) -> Capabilities:
        """All of it while it is ready; in a small install all but its layers."""
        ready = isinstance(self._state, ModelInfo)
        return Capabilities(ready, ready, ready, ready, ready and not is_small(), ready)

    @property
    def workload(self) -> Workload:
        """What is asked of its three processes."""
        hosts: dict[str, WorkerHost] = {name: each.host for name, each in self._instruments.items()}
        return workload({"writer": self._writer, **hosts}, self._written)

    @property
    def pid(self) -> int | None:
        """The id of the writer's process while there is one."""
        return self._writer.pid

    @property
    def microscope_pid(self) -> int | None:
        """The id of the microscope's process while there is one."""
        return self._instruments["microscope"].host.pid

    @property
    def idle(self) -> bool:
        """Whether nothing is asked of its processes or answered by them."""
        return self._writer.idle and all(each.host.idle for each in self._instruments.values())

    def start(self) -> None:
        """Begin to load the model, and return at once. Called on the event loop."""
        self._loading_since = perf_counter()
        self._writer.start()

    async def close(self) -> None:
        """End the model's processes."""
        if self._opening:
            self._opening.cancel()
        if isinstance(self._state, ModelInfo):
            self._state = Loading(noted("restarting"))  # what is asked from here on
        await asyncio.gather(self._writer.close(), *(each.close() for each in self._instruments.values()))

    async def settled(self) -> ModelState:
        """Wait until the model is ready, or cannot be."""
        await self._settled.wait()
        return self._state

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        """How likely each of ``choices`` is as the text right after ``prompt``. Raises ``ModelError``."""
        template, info = self._ready()
        encoded = await asyncio.to_thread(template.encode, prompt)
        check_length(encoded, self._longest(info, _ROOM))
        ids = {choice: tuple(template.plain(choice)) for choice in choices}
        wanted = tuple((beginning, tuple(following)) for beginning, following in branches(ids.values()).items())
        table = await self._writer.ask(Score(encoded.ids, wanted))
        return forced_choice(ids, table, template.told(encoded))

    async def next_tokens(
        self, text: str, ids: Sequence[int], sampling: Sampling, *, sample: bool = False
    ) -> NextTokens:
        """What could come after ``text``, read as plain text, and the tokens ``ids``. Raises ``ModelError``."""
        template, info = self._ready()
        encoded = Ids((*await asyncio.to_thread(template.plain, text), *ids))
        check_length(encoded, self._longest(info, _ROOM))
        if not all(0 <= id_ < info.vocabulary for id_ in ids):
            raise ModelError(_NO_TOKEN.format(vocabulary=info.vocabulary))
        seed = self._rng.integers(2**63)
        for most in (MOST, 10 * MOST, info.vocabulary):
            told = await self._writer.ask(Predict(encoded.ids, min(most, info.vocabulary), sampling.temperature))
            rng = np.random.default_rng(seed) if sample else None  # the same again: else the rare would come up twice
            if found := await asyncio.to_thread(sampled, told, info.vocabulary, sampling, rng):
                return self._told(template, encoded, found, info)
        raise ModelError(later("The model could not work on that text."))

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        """How near the vectors of tokens are to that of ``id_``. Raises ``ModelError``."""
        template, info = self._ready()
        if self._vectors is None:
            raise ModelUnavailable(later("The model has no vectors to look at."))
        if not all(0 <= each < info.vocabulary for each in (id_, *others)):
            raise ModelError(_NO_TOKEN.format(vocabulary=info.vocabulary))
        found = await self._vectors.similarities(id_, others, nearest)
        return Neighbours(
            template.token(id_),
            tuple((template.token(each), cosine) for each, cosine in found.nearest),
            tuple((template.token(each), cosine) for each, cosine in found.others),
            found.random_pair,
        )

    async def look(self, request: Look[R]) -> R:
        """What is seen inside. Raises ``ModelError``, also where it names what the model does not have."""
        _, info = self._ready()
        if request.instrument == "microscope":
            check_full()
        named = request.named
        if not (
            0 <= named.layer <= info.layers
            and 0 <= named.head <= info.heads
            and all(0 <= id_ < info.vocabulary for id_ in named.ids)
        ):
            raise ModelError(
                later(
                    "The model has {layers} layers (0 is the embedding), {heads} heads in each, and "
                    "{vocabulary} tokens. Choose among these.",
                    layers=info.layers,
                    heads=info.heads,
                    vocabulary=info.vocabulary,
                )
            )
        return await self._instruments[request.instrument].ask(request)

    async def generate(
        self, prompt: Prompt, max_tokens: int, sampling: Sampling = GREEDY
    ) -> AsyncGenerator[EncodedPrompt | Piece]:
        """First what the model was fed, then its answer, piece by piece. Raises ``ModelError``."""
        template, info = self._ready()
        longest = self._longest(info, max_tokens)
        encoded, dropped = await asyncio.to_thread(truncated, prompt, longest, template.encode)
        check_length(encoded, longest)
        yield template.told(encoded, dropped, longest + max_tokens)
        text, held = template.writing(), replace(sampling, grammar=template.grammar_of_ids(sampling.grammar))
        async with contextlib.aclosing(self._writer.stream(Generate(encoded.ids, max_tokens, held))) as parts:
            async for step in parts:
                self._written += 1
                yield Piece(text.add(step.id), (_written(template, step),), at=step.at)

    async def read_ahead(self, prompt: Prompt, max_tokens: int) -> int:
        """Read an answered chat while nobody waits: how many of its messages the next turn should leave out."""
        template, info = self._ready()
        longest = self._longest(info, max_tokens) - _NEXT_TURN
        encoded, dropped = await asyncio.to_thread(truncated, prompt, longest, template.encode)
        if 0 < len(encoded) <= longest:
            await self._writer.ask(ReadAhead(encoded.ids))
        return dropped

    def _ready(self) -> tuple[Template, ModelInfo]:
        match self._state:
            case ModelInfo() if self._template:
                return self._template, self._state
            case Loading(step, done):
                raise ModelUnavailable(self._still_loading(step, done))
            case _:  # the reason names the host's files, and is the host's business
                raise ModelUnavailable(later("The model could not be loaded. The host finds the reason in the log."))

    def _still_loading(self, step: str, done: float | None) -> Later:
        if not done:
            return later("The model is still loading ({step}). Ask again in a moment.", step=retold(step))
        left = (perf_counter() - self._loading_since) * (1 - done) / done
        return later(
            "The model is still loading ({step}, {share}). Ask again in about {seconds} s.",
            step=retold(step),
            share=percent(done),
            seconds=max(5, round(left / 5) * 5),
        )

    def _longest(self, info: ModelInfo, room: int) -> int:
        """How many tokens a prompt may have, if the model is to have room for so many more after it."""
        return min(self._room.prompt_tokens, info.context - room)

    def _heard(self) -> None:
        """The writer's state has changed."""
        match self._writer.state:
            case Ready(folder):
                self._opening = asyncio.create_task(self._open(folder))
            case Loading() as state:
                if not isinstance(self._state, Loading):
                    self._loading_since = perf_counter()
                self._settled.clear()
                self._state = state
            case Failed() as state:
                self._state = state
                self._settled.set()

    async def _open(self, folder: Path) -> None:
        """Get ready to speak with a writer that has loaded the model of ``folder``."""
        state: ModelState
        try:
            facts = await asyncio.to_thread(prepared.read_facts, folder)
            info = await asyncio.to_thread(facts.info, folder)
            info = state = replace(info, name=self._settings.title)
            self._template = Template(info.tokenizer, facts.template, facts.bos, facts.eos)
            self._vectors = Vectors(prepared.vectors(folder))
            self._ends = frozenset(facts.ends)
        except (ModelError, OSError, ValueError) as error:
            log.error("%s", error)
            state = Failed(str(error))
        if isinstance(self._writer.state, Ready):  # it may have died meanwhile
            self._state = state
            self._settled.set()
            if isinstance(state, ModelInfo):
                log.info("The model is ready: %s (%s)", state.name, state.revision)

    def _told(self, template: Template, encoded: Ids, found: Sampled, info: ModelInfo) -> NextTokens:
        def next_token(token: Weighed) -> NextToken:
            return NextToken(template.token(token.id), token.probability, token.chance)

        return NextTokens(
            tokens=template.told(encoded).tokens,
            ended=encoded.ids[-1] in self._ends,
            likeliest=tuple(next_token(each) for each in found.likeliest[:_LIKELIEST]),
            sampled=next_token(found.token) if found.token else None,
            kept=found.kept,
            vocabulary=info.vocabulary,
        )


def _written(template: Template, step: Step) -> WrittenToken:
    others = [(id_, logprob) for id_, logprob in step.likeliest if id_ != step.id][:RUNNERS_UP]
    runners_up = tuple(Candidate(template.token(id_), float(np.exp(logprob))) for id_, logprob in others)
    return WrittenToken(template.token(step.id), float(np.exp(step.logprob)), runners_up)
