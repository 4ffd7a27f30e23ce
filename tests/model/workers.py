"""Workers that know no model: they do what a test asks for, and tell what they were asked."""

import os
import signal
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from bot.errors import ModelError, ModelUnavailable
from bot.model.protocols import Loading
from bot.model.requests import Lane, Request, Setup, Stream
from bot.model.worker import Cancelled, Emit, Report, Worker


@dataclass(frozen=True, slots=True)
class Echo(Request[str]):
    """Answered by its own text."""

    lane: ClassVar[Lane] = "scoring"
    text: str


@dataclass(frozen=True, slots=True)
class Count(Stream[int]):
    """The numbers from 0 up to ``end``."""

    lane: ClassVar[Lane] = "writing"
    end: int


@dataclass(frozen=True, slots=True)
class Hold(Stream[str]):
    """Its name, and once it is let go, that it was; it takes a place of its lane meanwhile."""

    lane: ClassVar[Lane] = "writing"
    name: str


@dataclass(frozen=True, slots=True)
class HoldScore(Hold):
    """The same in another lane."""

    lane: ClassVar[Lane] = "scoring"


@dataclass(frozen=True, slots=True)
class HoldInside(Hold):
    """The same in a lane with one place."""

    lane: ClassVar[Lane] = "inside"


@dataclass(frozen=True, slots=True)
class HoldTraining(Hold):
    """The same in the lane of trainings."""

    lane: ClassVar[Lane] = "training"


@dataclass(frozen=True, slots=True)
class HoldIdle(Hold):
    """The same for when nothing else is asked."""

    lane: ClassVar[Lane] = "idle"


@dataclass(frozen=True, slots=True)
class LetGo(Request[None]):
    """Let go whatever has that name, or will have it."""

    lane: ClassVar[Lane] = "scoring"
    name: str


@dataclass(frozen=True, slots=True)
class Seen(Request[tuple[str, ...]]):
    """The names of what was held so far, in order, and of what was cancelled, each with a "-"."""

    lane: ClassVar[Lane] = "scoring"


@dataclass(frozen=True, slots=True)
class Forget(Request[None]):
    """Forget what was held, and what was let go."""

    lane: ClassVar[Lane] = "scoring"


@dataclass(frozen=True, slots=True)
class Refuse(Request[None]):
    """Refused for ``reason``, or for a fault where there is none."""

    lane: ClassVar[Lane] = "scoring"
    reason: str


@dataclass(frozen=True, slots=True)
class Unpicklable(Request[object]):
    """Its answer cannot be sent."""

    lane: ClassVar[Lane] = "scoring"


@dataclass(frozen=True, slots=True)
class Unheard(Request[None]):
    """No worker has a handler for it."""

    lane: ClassVar[Lane] = "scoring"


@dataclass(slots=True)
class _Holding:
    seen: list[str] = field(default_factory=list)
    _gates: dict[str, threading.Event] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hold(self, request: Hold, cancelled: Cancelled, emit: Emit) -> None:
        self.seen.append(request.name)
        emit(request.name)
        while not self._gate(request.name).wait(0.005):
            if cancelled.is_set():
                self.seen.append(f"-{request.name}")
                return
        emit("let go")

    def let_go(self, request: LetGo, _: Cancelled) -> None:
        self._gate(request.name).set()

    def tell(self, _: Seen, __: Cancelled) -> tuple[str, ...]:
        return tuple(self.seen)

    def forget(self, _: Forget, __: Cancelled) -> None:
        with self._lock:
            self.seen.clear()
            self._gates.clear()

    def _gate(self, name: str) -> threading.Event:
        with self._lock:
            return self._gates.setdefault(name, threading.Event())


def open_odd(_: Setup, __: Report) -> Worker:
    """A worker for all requests of this module."""
    worker, holding = Worker(Path("odd")), _Holding()
    worker.answers(Echo, lambda request, _: request.text)
    worker.streams(Count, _count)
    for kind in (Hold, HoldScore, HoldInside, HoldTraining, HoldIdle):
        worker.streams(kind, holding.hold)
    worker.answers(LetGo, holding.let_go)
    worker.answers(Seen, holding.tell)
    worker.answers(Forget, holding.forget)
    worker.answers(Refuse, _refuse)
    worker.answers(Unpicklable, lambda _, __: threading.Lock())
    return worker


def open_waiting(setup: Setup, report: Report) -> Worker:
    """The same, once there is a file named "go" in the cache."""
    report(Loading("Waiting"))
    while not (setup.cache / "go").exists():
        threading.Event().wait(0.005)
    return open_odd(setup, report)


def open_never(_: Setup, __: Report) -> Worker:
    """There is nothing to be opened."""
    raise ModelUnavailable("There is no such model.")


def dies(_: Setup, __: Report) -> Worker:
    """Ends its process."""
    os._exit(1)


def stops(_: Setup, __: Report) -> Worker:
    """Stops its process."""
    os.kill(os.getpid(), signal.SIGSTOP)
    raise AssertionError("nobody lets it go on")


def _count(request: Count, _: Cancelled, emit: Emit) -> None:
    for number in range(request.end):
        emit(number)


def _refuse(request: Refuse, _: Cancelled) -> None:
    if request.reason:
        raise ModelError(request.reason)
    raise ZeroDivisionError("a fault")
