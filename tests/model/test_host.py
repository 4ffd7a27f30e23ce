"""The bot's end of a worker process: whose turn it is, and what comes to whom."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import ModelBusy, ModelError, ModelSilent
from bot.model import asked_by
from bot.model.host import workload
from bot.model.requests import LANES, Ready
from bot.tracing import belongs_to
from tests.model.hosting import Running, all_of, started
from tests.model.workers import (
    Count,
    Echo,
    Forget,
    Hold,
    HoldIdle,
    HoldInside,
    HoldScore,
    HoldTraining,
    LetGo,
    Refuse,
    Seen,
    Unheard,
    Unpicklable,
)

together = pytest.mark.asyncio(loop_scope="module")
"""Marks the tests that share one process."""
KINDS = (Hold, HoldScore, HoldInside, HoldTraining, HoldIdle)
"""A request of each lane."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lasting(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One that runs for all tests that leave it as it was."""
    async with started(tmp_path_factory.mktemp("host")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def running(lasting: Running) -> AsyncIterator[Running]:
    """It, with nothing asked of it so far; afterwards nothing is."""
    await lasting.host.ask(Forget())
    pid = lasting.pid
    yield lasting
    while not lasting.host.idle:
        await lasting.host.ask(Echo("a"))
    assert lasting.pid == pid


@together
async def test_answers_come_to_whoever_asked_and_parts_in_order(running: Running) -> None:
    texts = [str(number) for number in range(40)]
    numbers, answers = await asyncio.gather(
        all_of(running.host.stream(Count(500))), asyncio.gather(*(running.host.ask(Echo(text)) for text in texts))
    )
    assert numbers == list(range(500))
    assert answers == texts
    assert await all_of(running.host.stream(Count(0))) == []
    # A part comes when it is there: this one has an end only once it is let go.
    stream = await running.begun(Hold("a"))
    await running.host.ask(LetGo("a"))
    assert await all_of(stream) == ["let go"]
    assert running.host.idle


@together
@pytest.mark.parametrize("kind", KINDS)
async def test_a_lane_has_so_many_places_and_what_is_cancelled_makes_room(running: Running, kind: type[Hold]) -> None:
    places = LANES[kind.lane]
    streams = [running.host.stream(kind(str(number))) for number in range(places + 2)]
    begun = [asyncio.ensure_future(anext(stream)) for stream in streams]
    names = [str(number) for number in range(places + 2)]
    assert await asyncio.gather(*begun[:places]) == names[:places]
    for number in (0, 1):
        await streams[number].aclose()
        assert await begun[places + number] == names[places + number]
    for stream in streams[2:]:
        await stream.aclose()
    seen = await running.host.ask(Seen())
    assert {*seen[:places]} == {*names[:places]}
    assert seen[places : places + 4] == ("-0", names[places], "-1", names[places + 1])
    assert {kind.lane for kind in KINDS} == {*LANES}


@together
async def test_lanes_do_not_wait_for_each_other_but_the_idle_one_forall_of(running: Running) -> None:
    writing = await running.begun(Hold("writing"))
    idle = running.host.stream(HoldIdle("idle"))
    last = asyncio.ensure_future(anext(idle))
    inside = await running.begun(HoldInside("inside"))
    assert await running.host.ask(Echo("a")) == "a"
    assert await running.host.ask(Seen()) == ("writing", "inside")
    await writing.aclose()
    await inside.aclose()
    assert await last == "idle"
    # And what is asked meanwhile does not wait for the idle one.
    seen = await running.host.ask(Seen())
    assert (seen[:2], {*seen[2:4]}, seen[4:]) == (("writing", "inside"), {"-writing", "-inside"}, ("idle", "-idle"))
    assert await all_of(idle) == []


@together
async def test_what_is_for_idle_times_ends_before_anything_else_begins_and_the_next_begins_after_it(
    running: Running,
) -> None:
    first, second = await running.begun(HoldIdle("first")), running.host.stream(HoldIdle("second"))
    later = asyncio.ensure_future(anext(second))
    writing = await running.begun(Hold("writing"))
    inside = await running.begun(HoldInside("inside"))
    assert await all_of(first) == []
    assert await running.host.ask(Seen()) == ("first", "-first", "writing", "inside")
    await writing.aclose()
    await inside.aclose()
    assert await later == "second"
    await second.aclose()


@together
async def test_servers_take_turns_and_who_asks_little_is_not_held_up(running: Running) -> None:
    first = await running.begun(HoldInside("first"))
    asked = []
    for guild, user, name in [(1, 1, "a"), (1, 1, "b"), (1, 1, "c"), (1, 2, "d"), (2, 3, "e"), (None, 4, "f")]:
        with asked_by(guild, user):
            asked.append(asyncio.create_task(all_of(running.host.stream(HoldInside(name)))))
    await running.host.ask(LetGo("first"))
    for name in "abcdef":
        await running.host.ask(LetGo(name))
    assert await all_of(first) == ["let go"]
    await asyncio.gather(*asked)
    assert await running.host.ask(Seen()) == ("first", "a", "e", "f", "d", "b", "c")


@together
async def test_what_nobody_waits_for_any_more_is_never_sent(running: Running) -> None:
    held = await running.begun(HoldInside("held"))
    waiting = [asyncio.create_task(all_of(running.host.stream(HoldInside(name)))) for name in "ab"]
    last = running.host.stream(HoldInside("c"))
    begun = asyncio.ensure_future(anext(last))
    await running.host.ask(Echo("a"))  # by then they wait
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await held.aclose()
    assert await begun == "c"
    assert await running.host.ask(Seen()) == ("held", "-held", "c")
    await last.aclose()


@together
async def test_one_impossible_request_refuses_itself_alone(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    """Its faults are logged by the bot as what belongs to the member's request, without a word that it may quote."""
    belongs_to("77")
    pid = None
    for request, told in (
        (Refuse(""), "could not work on that text"),
        (Refuse("Because of that."), "^Because of that.$"),
        (Unpicklable(), "could not work on that text"),
        (Unheard(), "could not work on that text"),
    ):
        others = [asyncio.create_task(running.host.ask(Echo(text))) for text in "abc"]
        with pytest.raises(ModelError, match=told) as refused:
            await running.host.ask(request)
        assert type(refused.value) is ModelError
        assert await asyncio.gather(*others) == ["a", "b", "c"]
        assert pid in (None, running.pid)
        pid = running.pid
    assert running.host.idle
    logged = [record for record in caplog.records if record.name == "bot.model.worker"]
    assert [vars(record)["request"] for record in logged] == ["77"] * 3
    assert (logged[0].exc_text or "").endswith("ZeroDivisionError")


async def test_a_full_queue_refuses_and_waiting_too_long_is_told(tmp_path: Path) -> None:
    async with started(tmp_path, queue=2, deadline=0.5) as running:
        await running.until(Ready)
        held = asyncio.create_task(all_of(running.host.stream(HoldInside("held"))))
        waiting = [asyncio.create_task(all_of(running.host.stream(HoldInside(name)))) for name in "ab"]
        assert await running.host.ask(Echo("another lane")) == "another lane"
        with pytest.raises(ModelBusy, match="busy"):
            await anext(running.host.stream(HoldInside("c")))
        work = workload({"odd": running.host})
        assert (work.waiting["inside"], work.underway["inside"], work.restarts) == (2, 1, {"odd": 0})
        for task in waiting:
            with pytest.raises(ModelBusy, match="Ask again in a moment"):
                await task
        with pytest.raises(ModelSilent, match=r"within 0\.5 seconds"):
            await held
        while await running.host.ask(Seen()) != ("held", "-held"):  # the worker is told that nobody waits
            pass
