"""``strawberry run`` in real processes, for the Discord of ``discord_server``."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class Strawberry:
    """A process of the bot, and what it has logged so far."""

    def __init__(self, process: Process, log: Path) -> None:
        self._process = process
        self._log = log

    def has_logged(self, words: str) -> bool:
        """Whether it has said that; it still runs."""
        said = self._log.read_text()
        assert self._process.returncode is None, said[-5000:]
        return words in said

    async def kill(self) -> None:
        """End it at once, whatever it is doing (SIGKILL)."""
        self._process.kill()
        assert await self._process.wait() == -signal.SIGKILL

    async def end(self) -> None:
        """End it as a host does; it ends well."""
        if self._process.returncode is None:
            self._process.terminate()
            assert await self._process.wait() == 0, self._log.read_text()[-5000:]


@asynccontextmanager
async def started(folder: Path, discord: str, *processes: Mapping[str, str]) -> AsyncIterator[list[Strawberry]]:
    """Processes with these settings of their own, each given as in the environment."""
    folder.mkdir(exist_ok=True)
    async with AsyncExitStack() as stack:
        running = []
        for number, settings in enumerate(processes):
            log = folder / f"{number}.log"
            with log.open("wb") as file:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "tests.processes.runner", discord, "run"),
                    env=_environment(folder) | {f"STRAWBERRY_{name}": value for name, value in settings.items()},
                    stdout=file,
                    stderr=file,
                    cwd=folder,
                )
            running.append(Strawberry(process, log))
            stack.push_async_callback(running[-1].end)
        yield running


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "STRAWBERRY_DISCORD__TOKEN": "none.is.needed",
        "STRAWBERRY_MODEL__BACKEND": "off",
        "STRAWBERRY_CACHE": str(folder / "cache"),
    }
