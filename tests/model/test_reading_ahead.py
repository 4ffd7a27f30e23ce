"""A chat is read ahead batch by batch, so that nobody who comes meanwhile waits for all of it."""

from collections.abc import Mapping

from bot.model.engine import Engine, Place
from bot.model.requests import ReadAhead
from bot.model.worker import Cancelled
from bot.model.writer import Writer

IDS = tuple(range(600))


class Reading(Engine):
    """Notes how much it is fed each time; after so many times nobody waits for more."""

    def __init__(self, cancelled: Cancelled, times: int) -> None:
        self._cancelled = cancelled
        self._times = times
        self.read: list[int] = []

    def complete(self, ids: tuple[int, ...], slot: int, how: Mapping[str, object]) -> Place:
        self.read.append(len(ids))
        if len(self.read) == self._times:
            self._cancelled.set()
        return Place(id=0, logprob=0.0, top_logprobs=[])


def test_it_ends_after_a_batch_and_goes_on_from_there() -> None:
    cancelled = Cancelled()
    engine = Reading(cancelled, 2)
    writer = Writer(engine, writing=1, scoring=1)
    writer.read_ahead(ReadAhead(IDS), cancelled)
    assert engine.read == [256, 512]
    writer.read_ahead(ReadAhead(IDS), Cancelled())
    assert engine.read == [256, 512, 600]
    writer.read_ahead(ReadAhead((*IDS, 1)), Cancelled())
    assert engine.read == [256, 512, 600, 601]


def test_nothing_is_read_where_nobody_waits_any_more() -> None:
    cancelled = Cancelled()
    cancelled.set()
    engine = Reading(cancelled, 0)
    Writer(engine, writing=1, scoring=1).read_ahead(ReadAhead(IDS), cancelled)
    assert engine.read == []
