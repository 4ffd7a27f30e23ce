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

_LONGEST_PAUSE = 60.0
"""Seconds between two attempts to start a process that keeps dying; the first comes after one."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The process has died, with everything it was working on; it is started again in ``pause`` seconds."""

    pause: float


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
        pause = 1.0
        while not self._closing.is_set():
            self._child = _spawn(self._settings, self._cache)
            last_news = self._pass_on(self._child.connection)
            self._child.process.join()
            if isinstance(last_news, Failed):
                return  # trying again would fail again
            pause = 1.0 if isinstance(last_news, ModelInfo) else min(2 * pause, _LONGEST_PAUSE)
            if not self._closing.is_set():
                self._deliver(Lost(pause))
                self._closing.wait(pause)

    def _pass_on(self, connection: Connection) -> News | None:
        last_news = None
        with contextlib.suppress(EOFError, ConnectionResetError):
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
