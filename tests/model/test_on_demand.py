"""A worker that runs only while it is needed."""

import asyncio
import os
import signal
from pathlib import Path

from bot.model.host import WorkerHost
from bot.model.on_demand import OnDemand
from bot.model.requests import Ready
from tests.model.hosting import gone, of
from tests.model.workers import Echo
from tests.waiting import until


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
    await until(lambda: not host.running, "the end of the process to begin", pause=0)


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
