"""Which slot of the engine a request gets."""

import threading
from collections.abc import Sequence

from hypothesis import given, strategies as st

from bot.model.slots import Slots

IDS = st.lists(st.integers(0, 2), max_size=5).map(tuple)


def alike(some: Sequence[int], others: Sequence[int]) -> int:
    """How many ids two begin with alike, counted the slow way."""
    return max(length for length in range(min(len(some), len(others)) + 1) if some[:length] == others[:length])


@given(st.lists(IDS, min_size=1, max_size=20), st.integers(1, 4))
def test_each_gets_the_slot_that_has_read_the_most_of_it_and_little_else_or_else_the_oldest(
    asked: list[tuple[int, ...]], number: int
) -> None:
    slots = Slots.of(range(7, 7 + number))
    read: dict[int, tuple[int, ...]] = {}
    used = [*range(7, 7 + number)]  # the one of longest ago first

    def kept(slot: int) -> int:
        found = alike(read.get(slot, ()), ids)
        return found if found > len(read.get(slot, ())) - found else 0

    for ids in asked:
        with slots.taken(ids) as slot:
            assert slot == next(each for each in used if kept(each) == max(map(kept, used)))
            slots.note(slot, ids)
        read[slot] = ids
        used.remove(slot)
        used.append(slot)


@given(st.lists(IDS, min_size=4, max_size=4))
def test_each_slot_is_for_one_at_a_time(asked: list[tuple[int, ...]]) -> None:
    slots = Slots.of(range(4))
    with (
        slots.taken(asked[0]) as a,
        slots.taken(asked[1]) as b,
        slots.taken(asked[2]) as c,
        slots.taken(asked[3]) as d,
    ):
        assert {a, b, c, d} == {0, 1, 2, 3}


def test_who_finds_none_free_waits_for_one_also_where_what_had_it_failed() -> None:
    slots = Slots.of(range(1))
    found: list[int] = []

    def take() -> None:
        with slots.taken((1,)) as slot:
            found.append(slot)

    waiting = [threading.Thread(target=take) for _ in range(3)]
    try:
        with slots.taken((1,)):
            for thread in waiting:
                thread.start()
            assert found == []
            raise ValueError
    except ValueError:
        pass
    for thread in waiting:
        thread.join(20)
    assert found == [0, 0, 0]
