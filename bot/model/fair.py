"""Who is next: requests wait party by party, so that nobody who asks a lot holds up somebody who asks once."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Party:
    """On whose behalf something is asked: a server, if any, and a member, if any."""

    guild_id: int | None = None
    user_id: int | None = None


_NOBODY = Party()
_asker: ContextVar[Party] = ContextVar("asker", default=_NOBODY)


@contextmanager
def asked_by(guild_id: int | None, user_id: int | None = None) -> Iterator[None]:
    """What is asked of a model within, also by tasks that are begun within, counts to the party of these two.

    >>> with asked_by(7, 1):
    ...     asker()
    Party(guild_id=7, user_id=1)
    """
    token = _asker.set(Party(guild_id, user_id))
    try:
        yield
    finally:
        _asker.reset(token)


def asker() -> Party:
    """The party that what is asked here counts to.

    >>> asker()
    Party(guild_id=None, user_id=None)
    """
    return _asker.get()


class FairQueue(Generic[T]):
    """A queue in which servers take turns, within a server its members, and each member's items keep their order.

    >>> queue = FairQueue[str]()
    >>> for guild, user, item in [(1, 1, "a"), (1, 1, "b"), (1, 2, "c"), (2, 3, "d")]:
    ...     queue.put(Party(guild, user), item)
    >>> [queue.take() for _ in range(len(queue))]
    ['a', 'd', 'c', 'b']
    """

    def __init__(self) -> None:
        self._guilds: OrderedDict[int | None, OrderedDict[int | None, deque[T]]] = OrderedDict()

    def __len__(self) -> int:
        """How many items wait."""
        return sum(len(items) for members in self._guilds.values() for items in members.values())

    def put(self, party: Party, item: T) -> None:
        """Add ``item`` to what waits for ``party``."""
        members = self._guilds.setdefault(party.guild_id, OrderedDict())
        members.setdefault(party.user_id, deque()).append(item)

    def take(self) -> T:
        """The next item, whose server and member then come last. Raises ``IndexError`` where none waits."""
        if not self._guilds:
            raise IndexError("nothing waits")
        guild_id, members = next(iter(self._guilds.items()))
        user_id, items = next(iter(members.items()))
        item = items.popleft()
        members.move_to_end(user_id)
        self._guilds.move_to_end(guild_id)
        self._tidy(guild_id, user_id)
        return item

    def remove(self, party: Party, item: T) -> None:
        """Take ``item`` out. Raises ``ValueError`` where it does not wait."""
        try:
            self._guilds[party.guild_id][party.user_id].remove(item)
        except KeyError:
            raise ValueError("it does not wait") from None
        self._tidy(party.guild_id, party.user_id)

    def _tidy(self, guild_id: int | None, user_id: int | None) -> None:
        """Forget a party for which nothing waits any more."""
        members = self._guilds[guild_id]
        if not members[user_id]:
            del members[user_id]
        if not members:
            del self._guilds[guild_id]
