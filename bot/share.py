"""Which servers are this process's, where several processes share the work: those of its shards."""

from dataclasses import dataclass

_SHIFT = 22
"""Bits of an id that say nothing about the moment at which Discord has made it."""


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the ``count`` shards into which Discord divides all servers; direct messages are in shard 0."""

    count: int = 1
    ids: tuple[int, ...] = (0,)

    @property
    def whole(self) -> bool:
        """Whether there is nothing that is not in it."""
        return len(self.ids) == self.count

    @property
    def leads(self) -> bool:
        """Whether its process does what one does for all of them."""
        return 0 in self.ids

    def has(self, guild_id: int | None) -> bool:
        """Whether a server is in it, or what happens outside of servers.

        >>> Share(3, (0,)).has(None), Share(3, (1, 2)).has(5 << 22), Share(3, (1, 2)).has(6 << 22)
        (True, True, False)
        """
        return (guild_id or 0) // STEP % self.count in self.ids


STEP = 1 << _SHIFT
"""Servers whose ids are so far apart are in neighbouring shards."""
WHOLE = Share()


def shares(count: int, processes: int) -> tuple[Share, ...]:
    """All shards, shared by so many processes as evenly as that can be.

    >>> shares(5, 2)
    (Share(count=5, ids=(0, 2, 4)), Share(count=5, ids=(1, 3)))
    """
    return tuple(Share(count, tuple(range(first, count, processes))) for first in range(processes))
