"""The life of the model's process: started, read from, written to, and started again when it dies."""

import contextlib
import multiprocessing
import os
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from bot.config import ModelSettings
from bot.model.api import Failed, ModelInfo
from bot.model.wire import News, Reply, Request

_ATTEMPTS = 3
"""How often in a row the process may die while it loads; then loading is hopeless."""
_PAUSE = 1.0
"""Seconds before a process that has died is started again."""


_HOPELESS = (
    "The process of the model {} dies whenever it loads; perhaps there is too little memory. Free some, or set "
    "model.name to a smaller model."
)


@dataclass(frozen=True, slots=True)
class Lost:
    """The process has died, with everything it was working on; it is being started again."""


@dataclass(frozen=True, slots=True)
class _Child:
    process: SpawnProcess
    connection: Connection


class ModelProcess:
    """Runs ``worker.main`` in a child process. Threads of its own wait for the child, so the event loop never does."""

    def __init__(self, settings: ModelSettings, cache: Path, deliver: Callable[[Reply | News | Lost], None]) -> None:
        """``deliver`` is called, on a thread of this object, with all that comes from the child."""
        self._settings = settings
        self._cache = cache
        self._deliver = deliver
        self._requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._child: _Child | None = None
        self._closing = threading.Event()
        self._threads = [
            threading.Thread(target=self._supervise, name="model supervisor", daemon=True),
            threading.Thread(target=self._write, name="model writer", daemon=True),
        ]

    @property
    def pid(self) -> int | None:
        """The child's process id, once there is one."""
        return self._child.process.pid if self._child else None

    def start(self) -> None:
        """Start the child, and return at once."""
        for thread in self._threads:
            thread.start()

    def send(self, request: Request) -> None:
        """Pass ``request`` on, and return at once. What the child cannot take any more is dropped: ``Lost`` follows."""
        self._requests.put(request)

    def close(self) -> None:
        """End the child and wait for that, a second at most. It has nothing to save."""
        self._closing.set()
        self._requests.put(None)
        if self._child:
            self._child.process.kill()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(1)

    def _supervise(self) -> None:
        attempts = 0
        while not self._closing.is_set() and attempts < _ATTEMPTS:
            last_news = None
            with contextlib.suppress(OSError):  # there may be no memory for a process, or too many of them
                last_news = self._live()
            if isinstance(last_news, Failed):
                return  # trying again would fail again
            attempts = 0 if isinstance(last_news, ModelInfo) else attempts + 1
            if not self._closing.is_set():
                self._deliver(Lost())
                self._closing.wait(_PAUSE)
        if not self._closing.is_set():
            self._deliver(Failed(_HOPELESS.format(self._settings.name)))

    def _live(self) -> News | None:
        """One life of the child, up to the last that it said of itself."""
        child = self._child = _spawn(self._settings, self._cache)
        if self._closing.is_set():  # only just, so that close has seen no child
            child.process.kill()
        last_news = self._pass_on(child.connection)
        child.process.join()
        return last_news

    def _pass_on(self, connection: Connection) -> News | None:
        last_news = None
        with contextlib.suppress(EOFError, OSError):
            while True:
                message: Reply | News = connection.recv()
                if isinstance(message, News):
                    last_news = message
                self._deliver(message)
        connection.close()
        return last_news

    def _write(self) -> None:
        while request := self._requests.get():
            if self._child:
                with contextlib.suppress(OSError):
                    self._child.connection.send(request)


def _spawn(settings: ModelSettings, cache: Path) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, settings, cache), name="model", daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _serve(connection: Connection, settings: ModelSettings, cache: Path) -> None:
    os.environ["TQDM_DISABLE"] = "1"  # some libraries draw their bars without asking; ours is drawn from Loading
    # Imported here, because torch stays in the child.
    from bot.model.worker import main

    main(connection, settings, cache)
