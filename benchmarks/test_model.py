"""The model's speed, alone and in company, and what it leaves of the event loop.

Goals on two cores: at least 18 letter questions a second by ``score`` with 32 askers, one alone under 150 ms, and an
event loop whose lag stays under 20 ms at the 99th percentile while the model generates.
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import median, quantiles
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.letters import Asker, Count, ModelAnswer, ModelMissing, in_words, trial
from bot.model import Message, Prompt
from bot.services import Services

ASKERS = 32
_WORDS = (
    "strawberry", "banana", "Mississippi", "bookkeeper", "onomatopoeia", "rhythm", "cat", "programming", "hippopotamus",
    "queue", "lollipop", "refrigerator", "committee", "tomorrow", "pneumonia", "zebra",
)  # fmt: skip
# Never the same question twice, so that nothing is shared but what all questions share.
_questions = (
    Count(f"{one}{other}", letter) for one, other, letter in itertools.product(_WORDS, ("", *_WORDS), "raepst")
)


def _trial_prompt() -> tuple[Prompt, list[str]]:
    put = trial(next(_questions))
    assert put is not None
    return Prompt((Message("user", put.asked),), put.cue, put.focus), [*put.choices]


async def _score(services: Services) -> None:
    await services.model.score(*_trial_prompt())


async def _generate(services: Services) -> None:
    """The same question answered by writing: the shortest answer, four tokens."""
    async for _ in services.model.generate(_trial_prompt()[0], 4):
        pass


@pytest.mark.parametrize("askers", [1, ASKERS])
@pytest.mark.parametrize("ask", [_score, _generate], ids=["score", "generate"])
def test_letter_questions(
    benchmark: BenchmarkFixture,
    runner: asyncio.Runner,
    services: Services,
    ask: Callable[[Services], Awaitable[None]],
    askers: int,
) -> None:
    async def all_ask() -> None:
        await asyncio.gather(*(ask(services) for _ in range(askers)))

    benchmark.pedantic(lambda: runner.run(all_ask()), rounds=8, warmup_rounds=1)
    assert benchmark.stats is not None
    seconds = benchmark.stats["median"]
    print(f"\n{ask.__name__[1:]}, {askers} at once: {askers / seconds:.0f} questions/s, {seconds * 1_000:.0f} ms")


def test_the_event_loop_s_lag_while_the_model_generates(runner: asyncio.Runner, services: Services) -> None:
    async def lags() -> list[float]:
        prompt = Prompt((Message("user", "Tell me a long story about a strawberry."),))

        async def write() -> None:
            async for _ in services.model.generate(prompt, 120):
                pass

        writing = asyncio.gather(*(write() for _ in range(4)))
        found = []
        while not writing.done():
            started = perf_counter()
            await asyncio.sleep(0.005)
            found.append(perf_counter() - started - 0.005)
        await writing
        return found

    found = runner.run(lags())
    shown = f"median {median(found) * 1_000:.1f} ms, 99th percentile {quantiles(found, n=100)[98] * 1_000:.1f} ms"
    print(f"\nlag of the event loop beside four chats: {shown}, most {max(found) * 1_000:.1f} ms")
    assert found


def test_100_members_ask_at_the_same_moment(runner: asyncio.Runner, services: Services) -> None:
    async def ask() -> tuple[float, str]:
        question = next(_questions)
        started = perf_counter()
        asked = await services.asking.ask(
            question, in_words(question), Asker(), datetime.now(UTC), services.servers.default
        )
        match asked.comparison.model:
            case ModelAnswer(text=str()):
                outcome = "answered"
            case ModelAnswer():
                outcome = "answered without a sentence"
            case ModelMissing():
                outcome = "told that the model is busy"
        return perf_counter() - started, outcome

    async def all_ask() -> list[tuple[float, str]]:
        return await asyncio.gather(*(ask() for _ in range(100)))

    answers = runner.run(all_ask())
    waits = [wait for wait, _ in answers]
    counts = {outcome: sum(1 for _, each in answers if each == outcome) for outcome in {each for _, each in answers}}
    print(f"\n100 at once: {counts}; median {median(waits):.1f} s, longest {max(waits):.1f} s")
    assert max(waits) < services.settings.model.deadline + 5
