"""The bot's end of a worker process, with workers that know no model."""

import asyncio
import logging
import multiprocessing
import os
import select
import signal
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.config import ModelSettings
from bot.errors import ModelBusy, ModelError, ModelLost, ModelSilent, ModelUnavailable
from bot.model import Failed, Loading, asked_by
from bot.model.host import WorkerHost
from bot.model.on_demand import OnDemand
from bot.model.process import Heard, Patience, WorkerProcess
from bot.model.requests import LANES, Alive, Ready, Setup
from tests.model.workers import (
    Count,
    Echo,
    Forget,
    Hold,
    HoldIdle,
    HoldInside,
    HoldScore,
    LetGo,
    Refuse,
    Seen,
    Unheard,
    Unpicklable,
)

together = pytest.mark.asyncio(loop_scope="module")
"""Marks the tests that share one process."""
AT_ONCE = Patience(pause=0.01)
"""Whatever dies is started again at once."""


@dataclass
class Running:
    """A host, and each state that it has come to."""

    host: WorkerHost
    states: "asyncio.Queue[Loading | Ready | Failed]"

    async def until(self, kind: type[Loading | Ready | Failed]) -> Loading | Ready | Failed:
        """The next state of that kind."""
        while not isinstance(state := await self.states.get(), kind):
            pass
        return state

    @property
    def pid(self) -> int:
        """The process that there is."""
        assert self.host.pid is not None
        return self.host.pid

    async def begun(self, request: Hold) -> AsyncGenerator[str]:
        """The stream of ``request``, which the worker has begun with."""
        stream = self.host.stream(request)
        assert await anext(stream) == request.name
        return stream


def of(
    tmp_path: Path,
    entry: str = "open_odd",
    *,
    deadline: float = 30,
    queue: int = 256,
    patience: Patience = AT_ONCE,
) -> Running:
    setup = Setup(ModelSettings(deadline=deadline, queue=queue), tmp_path, 256)
    states = asyncio.Queue[Loading | Ready | Failed]()
    host = WorkerHost(f"tests.model.workers:{entry}", setup, lambda: states.put_nowait(host.state), patience)
    return Running(host, states)


@asynccontextmanager
async def started(
    tmp_path: Path,
    entry: str = "open_odd",
    *,
    deadline: float = 30,
    queue: int = 256,
    patience: Patience = AT_ONCE,
) -> AsyncIterator[Running]:
    running = of(tmp_path, entry, deadline=deadline, queue=queue, patience=patience)
    running.host.start()
    try:
        yield running
    finally:
        await running.host.close()


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


async def gone(pid: int) -> None:
    """Wait until process ``pid`` has ended."""
    try:
        fd = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert await asyncio.to_thread(select.select, [fd], [], [], 20) == ([fd], [], [])
    finally:
        os.close(fd)


async def outcome(host: WorkerHost, text: str = "a") -> str:
    """What comes of an ``Echo``: its text, or the name of the error."""
    try:
        return await host.ask(Echo(text))
    except ModelError as error:
        return type(error).__name__


@together
async def test_answers_come_to_whoever_asked_and_parts_in_order(running: Running) -> None:
    texts = [str(number) for number in range(40)]
    numbers, answers = await asyncio.gather(
        _all(running.host.stream(Count(500))), asyncio.gather(*(running.host.ask(Echo(text)) for text in texts))
    )
    assert numbers == list(range(500))
    assert answers == texts
    assert await _all(running.host.stream(Count(0))) == []
    # A part comes when it is there: this one has an end only once it is let go.
    stream = await running.begun(Hold("a"))
    await running.host.ask(LetGo("a"))
    assert await _all(stream) == ["let go"]
    assert running.host.idle


async def _all(stream: AsyncGenerator[object]) -> Sequence[object]:
    return [part async for part in stream]


@together
@pytest.mark.parametrize("kind", [Hold, HoldScore, HoldInside, HoldIdle])
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
    assert {kind.lane for kind in (Hold, HoldScore, HoldInside, HoldIdle)} == {*LANES}


