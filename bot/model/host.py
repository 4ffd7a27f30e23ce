"""The bot's end of a worker process: requests wait their turn, are sent, and end in an answer or in a reason."""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from bot.errors import ModelBusy, ModelError, ModelLost, ModelSilent, ModelUnavailable
from bot.language import later, noted
from bot.model.fair import FairQueue, Party, asker
from bot.model.process import PATIENCE, Heard, Lost, Patience, WorkerProcess
from bot.model.protocols import Failed, Loading, Workload
from bot.model.requests import LANES, Answer, Ask, Cancel, Ended, Lane, Logged, Ready, Request, Setup, Stream
from bot.tracing import request_id

log = logging.getLogger(__name__)

R = TypeVar("R")

_SILENT = 3
"""Deadlines in a row that pass without a word from the process; then it has stopped, though it has not died."""
_BUSY = later("The model is busy with other questions. Ask again in a moment.")
_LOADING = later("The model is still loading. Ask again in a moment.")
_LOST = later("The model stopped while it worked on this and is being started again. Ask again in a moment.")
_FAILED = later("The model could not be loaded. The host finds the reason in the log.")
"""The reason names the host's files, and is the host's business."""
_STILL = later("The model has not answered within {seconds} seconds. Ask again, or try a shorter text.")


@dataclass(eq=False, slots=True)
class _Waiting:
    """A request and what has come of it; ``id`` is set once it is sent."""

    request: Request[object]
    party: Party
    origin: str
    heard: asyncio.Queue[Answer | Ended | Lost | Failed] = field(default_factory=asyncio.Queue)
    id: int | None = None


