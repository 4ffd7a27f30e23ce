"""The model's processes are killed, or stopped, while they work: every request ends, and nothing is left over.

``--kills 100`` does so a hundred times for each; ``-s`` prints what became of the requests. Once, it only stops them:
what has stopped is killed by the bot, so that is both.
"""

import asyncio
import gc
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

import psutil
import pytest

from bot.config import ModelSettings
from bot.errors import ModelError
from bot.model import LocalModel, Message, ModelInfo, Prompt, Sampling, asked_by
from bot.model.looks import LookAtAttention
from tests.conftest import PREPARED

Victim = Literal["writer", "microscope"]

DEADLINES = {signal.SIGKILL: 10.0, signal.SIGSTOP: 1.0}
BOUND = 60
"""Seconds in which everything has to end; what is long over takes some deadlines and the time that loading takes."""
AT_A_TIME = 12
DIGITS = [str(number) for number in range(10)]
QUESTION = Prompt((Message("user", "How many times does the letter r occur in strawberry?"),), "Answer: ")


@dataclass
class Load:
    """Requests of all kinds, and what became of them."""

    model: LocalModel
    chance: random.Random
    ended: Counter[str] = field(default_factory=Counter)

    def some(self) -> list["asyncio.Task[None]"]:
        """Some requests, of which some are cancelled soon."""
        tasks = []
        for _ in range(AT_A_TIME):
            with asked_by(self.chance.randint(1, 3), self.chance.randint(1, 3)):
                task = asyncio.create_task(self._noted(self.chance.choice(self._kinds())))
            tasks.append(task)
            if self.chance.random() < 0.25:
                asyncio.get_running_loop().call_later(self.chance.uniform(0, 0.5), task.cancel)
        return tasks

    def _kinds(self) -> list[Callable[[], Awaitable[object]]]:
        chat = Prompt((Message("user", "Tell me of number " + " and ".join(self.chance.choices(DIGITS, k=20))),))
        text, sampling = f"The number {self.chance.random()}", Sampling(self.chance.choice([0.7, 1.0]), 40)
        ids = tuple(self.chance.randrange(200) for _ in range(self.chance.randint(1, 200)))
        return [
            lambda: self._write(chat, 24),
            lambda: self._write(chat, self.chance.randint(0, 5)),
            lambda: self.model.score(QUESTION, DIGITS),
            lambda: self.model.next_tokens(text, (), sampling),
            lambda: self.model.look(LookAtAttention(ids, 1, 1)),
            lambda: self.model.read_ahead(chat, 24),
        ]

    async def _write(self, prompt: Prompt, wanted: int) -> None:
        """Take so many parts of an answer, and go."""
        async with aclosing(self.model.generate(prompt, 24)) as parts:
            async for _ in parts:
                if (wanted := wanted - 1) < 0:
                    return

    async def _noted(self, ask: Callable[[], Awaitable[object]]) -> None:
        try:
            async with asyncio.timeout(BOUND):
                await ask()
        except ModelError as error:
            self.ended[type(error).__name__] += 1
        except asyncio.CancelledError:
            self.ended["cancelled"] += 1
        else:
            self.ended["answered"] += 1


@asynccontextmanager
async def loaded(deadline: float) -> AsyncIterator[LocalModel]:
    """The real model, its writer ready; what is asked of it has so many seconds."""
    model = LocalModel(ModelSettings(threads=1, deadline=deadline), PREPARED.parent)
    model.start()
    try:
        assert isinstance(await model.settled(), ModelInfo)
        yield model
    finally:
        await model.close()


async def answered(model: LocalModel, victim: Victim) -> None:
    """Ask until there is an answer, and nothing is left of what was asked before."""
    async with asyncio.timeout(BOUND):
        while True:
            try:
                await (
                    model.score(QUESTION, DIGITS)
                    if victim == "writer"
                    else model.look(LookAtAttention((1, 2, 3), 1, 1))
                )
            except ModelError:
                await model.settled()
            else:
                if model.idle:
                    return


def pid_of(model: LocalModel, victim: Victim) -> int | None:
    """The process that is ended."""
    return model.pid if victim == "writer" else model.microscope_pid


@dataclass
class Left:
    """What there is besides the requests: children, threads, open files and tasks."""

    children: int
    threads: list[str]
    files: int
    tasks: int

    @classmethod
    def now(cls) -> "Left":
        """What there is now. The threads that asyncio keeps for others' work grow to some number, and stay."""
        gc.collect()
        this = psutil.Process()
        threads = sorted(thread.name for thread in threading.enumerate() if not thread.name.startswith("asyncio_"))
        return cls(len(this.children(recursive=True)), threads, this.num_fds(), len(asyncio.all_tasks()))


def end(pid: int, how: signal.Signals) -> None:
    """End the process, where it is not just being ended because it has said nothing."""
    with suppress(ProcessLookupError):
        os.kill(pid, how)


async def end_again_and_again(model: LocalModel, victim: Victim, how: signal.Signals, times: int) -> Counter[str]:
    """End the victim so often, and see what becomes of what is asked meanwhile."""
    load = Load(model, random.Random(f"{victim} {how}"))
    await answered(model, "writer")
    await answered(model, "microscope")
    before = Left.now()
    for _ in range(times):
        pid = pid_of(model, victim)
        assert pid is not None
        tasks = load.some()
        asyncio.get_running_loop().call_later(load.chance.uniform(0, 0.5), end, pid, how)
        await asyncio.gather(*tasks, return_exceptions=True)
        while pid_of(model, victim) == pid:  # some rounds end before the process does
            tasks += load.some()
            await asyncio.gather(*tasks, return_exceptions=True)
        assert not [task for task in tasks if not task.cancelled() and task.exception()]
        await answered(model, "writer")
        await answered(model, "microscope")
        assert model.idle
        now = Left.now()
        assert (now.children, now.threads, now.tasks) == (before.children, before.threads, before.tasks)
        assert now.files <= before.files
    return load.ended


async def test_whatever_ends_a_process_every_request_ends_and_nothing_is_left(pytestconfig: pytest.Config) -> None:
    times = pytestconfig.getoption("--kills")
    victims: list[Victim] = ["writer", "microscope"]
    before = Left.now()
    for how in DEADLINES if times > 1 else [signal.SIGSTOP]:
        async with loaded(DEADLINES[how]) as model:
            for victim in victims:
                ended = await end_again_and_again(model, victim, how, times)
                print(f"\n{times} times {how.name} of the {victim}: {dict(ended.most_common())}")
                assert sum(ended.values()) >= times * AT_A_TIME
    after = Left.now()
    print(f"{before} before, {after} after")
    assert (after.threads, after.tasks) == (before.threads, before.tasks)
