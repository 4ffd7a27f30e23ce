"""The inside of a worker process: it opens what it works with, answers what it is asked, and ends with the bot."""

import contextlib
import gc
import logging
import os
import pkgutil
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from bot.errors import ModelError
from bot.heap import share_one_heap
from bot.language import Later
from bot.model.protocols import Failed, Loading
from bot.model.requests import Alive, Answer, Ask, Cancel, Ended, Logged, Ready, Request, Setup
from bot.tracing import Wordless, belongs_to

log = logging.getLogger(__name__)

Report = Callable[[Loading], None]
Cancelled = threading.Event
"""Set once nobody waits for an answer any more; a handler may then end without one."""
Emit = Callable[[object], None]
"""Takes an answer, or the next part of one."""
RequestT = TypeVar("RequestT", bound=Request[object])

_AT_ONCE = 32
"""Threads that wait for answers; the lanes of the bot's side have fewer together."""
_BEAT = 1.0
"""Seconds between two signs of life of a process that gets ready."""
_UNLOADABLE = (
    "The model {} could not be loaded: {} Set model.name to another .gguf file, or serve the model elsewhere and set "
    'model.backend = "openai".'
)
_UNWORKABLE = "The model could not work on that text."


@dataclass(frozen=True, slots=True)
class Worker:
    """What a worker process serves: the folder of its model, and a handler for each type of request.

    Each answer is worked out on a thread of its own, beside the others. A ``ModelError`` that a handler raises is told
    to whoever asked.
    """

    prepared: Path
    _handlers: dict[type[Request[object]], Callable[[Request[object], Cancelled, Emit], None]] = field(
        default_factory=dict
    )

    def answers(self, kind: type[RequestT], handle: Callable[[RequestT, Cancelled], object]) -> None:
        """Have what ``handle`` returns answer each request of type ``kind``."""
        self.streams(kind, lambda request, cancelled, emit: emit(handle(request, cancelled)))

    def streams(self, kind: type[RequestT], handle: Callable[[RequestT, Cancelled, Emit], None]) -> None:
        """Have what ``handle`` emits, part by part, answer each request of type ``kind``."""

        def checked(request: Request[object], cancelled: Cancelled, emit: Emit) -> None:
            if not isinstance(request, kind):
                raise TypeError(f"{type(request).__name__} is no {kind.__name__}")
            handle(request, cancelled, emit)

        self._handlers[kind] = checked

    def answer(self, request: Request[object], cancelled: Cancelled, emit: Emit) -> None:
        """Answer ``request`` by what is emitted."""
        self._handlers[type(request)](request, cancelled, emit)


Open = Callable[[Setup, Report], Worker]


def main(connection: Connection, entry: str, setup: Setup) -> None:
    """Open the worker that ``entry`` names, as ``module:function``, and serve until the other end is closed."""
    # Ctrl+C reaches the whole process group; when to stop is the bot's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _quieten_bars()
    sending = threading.Lock()

    def send(message: object) -> None:
        with sending, contextlib.suppress(OSError):  # the bot has ended, and so does this process
            connection.send(message)

    logging.getLogger().addHandler(_ToTheBot(send))
    share_one_heap()
    gc.disable()  # what is imported and loaded stays: to search it for garbage, again and again, takes seconds
    try:
        with _heard_of(send):
            opening: Open = pkgutil.resolve_name(entry)  # where a library is missing, this says so
            worker = opening(setup, send)
    except ModelError as error:
        send(Failed(str(error)))
    except Exception as error:  # noqa: BLE001 - whatever a library finds wrong with the files, the host must be told
        reason = " ".join(str(error).split())[:300].rstrip(".") or type(error).__name__
        send(Failed(_UNLOADABLE.format(setup.settings.name, f"{reason}.")))
    else:
        gc.freeze()
        gc.enable()
        send(Ready(worker.prepared))
        try:
            serve(worker, connection, send)
        finally:
            os._exit(0)  # the threads that work on requests would go on for ever


class _ToTheBot(logging.Handler):
    """What is logged here is written by the bot, as its own log is."""

    def __init__(self, send: Callable[[Logged], None]) -> None:
        super().__init__()
        self._send = send
        self.addFilter(Wordless())

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args = record.getMessage(), None  # of what may be unknown to the bot's process
        try:
            self._send(Logged(record))
        except Exception:  # noqa: BLE001 - as handlers do it: whoever logs goes on
            self.handleError(record)


@contextlib.contextmanager
def _heard_of(send: Callable[[Alive], None]) -> Iterator[None]:
    """Say every now and then that this process still gets ready, however long a step of that takes."""
    over = threading.Event()

    def live() -> None:
        while not over.wait(_BEAT):
            send(Alive())

    threading.Thread(target=live, name="alive", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _quieten_bars() -> None:
    """Some libraries draw bars without asking; ours is drawn from ``Loading``."""
    os.environ["TQDM_DISABLE"] = "1"
    from tqdm import tqdm  # type: ignore[import-untyped] # it has no py.typed; not above: it reads that as it is imported

    tqdm.set_lock(threading.RLock())  # its own is a semaphore of the system, which would outlive a killed process


def serve(worker: Worker, connection: Connection, send: Callable[[Answer | Ended], None]) -> None:
    """Answer what comes from ``connection`` until it is closed."""
    underway: dict[int, Cancelled] = {}

    def work(id_: int, request: Request[object], origin: str, cancelled: Cancelled) -> None:
        belongs_to(origin)
        refused: Later | str = ""
        try:
            worker.answer(request, cancelled, lambda value: send(Answer(id_, value)))
        except ModelError as error:
            refused = error.said
        except Exception:
            log.exception("A request could not be answered")
            refused = _UNWORKABLE
        underway.pop(id_, None)
        send(Ended(id_, refused))

    threads = ThreadPoolExecutor(_AT_ONCE, "answering")  # whose end nobody waits for
    with contextlib.suppress(EOFError, OSError):
        while True:
            message: Ask | Cancel = connection.recv()
            match message:
                case Ask(id_, request, origin):
                    underway[id_] = Cancelled()
                    threads.submit(work, id_, request, origin, underway[id_])
                case Cancel(id_):
                    if cancelled := underway.get(id_):
                        cancelled.set()