@together
async def test_lanes_do_not_wait_for_each_other_but_the_idle_one_for_all(running: Running) -> None:
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
    assert await _all(idle) == []


@together
async def test_what_is_for_idle_times_ends_before_anything_else_begins_and_the_next_begins_after_it(
    running: Running,
) -> None:
    first, second = await running.begun(HoldIdle("first")), running.host.stream(HoldIdle("second"))
    later = asyncio.ensure_future(anext(second))
    writing = await running.begun(Hold("writing"))
    inside = await running.begun(HoldInside("inside"))
    assert await _all(first) == []
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
            asked.append(asyncio.create_task(_all(running.host.stream(HoldInside(name)))))
    await running.host.ask(LetGo("first"))
    for name in "abcdef":
        await running.host.ask(LetGo(name))
    assert await _all(first) == ["let go"]
    await asyncio.gather(*asked)
    assert await running.host.ask(Seen()) == ("first", "a", "e", "f", "d", "b", "c")


@together
async def test_what_nobody_waits_for_any_more_is_never_sent(running: Running) -> None:
    held = await running.begun(HoldInside("held"))
    waiting = [asyncio.create_task(_all(running.host.stream(HoldInside(name)))) for name in "ab"]
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


async def test_a_full_queue_refuses_and_waiting_too_long_is_told(tmp_path: Path) -> None:
    async with started(tmp_path, queue=2, deadline=0.5) as running:
        await running.until(Ready)
        held = asyncio.create_task(_all(running.host.stream(HoldInside("held"))))
        waiting = [asyncio.create_task(_all(running.host.stream(HoldInside(name)))) for name in "ab"]
        assert await running.host.ask(Echo("another lane")) == "another lane"
        with pytest.raises(ModelBusy, match="busy"):
            await anext(running.host.stream(HoldInside("c")))
        for task in waiting:
            with pytest.raises(ModelBusy, match="Ask again in a moment"):
                await task
        with pytest.raises(ModelSilent, match=r"within 0\.5 seconds"):
            await held
        while await running.host.ask(Seen()) != ("held", "-held"):  # the worker is told that nobody waits
            pass


async def test_a_process_that_says_nothing_for_three_deadlines_is_replaced(tmp_path: Path) -> None:
    """Also where its lane is full, so that the last of them was not even sent."""
    async with started(tmp_path, deadline=0.3) as running:
        await running.until(Ready)
        stopped = running.pid
        os.kill(stopped, signal.SIGSTOP)
        told = [await outcome(running.host) for _ in range(LANES["scoring"] + 1)]
        assert told == ["ModelSilent", "ModelSilent", "ModelBusy"]
        await gone(stopped)
        await running.until(Ready)
        assert running.pid != stopped
        assert await outcome(running.host) == "a"
        assert running.host.idle


async def test_any_word_in_between_is_a_sign_of_life(tmp_path: Path) -> None:
    async with started(tmp_path, deadline=0.3) as running:
        await running.until(Ready)
        pid = running.pid
        for _ in range(2):
            os.kill(pid, signal.SIGSTOP)
            assert [await outcome(running.host) for _ in range(2)] == ["ModelSilent"] * 2
            os.kill(pid, signal.SIGCONT)
            while await outcome(running.host) != "a":
                pass
        assert running.pid == pid


async def test_deadlines_that_pass_together_do_not_end_a_process_that_speaks(tmp_path: Path) -> None:
    async with started(tmp_path, deadline=0.5) as running:
        await running.until(Ready)
        pid = running.pid
        held = [asyncio.create_task(_all(running.host.stream(Hold(name)))) for name in "abcd"]
        while not all(task.done() for task in held):
            assert await running.host.ask(Echo("a")) == "a"
        assert [type(task.exception()) for task in held] == [ModelSilent] * 4
        assert await running.host.ask(Echo("a")) == "a"
        assert running.pid == pid


