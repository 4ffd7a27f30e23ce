"""The life of a worker process: started, read from, written to, and started again when it dies."""

import contextlib
import logging
import multiprocessing
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess, SpawnContext, SpawnProcess

from bot.model import worker
from bot.model.protocols import Failed
from bot.model.requests import Alive, Answer, Ask, Cancel, Ended, Logged, News, Ready, Setup

log = logging.getLogger(__name__)

PROCESSES: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")
"""How a process begins: as an interpreter of its own, with nothing of the bot's threads and locks in it."""
_ATTEMPTS = 3
"""How often in a row the process may die, or be stopped, while it gets ready; then that is hopeless."""
_HOPELESS = (
    "The process of the model {} dies or stops whenever it loads; perhaps there is too little memory. Free some, or "
    "set model.name to a smaller model."
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a process is waited for, in seconds.

    ``silence`` is without a word while it gets ready; then it has stopped. It says every second that it is alive,
    except while a library keeps all of it busy: llama.cpp, while it reads what may be a large file on a slow disk.
    ``pause`` is before one that has died is started again.
    """

    silence: float = 180.0
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Lost:
    """The process has died, with everything it was working on; it is being started again."""


PATIENCE = Patience()
Heard = News | Alive | Answer | Ended | Logged | Lost


@dataclass(frozen=True, slots=True)
class _Child:
    pid: int | None
    process: SpawnProcess | ForkServerProcess
    connection: Connection


class WorkerProcess:
    """Runs a worker in a child process. Threads of its own wait for the child, so the event loop never does."""

    def __init__(
        self, entry: str, setup: Setup, deliver: Callable[[Heard], None], patience: Patience = PATIENCE
    ) -> None:
        """``entry`` names what opens the worker, as ``module:function``.

        ``deliver`` is called, on a thread of this object, with all that comes from the child.
        """
        self._entry = entry
        self._setup = setup
        self._deliver = deliver
        self._patience = patience
        self._asked: queue.SimpleQueue[tuple[_Child | None, Ask | Cancel] | None] = queue.SimpleQueue()
        self._child: _Child | None = None
        self._sending = threading.Lock()  # the connection is not closed under what is being sent
        self._closing = threading.Event()
        name = entry.partition(":")[0].rpartition(".")[2]
        self._threads = [
            threading.Thread(target=self._supervise, name=f"{name} supervisor", daemon=True),
            threading.Thread(target=self._write, name=f"to {name}", daemon=True),
        ]

    @property
    def pid(self) -> int | None:
        """The child's process id while there is one."""
        child = self._child
        return child.pid if child else None

    def start(self) -> None:
        """Start the child, and return at once."""
        for thread in self._threads:
            thread.start()

    def send(self, message: Ask | Cancel) -> None:
        """Pass ``message`` on, and return at once. What the child cannot take any more is dropped: ``Lost`` follows."""
        self._asked.put((self._child, message))  # one that takes its place knows nothing of it

    def kill(self) -> None:
        """End the child, which is then started again."""
        if child := self._child:
            with contextlib.suppress(ValueError):  # it has ended by itself just now
                child.process.kill()

    def close(self) -> None:
        """End the child for good and wait for that, a second at most. It has nothing to save."""
        self._closing.set()
        self._asked.put(None)
        self.kill()
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
            attempts = 0 if isinstance(last_news, Ready) else attempts + 1
            if not self._closing.is_set():
                self._deliver(Lost())
                self._closing.wait(self._patience.pause)
        if not self._closing.is_set():
            self._deliver(Failed(_HOPELESS.format(self._setup.settings.name)))

    def _live(self) -> News | None:
        """One life of the child, up to the last that it said of itself."""
        child = self._child = _spawn(self._entry, self._setup)
        if self._closing.is_set():  # only just, so that close has seen no child
            child.process.kill()
        last_news = self._pass_on(child.connection)
        child.process.join()
        self._child = None
        with self._sending:
            child.connection.close()
        with contextlib.suppress(ValueError):  # another thread that starts a process is just noting that it has ended
            child.process.close()
        return last_news

    def _pass_on(self, connection: Connection) -> News | None:
        last_news = None
        with contextlib.suppress(EOFError, OSError):
            while True:
                if not isinstance(last_news, Ready) and not connection.poll(self._patience.silence):
                    log.error("The process of %s says nothing while it gets ready", self._entry)
                    self.kill()
                message: News | Alive | Answer | Ended | Logged = connection.recv()
                if isinstance(message, News):
                    last_news = message
                self._deliver(message)
        return last_news

    def _write(self) -> None:
        while asked := self._asked.get():
            child, message = asked
            with self._sending, contextlib.suppress(OSError):
                if child:
                    child.connection.send(message)


def _spawn(entry: str, setup: Setup) -> _Child:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=worker.main, args=(theirs, entry, setup), name=entry, daemon=True)
    process.start()
    theirs.close()
    return _Child(process.pid, process, ours)
