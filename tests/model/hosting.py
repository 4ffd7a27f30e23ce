"""A host with a worker that knows no model, as its tests start it."""

import asyncio
import os
import select
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.config import ModelSettings
from bot.errors import ModelError
from bot.model import Failed, Loading
from bot.model.host import WorkerHost
from bot.model.process import Patience
from bot.model.requests import Ready, Setup
from tests.model.workers import Echo, Hold

AT_ONCE = Patience(pause=0.01)
"""Whatever dies is started again at once."""


@dataclass
class Running:
    """A host, and each state that it has come to."""

    host: WorkerHost
    states: "asyncio.Queue[Loading | Ready | Failed]"

    async def until(self, kind: type[Loading | Ready | Failed]) -> Loading | Ready | Failed:
        """The next state of that kind."""
        while not isinstance(state := await self.states.get(), kind):
            assert not isinstance(state, Failed), state.reason
        return state

    @property
    def pid(self) -> int:
        """The process that there is."""
        assert self.host.pid is not None
        return self.host.pid

    async def begun(self, request: Hold) -> AsyncGenerator[str]:
        """The stream of ``request``, which the worker has begun with."""
        stream = self.host.stream(request)
        assert await anext(stream) == request.name
        return stream


def of(
    tmp_path: Path,
    entry: str = "open_odd",
    *,
    deadline: float = 30,
    queue: int = 256,
    patience: Patience = AT_ONCE,
) -> Running:
    setup = Setup(ModelSettings(deadline=deadline, queue=queue), tmp_path, 256)
    states = asyncio.Queue[Loading | Ready | Failed]()
    host = WorkerHost(f"tests.model.workers:{entry}", setup, lambda: states.put_nowait(host.state), patience)
    return Running(host, states)


@asynccontextmanager
async def started(
    tmp_path: Path,
    entry: str = "open_odd",
    *,
    deadline: float = 30,
    queue: int = 256,
    patience: Patience = AT_ONCE,
) -> AsyncIterator[Running]:
    running = of(tmp_path, entry, deadline=deadline, queue=queue, patience=patience)
    running.host.start()
    try:
        yield running
    finally:
        await running.host.close()


async def gone(pid: int) -> None:
    """Wait until process ``pid`` has ended."""
    try:
        fd = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert await asyncio.to_thread(select.select, [fd], [], [], 20) == ([fd], [], [])
    finally:
        os.close(fd)


async def outcome(host: WorkerHost, text: str = "a") -> str:
    """What comes of an ``Echo``: its text, or the name of the error."""
    try:
        return await host.ask(Echo(text))
    except ModelError as error:
        return type(error).__name__


async def all_of(stream: AsyncGenerator[object]) -> Sequence[object]:
    """All parts of a stream."""
    return [part async for part in stream]