async def test_a_killed_process_is_replaced_and_what_was_not_sent_yet_is_still_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with started(tmp_path) as running:
        await running.until(Ready)
        lost = await running.begun(HoldInside("lost"))
        kept = running.host.stream(HoldInside("kept"))
        begun = asyncio.ensure_future(anext(kept))
        await running.host.ask(Echo("a"))
        killed = running.pid
        os.kill(killed, signal.SIGKILL)
        with pytest.raises(ModelLost, match="being started again"):
            await anext(lost)
        assert running.host.state == Loading("Starting again")
        assert await begun == "kept"
        assert running.pid != killed
        assert await running.host.ask(Seen()) == ("kept",)
        await kept.aclose()
    assert "has died; it is started again" in caplog.text


async def test_what_a_process_did_not_take_is_not_passed_to_the_next(tmp_path: Path) -> None:
    """Nobody waits for it any more, though it was too much for what lies between the two."""
    async with started(tmp_path) as running:
        await running.until(Ready)
        os.kill(running.pid, signal.SIGSTOP)
        lost = [asyncio.create_task(_all(running.host.stream(Hold(name * 200_000)))) for name in "abcd"]
        await asyncio.sleep(0)
        os.kill(running.pid, signal.SIGKILL)
        assert [type(each) for each in await asyncio.gather(*lost, return_exceptions=True)] == [ModelLost] * 4
        assert await running.host.ask(Seen()) == ()


async def test_between_two_lives_there_is_no_process_and_it_can_be_closed(tmp_path: Path) -> None:
    async with started(tmp_path, patience=Patience(pause=3_600)) as running:
        await running.until(Ready)
        os.kill(running.pid, signal.SIGKILL)
        await running.until(Loading)
        assert running.host.pid is None
        waiting = asyncio.create_task(running.host.ask(Echo("a")))
        await asyncio.sleep(0)
        await running.host.close()
        with pytest.raises(ModelLost):
            await waiting


async def test_what_is_asked_while_it_loads_waits_for_that_even_if_it_dies_first(tmp_path: Path) -> None:
    async with started(tmp_path, "open_waiting") as running:
        asked = asyncio.create_task(running.host.ask(Echo("a")))
        assert await running.until(Loading) == Loading("Waiting")
        os.kill(running.pid, signal.SIGKILL)
        await running.until(Loading)
        (tmp_path / "go").touch()
        assert await asked == "a"


async def test_a_process_that_is_stopped_while_it_loads_is_replaced(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with started(tmp_path, "open_waiting", patience=Patience(silence=3, pause=0.01)) as running:
        while await running.until(Loading) != Loading("Waiting"):  # a slow machine may take longer to start it
            pass
        stopped = running.pid
        os.kill(stopped, signal.SIGSTOP)
        (tmp_path / "go").touch()
        assert await running.host.ask(Echo("a")) == "a"
        await gone(stopped)
        assert running.pid != stopped
    assert "says nothing while it gets ready" in caplog.text


async def test_a_process_that_gets_ready_for_long_says_that_it_is_alive(tmp_path: Path) -> None:
    loop, heard = asyncio.get_running_loop(), asyncio.Queue[Heard]()

    def deliver(message: Heard) -> None:
        loop.call_soon_threadsafe(heard.put_nowait, message)

    setup = Setup(ModelSettings(), tmp_path, 256)
    process = WorkerProcess("tests.model.workers:open_waiting", setup, deliver)
    process.start()
    try:
        while await heard.get() != Loading("Waiting"):
            pass
        assert [await heard.get() for _ in range(2)] == [Alive(), Alive()]
    finally:
        await asyncio.to_thread(process.close)


async def test_a_process_that_gets_ready_too_slowly_is_said_to_load(tmp_path: Path) -> None:
    async with started(tmp_path, "open_waiting", deadline=0.1) as running:
        with pytest.raises(ModelUnavailable, match="still loading"):
            await running.host.ask(Echo("a"))
        assert running.host.idle


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("open_never", "There is no such model."),
        ("nothing", "has no attribute"),
        ("dies", "dies or stops whenever it loads"),
        ("stops", "dies or stops whenever it loads"),
    ],
)
async def test_a_worker_that_cannot_be_opened_says_why_and_refuses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, entry: str, reason: str
) -> None:
    patience = Patience(silence=0.5, pause=0.01) if entry == "stops" else AT_ONCE
    async with started(tmp_path, entry, patience=patience) as running:
        with pytest.raises(ModelUnavailable, match="could not be loaded"):
            await running.host.ask(Echo("a"))
        state = await running.until(Failed)
        assert isinstance(state, Failed)
        assert reason in state.reason
        assert ("model.name" in state.reason) == (entry != "open_never")
        with pytest.raises(ModelUnavailable, match="could not be loaded"):
            await running.host.ask(Echo("a"))
    assert caplog.records[-1].levelno == logging.ERROR


