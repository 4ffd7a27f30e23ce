"""The bot's end of the local model."""

import asyncio
import contextlib
import itertools
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from bot.config import ModelSettings
from bot.errors import ModelBusy, ModelError, ModelLost, ModelUnavailable
from bot.model.api import (
    GREEDY,
    Failed,
    Loading,
    ModelInfo,
    ModelState,
    Neighbours,
    NextTokens,
    Off,
    Piece,
    Prompt,
    Reading,
    Sampling,
    Scores,
)
from bot.model.process import Lost, ModelProcess
from bot.model.wire import (
    Cancel,
    Generate,
    Near,
    Nearby,
    News,
    Predict,
    Predicted,
    Refused,
    Reply,
    Score,
    Scored,
    Started,
    Wrote,
)

log = logging.getLogger(__name__)

_Answer = Reply | Lost
_Asked = Score | Generate | Predict | Near


class LocalModel:
    """A ``LanguageModel`` in a process of its own, which is started again whenever it dies."""

    def __init__(self, settings: ModelSettings, cache: Path) -> None:
        """``cache`` is where an unpacked model is kept between runs."""
        self._settings = settings
        self._cache = cache
        self._state: ModelState = Loading("Starting") if settings.backend == "local" else Off()
        self._settled = asyncio.Event()
        self._ids = itertools.count()
        self._answers: dict[int, asyncio.Queue[_Answer]] = {}
        self._underway: Counter[type[_Asked]] = Counter()  # apart, because a score is soon done
        self._process: ModelProcess | None = None

    @property
    def state(self) -> ModelState:
        """What is to be known about the model now."""
        return self._state

    @property
    def pid(self) -> int | None:
        """The id of the model's process while there is one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Begin to load the model, and return at once. Called on the event loop."""
        if isinstance(self._state, Off):
            self._settled.set()
            return
        loop = asyncio.get_running_loop()

        def deliver(message: Reply | News | Lost) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits any more
                loop.call_soon_threadsafe(self._receive, message)

        self._process = ModelProcess(self._settings, self._cache, deliver)
        self._process.start()

    async def close(self) -> None:
        """End the model's process."""
        if self._process:
            await asyncio.to_thread(self._process.close)
            self._process = None

    async def settled(self) -> ModelState:
        """Wait until the model is ready, or cannot be."""
        await self._settled.wait()
        return self._state

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> Scores:
        """How likely each of ``choices`` is as the text right after ``prompt``. Raises ``ModelError``."""
        async with contextlib.aclosing(self._ask(Score(next(self._ids), prompt, tuple(choices)))) as answers:
            async for answer in answers:
                if isinstance(answer, Scored):
                    return answer.scores
        raise ModelLost(_LOST)

    async def next_tokens(self, text: str, ids: Sequence[int], sampling: Sampling) -> NextTokens:
        """What could come after ``text``, read as plain text, and the tokens ``ids``. Raises ``ModelError``."""
        request = Predict(next(self._ids), text, tuple(ids), sampling)
        async with contextlib.aclosing(self._ask(request)) as answers:
            async for answer in answers:
                if isinstance(answer, Predicted):
                    return answer.next
        raise ModelLost(_LOST)

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        """How near the vectors of tokens are to that of ``id_``. Raises ``ModelError``."""
        request = Near(next(self._ids), id_, tuple(others), nearest)
        async with contextlib.aclosing(self._ask(request)) as answers:
            async for answer in answers:
                if isinstance(answer, Nearby):
                    return answer.neighbours
        raise ModelLost(_LOST)

    async def generate(
        self, prompt: Prompt, max_tokens: int, sampling: Sampling = GREEDY
    ) -> AsyncGenerator[Reading | Piece]:
        """First what the model was fed, then its answer, piece by piece. Raises ``ModelError``."""
        request = Generate(next(self._ids), prompt, max_tokens, sampling)
        async with contextlib.aclosing(self._ask(request)) as answers:
            async for answer in answers:
                match answer:
                    case Started(_, reading):
                        yield reading
                    case Wrote(_, piece):
                        yield piece
                    case _:
                        return

    async def _ask(self, request: _Asked) -> AsyncGenerator[Reply]:
        """Every answer to ``request`` as it comes, the deadline between one and the next at most.

        Closing the generator cancels the request.
        """
        process = self._ready_process()
        kind = type(request)
        if self._underway[kind] >= self._settings.queue:
            raise ModelBusy(_BUSY)
        answers = self._answers[request.id] = asyncio.Queue()
        self._underway[kind] += 1
        process.send(request)
        over = False
        try:
            while not over:
                async with asyncio.timeout(self._settings.deadline):
                    answer = await answers.get()
                over = not isinstance(answer, Started | Wrote)
                match answer:
                    case Lost():
                        raise ModelLost(_LOST)
                    case Refused(_, reason):
                        raise ModelError(reason)
                    case _:
                        yield answer
        except TimeoutError:
            raise ModelBusy(_BUSY) from None
        finally:
            del self._answers[request.id]
            self._underway[kind] -= 1
            if not over:
                process.send(Cancel(request.id))

    def _ready_process(self) -> ModelProcess:
        match self._state:
            case ModelInfo() if self._process:
                return self._process
            case Loading(step, done):
                share = f", {done:.0%}" if done else ""
                raise ModelUnavailable(f"The model is still loading ({step.lower()}{share}). Ask again in a moment.")
            case Failed():  # the reason names the host's files, and is the host's business
                raise ModelUnavailable("The model could not be loaded. Whoever runs me finds the reason in the log.")
            case _:
                raise ModelUnavailable("The model is switched off here.")

    def _receive(self, message: Reply | News | Lost) -> None:
        match message:
            case ModelInfo() | Failed():
                if isinstance(message, Failed):
                    log.error("%s", message.reason)
                else:
                    log.info("The model is ready: %s", message)
                self._state = message
                self._settled.set()
            case Loading():
                self._state = message
            case Lost():
                log.error("The model's process has died; it is started again")
                self._state = Loading("Starting again")
                self._settled.clear()
                for answers in self._answers.values():
                    answers.put_nowait(message)
            case _ if message.id in self._answers:  # else it came after its deadline
                self._answers[message.id].put_nowait(message)


_BUSY = "The model is busy with other questions. Ask again in a moment."
_LOST = "The model stopped while it worked on this and is being started again. Ask again in a moment."
