"""Looks into the model: the first of each and those after it, a chat beside them, and the memory that they take.

Goals on two cores: near under 60 ms, a map of 60 words by PCA under 1 s and by t-SNE under 4 s, attention and layers of
40 tokens under 1.5 s the first time and under 0.3 s after, a probe under 5 s first and under 50 ms after, a patch under
2 s; a chat beside them keeps half of its rate; at most 300 MB more while they are looked at. What starts a process is
told apart.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from time import perf_counter

import psutil

from bot.inside.presets import PRESETS
from bot.model import Message, Piece, Prompt, Sampling
from bot.model.looks import (
    Look,
    LookAtAttention,
    LookAtMap,
    LookAtVector,
    LookByPatch,
    LookByProbe,
    LookNear,
    LookThroughLens,
)
from bot.services import Services

_WORDS = tuple((word, group) for group, words in PRESETS["countries"].groups.items() for word in words)[:60]
_TEXT = tuple(range(1_000, 1_040))
_TOKENS = 96


def test_looks(runner: asyncio.Runner, services: Services) -> None:
    looks: dict[str, tuple[Look[object], Look[object]]] = {
        "near": (LookNear((5_000,)), LookNear((5_001,))),
        "map by PCA": (LookAtMap(_WORDS), LookAtMap(_WORDS[:59])),
        "map by t-SNE": (LookAtMap(_WORDS, "tsne"), LookAtMap(_WORDS[:59], "tsne")),
        "probe": (LookByProbe("d"), LookByProbe("d")),
        "attention": (LookAtAttention(_TEXT, 7, 3), LookAtAttention(_TEXT, 20, 0, value_weighted=True)),
        "layers": (LookThroughLens((1, *_TEXT[1:])), LookThroughLens((1, *_TEXT[1:]), 10)),
        "patch": (
            LookByPatch((*_TEXT[:12],), (*_TEXT[:11], 7), 11, 11),
            LookByPatch((*_TEXT[:8],), (*_TEXT[:9],), 7, 8),
        ),
        "probe after layer 12": (LookByProbe("d", 12), LookByProbe("r", 20)),
    }

    async def timed(look: Look[object]) -> float:
        began = perf_counter()
        await services.model.look(look)
        return perf_counter() - began

    async def all_of_them() -> None:
        before = _memory()
        for start in (LookAtVector(1), LookAtAttention((5_000, 5_001), 1)):
            print(f"\n{type(start).__name__}, which starts a process: {await timed(start):.2f} s")
        for name, (first, other) in looks.items():
            print(f"{name}: first {await timed(first):.2f} s, then {await timed(other):.3f} s")
        print(f"memory: {before:.0f} MB before, {_memory():.0f} MB with both instruments")

    runner.run(all_of_them())


def test_a_chat_beside_looks(runner: asyncio.Runner, services: Services) -> None:
    async def rate() -> float:
        prompt = Prompt((Message("user", "Tell me a long story about the sea."),))
        parts: AsyncIterator[object]
        async with aclosing(services.model.generate(prompt, _TOKENS, Sampling(temperature=1.2))) as parts:
            at = [part.at async for part in parts if isinstance(part, Piece)]
        return (len(at) - 1) / (at[-1] - at[0])

    async def look_on(request: LookAtAttention) -> None:
        while True:
            request = replace(request, text=(*request.text[1:], request.text[0]))
            await services.model.look(request)

    async def both() -> tuple[float, float]:
        await rate()
        alone = await rate()
        looking = asyncio.create_task(look_on(LookAtAttention(_TEXT, 7, 3)))
        beside = await rate()
        looking.cancel()
        return alone, beside

    alone, beside = runner.run(both())
    print(f"\na chat beside looks: {beside / alone:.2f} of its rate alone ({alone:.0f} tokens/s)")


def _memory() -> float:
    """Of this process and all that it has started, in MB."""
    this = psutil.Process()
    return sum(each.memory_info().rss for each in (this, *this.children(recursive=True))) / 1e6
