"""The laboratory: a training as a channel sees it, what it costs others meanwhile, pages of the step, and the twins.

Goals on two cores: the first visible change of a training's card within 2 s, and a whole run with its film within 40 s;
a chat beside it keeps half of its rate; a film delays another card by less than 0.5 s; a page of `/lab step` takes less
than 0.5 s and an answer of the twins less than 0.3 s. Processor seconds are told where they say more than the clock of
a busy machine.
"""

import asyncio
import itertools
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time

import psutil
import pytest

from bot.drawing import bigger_chart, step_picture
from bot.drawing.training_card import training_card
from bot.drawing.training_film import training_film
from bot.lab.bigger import shipped
from bot.lab.examples import read
from bot.lab.plan import Plan, Train, Training
from bot.lab.presets import presets
from bot.lab.step import STAGES, START
from bot.lab.twins import AskTwins
from bot.letters import Asker, Count, in_words
from bot.model import Message, Piece, Prompt, Sampling
from bot.services import Services

_TOKENS = 96
_WORDS = ("strawberry", "mississippi", "banana", "letters", "tokens")


@pytest.mark.parametrize("name", presets())
def test_a_whole_training_as_it_is_shown(runner: asyncio.Runner, services: Services, name: str) -> None:
    alike = presets()[name].alike or ()

    async def shown(seed: int) -> tuple[float, float, float]:
        """Seconds until the first frame is drawn, until the last is, and until the film is."""
        plan = replace(presets()[name].plan, seed=seed)  # what was trained before is remembered
        began, first, training = perf_counter(), 0.0, Training(plan, read(plan).tokens, ())
        async with aclosing(services.laboratory.stream(Train(plan))) as frames:
            async for frame in frames:
                training = Training(plan, training.tokens, (*training.frames, frame))
                if not first:
                    await services.studio.draw(training_card, training, alike)
                    first = perf_counter() - began
        await services.studio.draw(training_card, training, alike)
        last = perf_counter() - began
        await services.studio.film(training_film, training, alike)
        return first, last, perf_counter() - began

    runner.run(services.laboratory.close())
    cold, *_ = runner.run(shown(1))
    before = _processor(services)
    first, last, filmed = runner.run(shown(2))
    print(
        f"\n{name}: first card after {first:.2f} s ({cold:.2f} s where the process starts), the last after {last:.1f} s"
    )
    print(f"{name}: with its film {filmed:.1f} s, {_processor(services) - before:.1f} s of processors")


def test_a_chat_beside_a_training(runner: asyncio.Runner, services: Services) -> None:
    plan = presets()["language"].plan

    async def both() -> tuple[float, float]:
        await _rate(services)
        alone = median([await _rate(services) for _ in range(3)])
        training = asyncio.create_task(_train_on(services, plan))
        await services.laboratory.ask(AskTwins("banana", "a"))  # once the process has started
        beside = median([await _rate(services) for _ in range(3)])
        training.cancel()
        return alone, beside

    alone, beside = runner.run(both())
    print(f"\na chat beside a training: {beside / alone:.2f} of its rate alone ({alone:.0f} tokens/s)")


def test_a_card_beside_a_film(runner: asyncio.Runner, services: Services) -> None:
    plan = presets()["language"].plan

    async def trained() -> Training:
        async with aclosing(services.laboratory.stream(Train(plan))) as frames:
            return Training(plan, read(plan).tokens, tuple([frame async for frame in frames]))

    async def card() -> float:
        began = perf_counter()
        await services.studio.draw(bigger_chart, shipped())
        return perf_counter() - began

    async def beside(training: Training) -> list[float]:
        film, seconds = asyncio.create_task(services.studio.film(training_film, training)), []
        while not film.done():
            seconds.append(await card())
        return seconds

    training = runner.run(trained())
    alone = median([runner.run(card()) for _ in range(5)])
    seconds = runner.run(beside(training))
    print(f"\na card: {alone:.2f} s alone; beside a film {median(seconds):.2f} s, {max(seconds):.2f} s at most")


def test_pages_of_the_step(runner: asyncio.Runner, services: Services) -> None:
    for stage in STAGES:
        began, processor = perf_counter(), process_time()
        runner.run(services.studio.draw(step_picture, stage, START))
        print(f"\n{stage}: {perf_counter() - began:.3f} s, {process_time() - processor:.3f} s of a processor", end="")


def test_an_answer_of_the_twins(runner: asyncio.Runner, services: Services) -> None:
    async def asked(word: str) -> float:
        question, began = Count(word, "r"), perf_counter()
        await services.twins.ask(question, in_words(question), Asker(), datetime.now(UTC), services.servers.default)
        return perf_counter() - began

    runner.run(services.laboratory.close())
    first, *others = [runner.run(asked(word)) for word in _WORDS]
    print(f"\nthe twins: {median(others):.3f} s an answer ({first:.2f} s where the process starts)")


async def _rate(services: Services) -> float:
    """Tokens a second of a chat."""
    prompt = Prompt((Message("user", "Tell me a long story about the sea."),))
    async with aclosing(services.model.generate(prompt, _TOKENS, Sampling(temperature=1.2))) as parts:
        at = [part.at async for part in parts if isinstance(part, Piece)]
    return (len(at) - 1) / (at[-1] - at[0])


async def _train_on(services: Services, plan: Plan) -> None:
    for seed in itertools.count(100):
        async with aclosing(services.laboratory.stream(Train(replace(plan, seed=seed)))) as frames:
            async for _ in frames:
                pass


def _processor(services: Services) -> float:
    """Processor seconds of this process and the laboratory's until now."""
    assert services.laboratory.pid
    times = [each.cpu_times() for each in (psutil.Process(), psutil.Process(services.laboratory.pid))]
    return sum(each.user + each.system for each in times)
