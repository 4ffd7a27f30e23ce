"""Workers that run only while they are needed."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

from bot.model.host import WorkerHost
from bot.model.requests import Request, Stream

R = TypeVar("R")


class OnDemand:
    """A worker that is started by the first request and ended once nothing was asked of it for some time."""

    def __init__(self, host: WorkerHost, idle_seconds: float) -> None:
        self.host = host
        self._idle_seconds = idle_seconds
        self._ending: asyncio.TimerHandle | None = None
        self._closing: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Start the worker for a request that will come soon, unless it runs, or is just being ended."""
        if not self.host.running and not self._closing:
            self.host.start()
            self._end_later()

    async def ask(self, request: Request[R]) -> R:
        """The answer to ``request``, which waits for the worker where that has to be started. Raises ``ModelError``."""
        async with self._needed():
            return await self.host.ask(request)

    async def stream(self, request: Stream[R]) -> AsyncGenerator[R]:
        """The parts of the answer to ``request``; closing the generator cancels it. Raises ``ModelError``."""
        async with self._needed(), contextlib.aclosing(self.host.stream(request)) as parts:
            async for part in parts:
                yield part

    @contextlib.asynccontextmanager
    async def _needed(self) -> AsyncIterator[None]:
        """The worker is started, and ended some time after the last use."""
        if self._ending:
            self._ending.cancel()
        if self._closing:
            await asyncio.shield(self._closing)  # which also ends where nobody waits for the answer any more
        if not self.host.running:
            self.host.start()
        try:
            yield
        finally:
            self._end_later()

    async def close(self) -> None:
        """End the worker."""
        if self._ending:
            self._ending.cancel()
        if self._closing:
            await self._closing
        await self.host.close()

    def _end_later(self) -> None:
        if self._ending:
            self._ending.cancel()
        self._ending = asyncio.get_running_loop().call_later(self._idle_seconds, self._end)

    def _end(self) -> None:
        if self.host.idle:
            self._closing = asyncio.create_task(self._close())
        else:  # somebody waits, or it still works on what nobody waits for any more
            self._end_later()

    async def _close(self) -> None:
        await self.host.close()
        self._closing = None
