"""The chat's speed: from what is said to the first words that are shown, and how fast the rest comes.

Goals on two cores: the first words of a new chat within 0.7 s, and within 1.5 s where the window has just overflowed;
four chats at once all stream; the event loop's lag stays under 20 ms at the 99th percentile meanwhile.
"""

import asyncio
import itertools
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median, quantiles
from time import perf_counter

from pytest_benchmark.fixture import BenchmarkFixture

from bot.chat import Said, Turn
from bot.letters import notice
from bot.model import Sampling
from bot.services import Services

_THINKING = 8.0
"""Seconds that a member takes to read an answer and to write on."""
_channels = itertools.count(1)


@dataclass(frozen=True)
class Told:
    """Seconds until the first words and until the end, states shown in between, and tokens written."""

    first: float
    whole: float
    states: int
    tokens: int


async def _tell(services: Services, words: str, channel: int) -> Told:
    """Say ``words`` in a channel; the database and the choice of what to show when are part of it, Discord is not."""
    said = Said(datetime.now(UTC), 1, channel, None, words)
    began, first, states, tokens = perf_counter(), 0.0, 0, 0
    turn = Turn(await services.chats.add(said), said)
    async for draft in services.conversations.answer(turn, services.servers.default):
        first = first or perf_counter() - began
        states += 1
        tokens = len(draft.turn.insight.written) if draft.turn.insight else 0
    return Told(first, perf_counter() - began, states, tokens)


async def _tell_at_once(services: Services, chats: int) -> list[Told]:
    channels = [next(_channels) for _ in range(chats)]
    for channel in channels:
        await services.explainers.set("channel", channel, on=True)
    heroes = ("cat", "dog", "river", "robot")
    return await asyncio.gather(
        *(
            _tell(services, f"Tell me a very long story about a {hero}.", channel)
            for hero, channel in zip(heroes, channels, strict=False)
        )
    )


def _shown(name: str, told: list[Told], seconds: float) -> float:
    rate = sum(each.tokens for each in told) / seconds
    firsts, edits = [each.first for each in told], median(each.states for each in told)
    print(
        f"\n{name}: first words after {median(firsts):.2f} s (latest {max(firsts):.2f}), {rate:.0f} tokens/s together, "
        f"{edits:.0f} edits each, {[each.tokens for each in told]} tokens"
    )
    return rate


def test_one_chat_and_four_at_once(runner: asyncio.Runner, services: Services) -> None:
    def rates(chats: int) -> float:
        found = []
        for _ in range(3):
            began = perf_counter()
            told = runner.run(_tell_at_once(services, chats))
            found.append(_shown(f"{chats} at once", told, perf_counter() - began))
        return median(found)

    runner.run(_tell_at_once(services, 1))
    one, four = rates(1), rates(4)
    print(f"\nmedians: one chat {one:.0f} tokens/s, four together {four:.0f} tokens/s, {four / one:.1f} times")
    assert one


def test_the_event_loop_s_lag_beside_four_chats(runner: asyncio.Runner, services: Services) -> None:
    async def lags() -> list[float]:
        telling = asyncio.ensure_future(_tell_at_once(services, 4))
        found = []
        while not telling.done():
            began = perf_counter()
            await asyncio.sleep(0.005)
            found.append(perf_counter() - began - 0.005)
        await telling
        return found

    found = runner.run(lags())
    late = quantiles(found, n=100)[98]
    print(f"\nlag beside four chats: median {median(found) * 1e3:.1f} ms, 99th percentile {late * 1e3:.1f} ms")
    assert found


def test_first_words_of_a_long_chat(runner: asyncio.Runner, services: Services) -> None:
    """The window has overflowed: once the model reads all anew, and then it has read ahead while nobody waited."""

    async def long_chat() -> list[Told]:
        channel = next(_channels)
        await services.explainers.set("channel", channel, on=True)
        for number in range(9):
            said = Said(datetime.now(UTC), 1, channel, None, f"{channel} {number} " + "and then it rained again " * 38)
            await services.chats.end(Turn(await services.chats.add(said), said, answer="I see.", ending="complete"))
        found = []
        for words in ("What now?", "And then? " + "and then it rained again " * 30, "What else?", "And then?"):
            found.append(await _tell(services, words, channel))
            await asyncio.sleep(_THINKING)
        return found

    for told in runner.run(long_chat()):
        print(f"\nlong chat: first words after {told.first:.2f} s, {told.tokens} tokens in {told.whole:.1f} s")


def test_first_words_of_a_new_chat(runner: asyncio.Runner, services: Services) -> None:
    firsts = [runner.run(_tell_at_once(services, 1))[0].first for _ in range(6)]
    print(f"\nnew chat: first words after {median(firsts):.2f} s, {max(firsts):.2f} at most")
    assert firsts


def test_next_tokens(benchmark: BenchmarkFixture, runner: asyncio.Runner, services: Services) -> None:
    words = itertools.count()

    async def predict() -> None:
        await services.model.next_tokens(f"Once upon a time there were {next(words)}", (), Sampling(0.7, 40, 0.9))

    benchmark.pedantic(lambda: runner.run(predict()), rounds=20, warmup_rounds=2)


def test_noticing_a_letter_question(benchmark: BenchmarkFixture) -> None:
    message = "hello there, I have been wondering about this for a while, it is for my homework! " * 2
    assert benchmark(lambda: notice(f"{message}btw how many r's are in strawberry?"))
