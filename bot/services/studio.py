"""Where pictures are drawn: on threads, so that the event loop goes on."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from pathlib import Path
from threading import Event
from typing import ParamSpec, TypeVar

from bot.errors import Restarting
from bot.language import later

P = ParamSpec("P")
T = TypeVar("T")


class Studio:
    """Two threads: one for pictures, which do not block each other for long, and one for films, which would."""

    def __init__(self, cache: Path) -> None:
        """What matplotlib keeps between runs goes into ``cache``, unless the host has chosen another place for it."""
        os.environ.setdefault("MPLCONFIGDIR", str(cache / "matplotlib"))  # read when it is imported, by who draws first
        self._pictures = ThreadPoolExecutor(1, "drawing")
        self._films = ThreadPoolExecutor(1, "filming")
        self._stopping = Event()

    async def draw(self, draw: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``draw(…)``, which makes a picture. Raises ``Restarting`` where the bot ends meanwhile."""
        return await self._drawn(self._pictures, partial(draw, *args, **kwargs))

    async def film(self, draw: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for what has many frames."""
        return await self._drawn(self._films, partial(draw, *args, **kwargs))

    def begin(self, work: Callable[[], object]) -> None:
        """Do ``work`` on the pictures' thread, unless the bot ends before its turn comes, and return at once."""
        self._pictures.submit(lambda: None if self._stopping.is_set() else work())

    def stop(self) -> None:
        """Draw nothing more: who waits gets ``Restarting``."""
        self._stopping.set()

    def close(self) -> None:
        """End the threads, and wait for what is just being drawn."""
        self._pictures.shutdown()
        self._films.shutdown()

    async def _drawn(self, thread: ThreadPoolExecutor, draw: Callable[[], T]) -> T:
        def drawn() -> T:
            if self._stopping.is_set():
                raise Restarting(later("I am being restarted. Ask again in a moment."))
            return draw()

        # With the context goes the language of the alt text.
        return await asyncio.get_running_loop().run_in_executor(thread, copy_context().run, drawn)