async def test_closing_ends_the_process_and_all_that_waits(tmp_path: Path) -> None:
    async with started(tmp_path) as running:
        underway = await running.begun(HoldInside("underway"))
        queued = asyncio.create_task(_all(running.host.stream(HoldInside("queued"))))
        await running.host.ask(Echo("a"))
        pid = running.pid
        await running.host.close()
        with pytest.raises(ModelLost):
            await anext(underway)
        with pytest.raises(ModelLost):
            await queued
        await gone(pid)
        assert running.host.pid is None
        assert running.host.idle
        # And it can be opened again.
        running.host.start()
        assert await running.host.ask(Seen()) == ()


async def test_closing_at_once_leaves_no_process(tmp_path: Path) -> None:
    children, threads = {*multiprocessing.active_children()}, {*threading.enumerate()}
    running = of(tmp_path)
    running.host.start()
    begun = {*threading.enumerate()} - threads
    assert {thread.name for thread in begun} == {"workers supervisor", "to workers"}
    await running.host.close()
    for thread in begun:
        await asyncio.to_thread(thread.join, 10)
        assert not thread.is_alive()
    assert running.host.pid is None
    assert {*multiprocessing.active_children()} == children


async def test_a_worker_on_demand_runs_only_while_it_is_needed(tmp_path: Path) -> None:
    running = of(tmp_path)
    on_demand = OnDemand(running.host, 0.05)
    for text in "ab":
        assert running.host.pid is None
        asked = asyncio.gather(*(on_demand.ask(Echo(text)) for _ in range(3)))
        await running.until(Ready)
        pid = running.pid
        assert await asked == [text] * 3
        await gone(pid)
    await on_demand.close()


async def test_it_is_not_ended_under_somebody_who_waits_or_before_it_has_heard_that_nobody_does(
    tmp_path: Path,
) -> None:
    running = of(tmp_path)
    on_demand = OnDemand(running.host, 0)
    await on_demand.ask(Echo("a"))
    pid = running.pid
    os.kill(pid, signal.SIGSTOP)
    asked = asyncio.create_task(on_demand.ask(Echo("a")))
    cancelled = asyncio.create_task(on_demand.ask(Echo("b")))
    await asyncio.sleep(0)
    cancelled.cancel()
    for _ in range(10):  # turns of the event loop, in each of which it might be ended
        await asyncio.sleep(0)
    assert running.pid == pid
    os.kill(pid, signal.SIGCONT)
    assert await asked == "a"
    await gone(pid)
    await on_demand.close()


async def ending(host: WorkerHost) -> None:
    """Wait until its process is being ended."""
    while host.running:  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0)


async def test_who_asks_while_it_ends_has_it_started_again_whoever_goes_away_meanwhile(tmp_path: Path) -> None:
    running = of(tmp_path)
    on_demand = OnDemand(running.host, 0)
    await on_demand.ask(Echo("a"))
    pid = running.pid
    await ending(running.host)
    impatient = asyncio.create_task(on_demand.ask(Echo("a")))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await on_demand.ask(Echo("b")) == "b"
    assert running.pid != pid
    assert impatient.cancelled()
    await ending(running.host)
    await on_demand.close()
    assert running.host.pid is None
