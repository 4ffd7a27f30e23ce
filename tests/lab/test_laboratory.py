"""Trainings in the laboratory's process: watched, stopped, and lost with it."""

import contextlib
import os
import signal
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio

from bot.config import Settings
from bot.errors import ModelLost
from bot.lab.plan import Frame, Plan, Train
from bot.services.laboratory import Laboratory
from tests.lab.training import seen, short

MANY = 20_000
"""Steps: nobody would wait for them."""


@pytest_asyncio.fixture
async def laboratory(settings: Settings) -> AsyncIterator[Laboratory]:
    """The laboratory, as it is with the model switched off."""
    laboratory = Laboratory(settings)
    yield laboratory
    await laboratory.close()


async def watched(laboratory: Laboratory, plan: Plan, until: int = MANY, kill_at: int = MANY) -> Sequence[Frame]:
    """The frames of ``plan``, up to the step ``until``; then nobody waits for more. At ``kill_at`` it is killed."""
    frames: list[Frame] = []
    async with contextlib.aclosing(laboratory.stream(Train(plan))) as coming:
        async for frame in coming:
            frames.append(frame)
            if frame.step == kill_at:
                assert laboratory.pid
                os.kill(laboratory.pid, signal.SIGKILL)
            if frame.step >= until:
                break
    return frames


@pytest.mark.usefixtures("one_thread")
async def test_frames_come_one_by_one_and_are_those_of_any_other_process(laboratory: Laboratory) -> None:
    from bot.lab.training import train

    there, here = await watched(laboratory, short(31)), [*train(short(31), lambda: False)]
    assert seen(there) == seen(here)


async def test_a_training_that_is_stopped_makes_room_and_goes_on(laboratory: Laboratory) -> None:
    begun = await watched(laboratory, short(MANY), until=16)
    assert begun[-1].step == 16
    straight = await watched(laboratory, short(31, seed=5))  # which waits for nothing but the step underway
    assert straight[-1].step == 31
    again = await watched(laboratory, short(MANY), until=31)
    assert seen(again[: len(begun)]) == seen(begun)


async def test_the_next_training_is_the_same_after_the_process_was_killed(laboratory: Laboratory) -> None:
    before = await watched(laboratory, short(30))
    with pytest.raises(ModelLost):
        await watched(laboratory, short(MANY, seed=1), kill_at=10)
    after = await watched(laboratory, short(40))
    steps = [each.step for each in after]
    assert seen(after)[: steps.index(26) + 1] == seen(before)[:-1]