class WorkerHost:
    """Runs a worker in a process of its own, which is started again whenever it dies or stops.

    Requests wait here, in fair shares, until their lane has room; so those that nobody waits for any more are never
    sent. What is asked while the process gets ready waits for it.
    """

    def __init__(
        self,
        entry: str,
        setup: Setup,
        on_change: Callable[[], None] = lambda: None,
        patience: Patience = PATIENCE,
    ) -> None:
        """``entry`` names what opens the worker, as ``module:function``.

        ``on_change`` is called, on the event loop, whenever ``state`` has changed. ``patience`` is that of
        ``WorkerProcess``.
        """
        self.state: Loading | Ready | Failed = Loading(noted("starting"))
        self.restarts = 0
        """How often the process has died or stopped, and was started again."""
        self._entry = entry
        self._setup = setup
        self._on_change = on_change
        self._patience = patience
        self._ids = itertools.count()
        self._waiting: dict[Lane, FairQueue[_Waiting]] = {lane: FairQueue() for lane in LANES}
        self._underway: dict[int, _Waiting] = {}
        self._unanswered = 0
        self._last_word = 0.0  # when the process said something, by the event loop's clock
        self._process: WorkerProcess | None = None

    @property
    def pid(self) -> int | None:
        """The id of the worker's process while there is one."""
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        """Whether the process has been started, and not closed since."""
        return self._process is not None

    @property
    def idle(self) -> bool:
        """Whether nothing is asked or answered."""
        return not self._underway and not any(self._waiting.values())

    def waiting(self, lane: Lane) -> int:
        """How many requests of a lane wait for their turn."""
        return len(self._waiting[lane])

    def underway(self, lane: Lane) -> int:
        """How many requests of a lane the process works on."""
        return sum(each.request.lane == lane for each in self._underway.values())

    def start(self) -> None:
        """Begin to open the worker, and return at once. Called on the event loop."""
        loop = asyncio.get_running_loop()
        self.state = Loading(noted("starting"))

        def deliver(message: Heard) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits any more
                loop.call_soon_threadsafe(self._hear, process, message)

        process = self._process = WorkerProcess(self._entry, self._setup, deliver, self._patience)
        process.start()

    async def close(self) -> None:
        """End the process; what is still asked ends with it."""
        process, self._process = self._process, None
        if process:
            self._lose(Lost(), waiting=True)
            await asyncio.to_thread(process.close)

    async def ask(self, request: Request[R]) -> R:
        """The answer to ``request``. Raises ``ModelError``."""
        async with contextlib.aclosing(self._heard(request)) as answers:
            found = [answer async for answer in answers]
        if not found:
            raise ModelLost(_LOST)
        return cast("R", found[-1])

    async def stream(self, request: Stream[R]) -> AsyncGenerator[R]:
        """The parts of the answer to ``request``; closing the generator cancels it. Raises ``ModelError``."""
        async with contextlib.aclosing(self._heard(request)) as answers:
            async for answer in answers:
                yield cast("R", answer)

    async def _heard(self, request: Request[object]) -> AsyncGenerator[object]:
        """All answers to ``request``, the deadline between one and the next at most.

        While the process gets ready, which may take long, it is some deadlines.
        """
        waiting = self._put(request)
        patience = _SILENT
        clock = asyncio.get_running_loop().time
        try:
            while True:
                since = clock()
                try:
                    async with asyncio.timeout(self._setup.settings.deadline):
                        heard = await waiting.heard.get()
                except TimeoutError:
                    patience -= 1
                    if patience and isinstance(self.state, Loading) and waiting.id is None:
                        continue
                    raise self._too_late(waiting, since) from None
                match heard:
                    case Answer(_, value):
                        yield value
                    case Ended(_, refused) if refused:
                        raise ModelError(refused)
                    case Ended():
                        return
                    case Lost():
                        raise ModelLost(_LOST)
                    case Failed():
                        raise ModelUnavailable(_FAILED)
        finally:
            self._leave(waiting)

    def _put(self, request: Request[object]) -> _Waiting:
        if isinstance(self.state, Failed):
            raise ModelUnavailable(_FAILED)
        if self._process is None:  # it has been closed
            raise ModelLost(_LOST)
        queue = self._waiting[request.lane]
        if len(queue) >= self._setup.settings.queue:
            raise ModelBusy(_BUSY)
        waiting = _Waiting(request, asker(), request_id())
        queue.put(waiting.party, waiting)
        self._send_next()
        return waiting

    def _leave(self, waiting: _Waiting) -> None:
        """Nobody waits for it any more."""
        if waiting.id is None:
            with contextlib.suppress(ValueError):
                self._waiting[waiting.request.lane].remove(waiting.party, waiting)
        elif waiting.id in self._underway and self._process:
            self._process.send(Cancel(waiting.id))

    def _too_late(self, waiting: _Waiting, since: float) -> ModelError:
        """What is told where the deadline has passed ``since``; a process that says nothing any more is replaced.

        Where it waited for its turn, so has everything that is underway.
        """
        if self._underway and self._last_word < since:
            self._unanswered += 1
        if self._unanswered >= _SILENT and self._process:
            log.error("The process of %s says nothing any more; it is started again", self._entry)
            self._process.kill()
            self._heard_something()  # so that other deadlines that pass now do not count against the next one
        if waiting.id is None:
            return ModelBusy(_BUSY) if isinstance(self.state, Ready) else ModelUnavailable(_LOADING)
        return ModelSilent(_STILL.format(seconds=f"{self._setup.settings.deadline:g}"))

    def _send_next(self) -> None:
        """Send what waits, as far as the lanes have room; what is for idle times only where nothing else is asked.

        Where something is asked then, that is cut short first, and keeps nobody waiting for the whole of it.
        """
        if self._process is None or not isinstance(self.state, Ready):
            return
        for lane, queue in self._waiting.items():  # of which the idle one comes last
            while queue and self.underway(lane) < self._setup.places(lane):
                if lane == "idle" and self._underway:
                    break
                if self.underway("idle"):
                    [idle] = self._underway  # nothing else is sent meanwhile
                    self._process.send(Cancel(idle))
                    return
                waiting = queue.take()
                waiting.id = next(self._ids)
                self._underway[waiting.id] = waiting
                self._process.send(Ask(waiting.id, waiting.request, waiting.origin))

    def _hear(self, process: WorkerProcess, message: Heard) -> None:
        """Called on the event loop with all that comes from ``process``."""
        if isinstance(message, Logged):
            _write_down(message.entry)
        if process is not self._process:  # it has been closed
            return
        self._heard_something()
        match message:
            case Answer(id_) if id_ in self._underway:
                self._underway[id_].heard.put_nowait(message)
            case Ended(id_) if id_ in self._underway:
                self._underway.pop(id_).heard.put_nowait(message)
                self._send_next()
            case Lost():
                log.error("The process of %s has died; it is started again", self._entry)
                self.restarts += 1
                self._change(Loading(noted("starting again")))
                self._lose(message)
            case Loading() | Ready() | Failed():
                self._change(message)

    def _heard_something(self) -> None:
        self._unanswered = 0
        self._last_word = asyncio.get_running_loop().time()

    def _change(self, state: Loading | Ready | Failed) -> None:
        self.state = state
        if isinstance(state, Failed):
            log.error("%s", state.reason)
            self._lose(state, waiting=True)
        self._on_change()
        self._send_next()

    def _lose(self, why: Lost | Failed, *, waiting: bool = False) -> None:
        """End all that the process was working on, and what is ``waiting`` too where nothing will take it any more."""
        lost = [*self._underway.values()]
        if waiting:
            lost += [queue.take() for queue in self._waiting.values() for _ in range(len(queue))]
        self._underway.clear()
        for each in lost:
            each.heard.put_nowait(why)


def workload(hosts: Mapping[str, WorkerHost], written: int = 0) -> Workload:
    """What is asked of processes and what has become of them, by name, with the tokens that they have ``written``.

    >>> workload({}, written=3).waiting["scoring"]
    0
    """
    return Workload(
        waiting={lane: sum(host.waiting(lane) for host in hosts.values()) for lane in LANES},
        underway={lane: sum(host.underway(lane) for host in hosts.values()) for lane in LANES},
        restarts={name: host.restarts for name, host in hosts.items()},
        written=written,
    )


def _write_down(entry: logging.LogRecord) -> None:
    """Log what a process has logged."""
    logger = logging.getLogger(entry.name)
    if logger.isEnabledFor(entry.levelno):
        logger.handle(entry)
