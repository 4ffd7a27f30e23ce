"""The engine's slots: each keeps what it has read, so that what begins alike is read once."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Slot:
    number: int
    read: tuple[int, ...] = ()
    taken: bool = False
    used: int = 0  # when, counted in uses


@dataclass(slots=True)
class Slots:
    """Some slots of an engine, each for one request at a time.

    >>> slots = Slots.of(range(2))
    >>> with slots.taken((1, 2, 3)) as first:
    ...     slots.note(first, (1, 2, 3))
    >>> with slots.taken((7, 8)) as other, slots.taken((1, 2, 9)) as again:
    ...     (other == first, again == first)
    (False, True)
    """

    _slots: Sequence[_Slot]
    _free: threading.Condition = field(default_factory=threading.Condition)
    _uses: int = 0

    @classmethod
    def of(cls, numbers: range) -> "Slots":
        """Those of these ``numbers``."""
        return cls([_Slot(number) for number in numbers])

    @contextmanager
    def taken(self, ids: Sequence[int]) -> Iterator[int]:
        """The number of a free slot, the one that has read the most of ``ids`` already; waits until there is one.

        Only where that is more than half of what it has read, which is lost otherwise: all chats begin alike. Else it
        is the one that was used longest ago.
        """
        with self._free:
            self._free.wait_for(lambda: not all(slot.taken for slot in self._slots))
            free = [slot for slot in self._slots if not slot.taken]
            chosen = max(free, key=lambda slot: (_kept(slot.read, ids), -slot.used))
            chosen.taken = True
        try:
            yield chosen.number
        finally:
            with self._free:
                self._uses += 1
                chosen.used = self._uses
                chosen.taken = False
                self._free.notify()

    def known(self, number: int, ids: Sequence[int]) -> int:
        """How many of ``ids`` slot ``number``, which is taken, has read already."""
        return _alike(self._slot(number).read, ids)

    def note(self, number: int, read: tuple[int, ...]) -> None:
        """Slot ``number``, which is taken, has read this."""
        self._slot(number).read = read

    def _slot(self, number: int) -> _Slot:
        return next(slot for slot in self._slots if slot.number == number)


def _kept(read: Sequence[int], ids: Sequence[int]) -> int:
    """How much of ``ids`` a slot that has read this need not read again; 0 where it would lose more than it keeps."""
    alike = _alike(read, ids)
    return alike if 2 * alike > len(read) else 0


def _alike(some: Sequence[int], others: Sequence[int]) -> int:
    """How many ids two sequences begin with alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(some, others, strict=False)) if a != b), min(len(some), len(others))
    )
