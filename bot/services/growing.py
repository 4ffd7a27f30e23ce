"""Networks of several sizes trained on the same text: how each comes out."""

import contextlib
from collections.abc import AsyncGenerator, Sequence

from bot.lab.bigger import PROMPTS, SEEDS, Grown, Size, parameters, plan_of
from bot.lab.plan import Frame, Train
from bot.services.laboratory import Laboratory


async def grow(laboratory: Laboratory, sizes: Sequence[Size], seeds: Sequence[int] = SEEDS) -> AsyncGenerator[Grown]:
    """Train a network of each of ``sizes`` with each of ``seeds``, one after the other. Raises ``ModelError``."""
    for size in sizes:
        ends = [await _last(laboratory, Train(plan_of(size, seed))) for seed in seeds]
        written = tuple(prompt + said for prompt, said in zip(PROMPTS, ends[0].written, strict=True))
        yield Grown(size, parameters(size), tuple(end.held_out_loss for end in ends), written)


async def _last(laboratory: Laboratory, request: Train) -> Frame:
    """What is seen at the end of a training."""
    async with contextlib.aclosing(laboratory.stream(request)) as frames:
        return [frame async for frame in frames][-1]
