"""Who is next: every server in turn, within a server every member, and each member's own in order."""

from collections import defaultdict
from itertools import chain, pairwise

import pytest
from hypothesis import given, strategies as st

from bot.model.fair import FairQueue, Party, asked_by, asker

PARTIES = st.builds(Party, st.one_of(st.none(), st.integers(1, 4)), st.one_of(st.none(), st.integers(1, 3)))


@given(st.lists(st.one_of(PARTIES, st.none()), max_size=60))
def test_each_comes_out_once_and_a_member_s_own_in_order(steps: list[Party | None]) -> None:
    """Whatever is put in between: ``None`` takes one out."""
    queue, inside, out = FairQueue[tuple[Party, int]](), 0, defaultdict[Party, list[int]](list)
    for number, party in enumerate(steps):
        if party:
            queue.put(party, (party, number))
            inside += 1
        elif inside:
            whose, taken = queue.take()
            out[whose].append(taken)
            inside -= 1
        assert len(queue) == inside
    while queue:
        whose, taken = queue.take()
        out[whose].append(taken)
    assert all(numbers == sorted(numbers) for numbers in out.values())
    assert sorted(chain.from_iterable(out.values())) == [number for number, party in enumerate(steps) if party]
    with pytest.raises(IndexError):
        queue.take()


@given(st.lists(PARTIES, min_size=1, max_size=60), st.integers(0, 20), st.data())
def test_who_asks_once_waits_for_one_of_each_other_at_most(
    parties: list[Party], taken: int, data: st.DataObject
) -> None:
    """A server for one of each other server; a member for as many turns of its server as others have asked there."""
    queue = FairQueue[Party]()
    for party in parties:
        queue.put(party, party)
    for _ in range(min(taken, len(queue) - 1)):
        queue.take()
    waiting = [queue.take() for _ in range(len(queue))]
    for party in waiting:
        queue.put(party, party)
    new = data.draw(st.builds(Party, st.integers(9, 10), st.integers(1, 3)))
    queue.put(new, new)
    order = [queue.take() for _ in range(len(queue))]
    assert order.index(new) == len({party.guild_id for party in waiting})
    # Each round has one of each server that still has some, so nobody has two turns while another waits for one.
    for guild_id in {party.guild_id for party in order}:
        turns = [at for at, party in enumerate(order) if party.guild_id == guild_id]
        for earlier, later in pairwise(turns):
            between = [party.guild_id for party in order[earlier + 1 : later]]
            assert len(between) == len(set(between))
        members = [order[at].user_id for at in turns]
        for user_id in set(members):
            mine = [at for at, member in enumerate(members) if member == user_id]
            for earlier, later in pairwise(mine):
                assert len(members[earlier + 1 : later]) == len(set(members[earlier + 1 : later]))


@given(st.lists(PARTIES, min_size=1, max_size=30), st.data())
def test_what_is_removed_does_not_come_out(parties: list[Party], data: st.DataObject) -> None:
    queue = FairQueue[int]()
    for number, party in enumerate(parties):
        queue.put(party, number)
    gone = data.draw(st.sets(st.integers(0, len(parties) - 1)))
    for number in gone:
        queue.remove(parties[number], number)
        with pytest.raises(ValueError, match="not"):
            queue.remove(parties[number], number)
    assert {queue.take() for _ in range(len(queue))} == {*range(len(parties))} - gone


def test_what_is_asked_counts_to_the_innermost() -> None:
    assert asker() == Party()
    with asked_by(1, 2):
        with asked_by(None, 3):
            assert asker() == Party(None, 3)
        assert asker() == Party(1, 2)
    assert asker() == Party()
