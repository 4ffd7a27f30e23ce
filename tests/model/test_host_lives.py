"""A worker process that dies, stops, is slow to load, cannot be loaded or is closed, and what its host makes of it."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from pathlib import Path

import pytest

from bot.config import ModelSettings
from bot.errors import ModelLost, ModelSilent, ModelUnavailable
from bot.model import Failed, Loading
from bot.model.process import Heard, Patience, WorkerProcess
from bot.model.requests import LANES, Alive, Ready, Setup
from tests.model.hosting import AT_ONCE, all_of, gone, of, outcome, started
from tests.model.workers import Echo, Hold, HoldInside, Seen
from tests.waiting import until


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
        assert running.host.restarts == 1
        while await outcome(running.host) != "a":  # a busy machine may take longer than the deadline
            pass
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
            await until(lambda: running.host.idle, "the end of what came too late")
        assert running.pid == pid


async def test_deadlines_that_pass_together_do_not_end_a_process_that_speaks(tmp_path: Path) -> None:
    async with started(tmp_path, deadline=0.5) as running:
        await running.until(Ready)
        pid = running.pid
        held = [asyncio.create_task(all_of(running.host.stream(Hold(name)))) for name in "abcd"]
        while not all(task.done() for task in held):
            await outcome(running.host)  # on a busy machine some come too late
        assert [type(task.exception()) for task in held] == [ModelSilent] * 4
        while await outcome(running.host) != "a":
            pass
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
        assert running.host.state == Loading("starting again")
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
        lost = [asyncio.create_task(all_of(running.host.stream(Hold(name * 200_000)))) for name in "abcd"]
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
    async with started(tmp_path, "open_waiting", patience=Patience(silence=4, pause=0.01)) as running:
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
        queued = asyncio.create_task(all_of(running.host.stream(HoldInside("queued"))))
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
