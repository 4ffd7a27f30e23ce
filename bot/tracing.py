"""What an entry of the log has besides its words: which request it belongs to, and where an error was raised."""

import logging
import traceback
from contextvars import ContextVar

_request: ContextVar[str] = ContextVar("request", default="")
_shard: ContextVar[int | None] = ContextVar("shard", default=None)

HARMLESS: tuple[type[BaseException], ...] = (OSError,)
"""Exceptions that say what is wrong with the machine. Any other may quote what members wrote."""


def belongs_to(request: str, shard: int | None = None) -> None:
    """What this task does from now on, and what is begun by it, belongs to the ``request`` of this id.

    >>> from contextvars import copy_context
    >>> copy_context().run(lambda: (belongs_to("1234567890"), request_id())[-1])
    '1234567890'
    """
    _request.set(request)
    _shard.set(shard)


def request_id() -> str:
    """The id of the request that this task belongs to: of an interaction, or of a message; empty where there is none.

    >>> request_id()
    ''
    """
    return _request.get()


class Wordless(logging.Filter):
    """Keeps an entry, and of the exception in it where it was raised and its kind, but not what it says.

    The entry gets the id of its ``request``, and the number of its ``shard``, where there are any.
    """

    def __init__(self, harmless: tuple[type[BaseException], ...] = HARMLESS) -> None:
        """What ``harmless`` exceptions say is kept."""
        super().__init__()
        self._harmless = harmless

    def filter(self, record: logging.LogRecord) -> bool:
        """Called by ``logging``, where the entry is written."""
        if record.exc_info and record.exc_info[1]:
            record.exc_text = trace(record.exc_info[1], self._harmless)
            record.exc_info = None
        if (request := request_id()) and not hasattr(record, "request"):  # else it comes from another process
            record.request = request
            if (shard := _shard.get()) is not None:
                record.shard = shard
        return True


def trace(error: BaseException, harmless: tuple[type[BaseException], ...] = HARMLESS) -> str:
    """The traceback of ``error`` and of those it came from, with the words of those alone that are ``harmless``.

    >>> trace(ValueError("a secret"))
    'ValueError'
    """
    kind = type(error).__qualname__
    parts = [*traceback.format_tb(error.__traceback__), f"{kind}: {error}" if isinstance(error, harmless) else kind]
    before = [error.__cause__ or (None if error.__suppress_context__ else error.__context__)]
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return "\n".join([*(trace(each, harmless) for each in (*before, *inner) if each), "".join(parts)])
