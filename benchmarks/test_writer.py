"""The writer beside llama.cpp itself, in one run: ratios of tokens a second, on the same file and with as many threads.

Goals: 0.9 of llama.cpp's tokens a second with probabilities, 0.95 without anybody looking inside, 0.9 in four chats
together; at least half of the quiet rate beside one other busy process; memory of bot and writer below 650 MB at rest.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

import psutil

from benchmarks.beside import ROUNDS, TOKENS
from bot.model import LocalModel, Message, Piece, Prompt, Sampling
from bot.model.prepared import folder_of, model
from bot.model.processors import processors
from bot.services import Services

_PROMPT = Prompt((Message("user", "Tell me a very long story about a cat, and then of a dog, a river and a robot."),))
_SAMPLING = Sampling(0.7, 40, 0.9)


async def _write(services: Services) -> int:
    """The number of tokens written; an answer may end before it is as long as it can be."""
    parts = services.model.generate(_PROMPT, TOKENS, _SAMPLING)
    return sum([len(part.tokens) async for part in parts if isinstance(part, Piece)])


async def _rate(services: Services, chats: int) -> float:
    began = perf_counter()
    written = await asyncio.gather(*(_write(services) for _ in range(chats)))
    return sum(written) / (perf_counter() - began)


def _rates(runner: asyncio.Runner, services: Services, chats: int) -> float:
    return median(runner.run(_rate(services, chats)) for _ in range(ROUNDS))


@contextmanager
def _busy_process() -> Iterator[None]:
    spinning = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        spinning.kill()
        spinning.wait()


def _llama(services: Services) -> dict[str, float]:
    """What llama.cpp itself writes a second."""
    file = model(folder_of(services.settings.model.name, services.settings.cache_folder))
    threads = services.settings.model.threads or max(1, processors() - 1)
    ids = [1, 9690, 198, 2683, 359, 253, 5356, 2] * 5
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.beside", str(file), str(threads), json.dumps(ids)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_tokens_a_second_beside_llama_cpp(runner: asyncio.Runner, services: Services) -> None:
    runner.run(_write(services))
    llama = _llama(services)
    one, four = _rates(runner, services, 1), _rates(runner, services, 4)
    llama_again = _llama(services)
    plain_one, plain_four = (median((llama[each], llama_again[each])) for each in ("one", "four"))
    print(f"\none chat: {one:.0f} tokens/s, llama.cpp {plain_one:.0f}: {one / plain_one:.2f} of it")
    print(f"four chats: {four:.0f} tokens/s together, llama.cpp {plain_four:.0f}: {four / plain_four:.2f} of it")
    assert one


def test_tokens_a_second_beside_a_busy_process(runner: asyncio.Runner, services: Services) -> None:
    quiet = _rates(runner, services, 1)
    with _busy_process():
        busy = _rates(runner, services, 1)
    print(f"\none chat: {quiet:.0f} tokens/s quiet, {busy:.0f} beside a busy process: {busy / quiet:.2f} of it")
    assert busy


def test_memory(runner: asyncio.Runner, services: Services) -> None:
    """Resident memory; what both processes share, as the mapped weights, counts where it is used."""
    model = services.model
    assert isinstance(model, LocalModel)
    assert model.pid
    runner.run(_write(services))
    bot, writer = (psutil.Process(pid).memory_info().rss / 1e6 for pid in (psutil.Process().pid, model.pid))
    print(f"\nmemory: benchmarks' own process {bot:.0f} MB, writer {writer:.0f} MB")
    assert writer
