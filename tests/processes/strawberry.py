"""``strawberry run`` in real processes, for the Discord of ``discord_server``."""

import asyncio
import multiprocessing
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.processes.runner import run

_PROCESSES = multiprocessing.get_context("forkserver")


class Strawberry:
    """A process of the bot, and what it has logged so far."""

    def __init__(self, process: BaseProcess, log: Path) -> None:
        self._process = process
        self._log = log

    def has_logged(self, words: str) -> bool:
        """Whether it has said that; it still runs."""
        said = self._log.read_text()
        assert self._process.exitcode is None, said[-5000:]
        return words in said

    async def kill(self) -> None:
        """End it at once, whatever it is doing (SIGKILL)."""
        self._process.kill()
        assert await self._ended() == -signal.SIGKILL

    async def end(self) -> None:
        """End it as a host does; it ends well."""
        if self._process.exitcode is None:
            self._process.terminate()
            assert await self._ended() == 0, self._log.read_text()[-5000:]

    async def _ended(self) -> int | None:
        await asyncio.to_thread(self._process.join)
        return self._process.exitcode


@asynccontextmanager
async def started(folder: Path, discord: str, *processes: Mapping[str, str]) -> AsyncIterator[list[Strawberry]]:
    """Processes with these settings of their own, each given as in the environment."""
    folder.mkdir(exist_ok=True)
    async with AsyncExitStack() as stack:
        running = []
        for number, settings in enumerate(processes):
            log = folder / f"{number}.log"
            log.touch()
            environment = {f"STRAWBERRY_{name}": value for name, value in {**_shared(folder), **settings}.items()}
            process = _PROCESSES.Process(target=run, args=(discord, environment, log))
            process.start()
            running.append(Strawberry(process, log))
            stack.push_async_callback(running[-1].end)
        yield running


def _shared(folder: Path) -> dict[str, str]:
    return {"DISCORD__TOKEN": "none.is.needed", "MODEL__BACKEND": "off", "CACHE": str(folder / "cache")}
