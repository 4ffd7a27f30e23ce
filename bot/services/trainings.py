"""Trainings in front of a channel: voted on, waited for, learnt one at a time, and shown to their end in every case."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import perf_counter
from typing import Protocol

from bot.errors import InputError, ModelError, ModelLost, Restarting, TooLate
from bot.lab.plan import Ended, Train, Training
from bot.language import later
from bot.letters import Asker
from bot.model import asked_by
from bot.model.install import check_full
from bot.quiz import Clock
from bot.services.laboratory import Laboratory
from bot.services.recipes import Planned

log = logging.getLogger(__name__)

Outcome = tuple[Ended, str]
"""How a training ended, and where it was lost, why."""

VOTE_SECONDS = 20
PACE = 2.0
"""Seconds between two states of a card at least, once it learns."""
_GOODBYE = 5.0
"""Seconds that cards get to be closed in when the bot ends."""
_MOST_HERE = 5
"""Trainings of one server that go on or wait."""
_REMEMBERED = 1_000
"""Trainings that are over: a press may still be under way."""
_LOST = "The process that trained it has stopped. It is started again by the next training."
_RESTARTED = "I was restarted."
_ODD = "Something went wrong on my side, sorry. The host finds the reason in the log."
_ANOTHER = later("You have a training already. Wait for its end, or press Stop on its card once it has started.")
_MANY = later("Five trainings are voted on, wait or go on here already. Begin another one once one of them is over.")
_OVER = later("This vote is over. Choose Watch one train under /lab to begin another training.")


@dataclass(slots=True)
class Ballot:
    """Who is for which learning rate, until ``closes_at``."""

    closes_at: datetime
    votes: dict[int, float] = field(default_factory=dict)

    def result(self, default: float) -> float:
        """The rate with the most votes; the lowest of equal ones, and ``default`` where nobody has voted.

        >>> Ballot(datetime.max, {1: 3.0, 2: 0.002, 3: 3.0, 4: 0.002}).result(0.02), Ballot(datetime.max).result(0.02)
        (0.002, 0.02)
        """
        counts = Counter(self.votes.values())
        return min(counts, key=lambda rate: (-counts[rate], rate), default=default)


@dataclass(eq=False, slots=True)
class Run:
    """A training that a member has begun: ``training`` is what there is of it.

    ``ballot`` is there while members vote. ``ahead`` are the trainings that go before it, here and elsewhere.
    ``trouble`` says why it was lost.
    """

    id: int
    asker: Asker
    planned: Planned
    training: Training
    ballot: Ballot | None = None
    ahead: tuple[int, int] = (0, 0)
    trouble: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def place(self) -> int | None:
        """The server that it belongs to, or the channel outside of servers."""
        return self.asker.guild_id or self.asker.channel_id

    def end(self, ended: Ended, trouble: str = "") -> None:
        """Note that it is over."""
        self.training, self.trouble = replace(self.training, ended=ended), trouble


class Display(Protocol):
    """Where a training is shown."""

    async def show(self, run: Run) -> bool:
        """Show a training that waits or goes on: whether it still has a place."""
        ...

    async def finish(self, run: Run) -> None:
        """Show how a training ended, however long that takes."""
        ...


@dataclass(eq=False, slots=True)
class _Shown:
    """A run with its display, what learns it, and what shows it, once it has begun."""

    run: Run
    display: Display
    learning: "asyncio.Task[Outcome] | None" = None
    showing: "asyncio.Task[None] | None" = None


class Trainings:
    """All that are voted on, wait or go on. The laboratory trains one at a time; servers take turns."""

    def __init__(self, laboratory: Laboratory, clock: Clock) -> None:
        self._laboratory = laboratory
        self._clock = clock
        self._runs: dict[int, _Shown] = {}
        self._queue: list[Run] = []
        self._over: deque[int] = deque(maxlen=_REMEMBERED)
        self._closed = False

    @property
    def voting(self) -> bool:
        """Whether a vote goes on."""
        return any(each.run.ballot for each in self._runs.values())

    def get(self, run_id: int) -> Run | None:
        """The training of this id, unless it is over."""
        shown = self._runs.get(run_id)
        return shown.run if shown else None

    def is_over(self, run_id: int) -> bool:
        """Whether the card of this training was closed lately; what an earlier run of the bot left was not."""
        return run_id in self._over

    def check_free(self, asker: Asker) -> None:
        """Raises ``InputError`` where a member has begun one already, or too many wait in their server.

        And ``SmallInstall``.
        """
        check_full()
        runs = [each.run for each in self._runs.values() if each.run.training.ended is None]
        if any(each.asker.user_id == asker.user_id for each in runs):
            raise InputError(_ANOTHER)
        if sum(each.place == (asker.guild_id or asker.channel_id) for each in runs) >= _MOST_HERE:
            raise InputError(_MANY)

    def put_to_vote(self, run: Run, display: Display) -> Ballot:
        """Let members vote on the learning rate, for ``VOTE_SECONDS`` or until ``start``. Raises as ``begin`` does."""
        self._note(run, display)
        run.ballot = Ballot(self._clock() + timedelta(seconds=VOTE_SECONDS))
        self._laboratory.wake()
        return run.ballot

    def vote(self, run_id: int, user_id: int, rate: float) -> Ballot:
        """Note what a member is for. Raises ``TooLate``."""
        run = self.get(run_id)
        if run is None or run.ballot is None:
            raise TooLate(_OVER)
        run.ballot.votes[user_id] = rate
        return run.ballot

    def start_due(self) -> None:
        """Begin those whose vote is over."""
        now = self._clock()
        for each in [*self._runs.values()]:
            if each.run.ballot and each.run.ballot.closes_at <= now:
                self.start(each.run)

    def start(self, run: Run) -> None:
        """Close the vote and begin. Raises ``TooLate`` where there is none."""
        if run.ballot is None or run.id not in self._runs:
            raise TooLate(_OVER)
        run.planned = run.planned.at_rate(run.ballot.result(run.planned.plan.rate))
        run.training = replace(run.training, plan=run.planned.plan)
        run.ballot = None
        self._go(self._runs[run.id])

    def begin(self, run: Run, display: Display) -> None:
        """Begin without a vote. Raises ``InputError`` as ``check_free`` does, and ``Restarting``."""
        self._note(run, display)
        self._go(self._runs[run.id])

    def stop(self, run: Run) -> None:
        """End it where it is."""
        shown = self._runs.get(run.id)
        if shown and shown.learning:
            shown.learning.cancel()

    def stop_all_of(self, user_id: int) -> None:
        """End what a member has begun, who wants to be forgotten."""
        for each in [*self._runs.values()]:
            if each.run.asker.user_id == user_id:
                if each.run.ballot:
                    self.start(each.run)
                self.stop(each.run)

    async def close(self) -> None:
        """Break off what goes on, and wait until all cards are closed."""
        self._closed = True
        for each in [*self._runs.values()]:
            if each.run.ballot:
                self.start(each.run)
            self.stop(each.run)
        if tasks := [each.showing for each in self._runs.values() if each.showing]:
            _, late = await asyncio.wait(tasks, timeout=_GOODBYE)
            for task in late:
                log.warning("The card of a training could not be closed")
                task.cancel()

    def _note(self, run: Run, display: Display) -> None:
        if self._closed:
            raise Restarting(later("I am being restarted. Ask again in a moment."))
        self.check_free(run.asker)
        self._runs[run.id] = _Shown(run, display)

    def _go(self, shown: _Shown) -> None:
        with asked_by(shown.run.asker.guild_id, shown.run.asker.user_id):
            shown.learning = asyncio.create_task(self._learn(shown.run))
        shown.learning.add_done_callback(lambda _: shown.run.changed.set())
        shown.showing = asyncio.create_task(self._show(shown, shown.learning))

    async def _show(self, shown: _Shown, learning: "asyncio.Task[Outcome]") -> None:
        run, display = shown.run, shown.display
        due = 0.0
        try:
            while not learning.done():
                run.changed.clear()
                if not run.training.frames or perf_counter() >= due:
                    due = perf_counter() + PACE if run.training.frames else 0.0  # the first step is shown at once
                    if not await display.show(run):
                        learning.cancel()  # somebody has deleted the message
                await run.changed.wait()
            run.end(*self._outcome(learning))
            await display.finish(run)
        except Exception:  # whatever it is: nobody else waits for it
            log.exception("Training %d could not be shown", run.id)
        finally:
            learning.cancel()
            del self._runs[run.id]
            self._over.append(run.id)

    def _outcome(self, learning: "asyncio.Task[Outcome]") -> Outcome:
        if not learning.cancelled() and learning.result()[0] == "done":
            return learning.result()
        if self._closed:
            return "lost", _RESTARTED
        return ("stopped", "") if learning.cancelled() else learning.result()

    async def _learn(self, run: Run) -> Outcome:
        try:
            async with self._turn(run), aclosing(self._laboratory.stream(Train(run.planned.plan))) as frames:
                async for frame in frames:
                    run.training = replace(run.training, frames=(*run.training.frames, frame))
                    run.changed.set()
        except ModelLost:
            return "lost", _LOST
        except ModelError as error:
            return "lost", str(error)
        except Exception:  # whatever it is: the card is closed
            log.exception("A training failed")
            return "lost", _ODD
        return "done", ""

    @asynccontextmanager
    async def _turn(self, run: Run) -> AsyncIterator[None]:
        """Wait until no other training goes before it: of one server they take turns with those of others."""
        mine, rounds = sum(each.place == run.place for each in self._queue), Counter[int | None]()
        for at, other in enumerate(self._queue):
            if at and rounds[other.place] > mine:  # the first one is being trained
                self._queue.insert(at, run)
                break
            rounds[other.place] += 1
        else:
            self._queue.append(run)
        try:
            self._moved()
            while self._queue[0] is not run:
                await run.moved.wait()
                run.moved.clear()
            yield
        finally:
            self._queue.remove(run)
            self._moved()

    def _moved(self) -> None:
        """Tell all that wait how many are ahead of them."""
        for at, run in enumerate(self._queue):
            here = sum(each.place == run.place for each in self._queue[:at])
            run.ahead = here, at - here
            run.moved.set()
            run.changed.set()
