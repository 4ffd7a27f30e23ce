"""Where tokens stand in a model's vector space, for who asks on the event loop. By numpy alone."""

import asyncio
import mmap
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.inside.geometry import Halves, cosines, random_pair, widened


@dataclass(frozen=True, slots=True)
class Similarities:
    """Ids with their cosines: the nearest, nearest first, and those that were asked about, in their order.

    ``random_pair`` is the mean cosine of all pairs of different tokens.
    """

    nearest: tuple[tuple[int, float], ...]
    others: tuple[tuple[int, float], ...]
    random_pair: float


class Vectors:
    """Compares the vectors of tokens, in float32. One comparison at a time, on a thread of its own."""

    def __init__(self, embeddings: Halves) -> None:
        """``embeddings`` (tokens × width) may be memory-mapped from a file: it is in memory while it is compared."""
        self._embeddings = embeddings
        self._turn = asyncio.Lock()
        self._random_pair: float | None = None

    async def similarities(self, id_: int, others: Sequence[int], nearest: int) -> Similarities:
        """The ``nearest`` tokens to ``id_`` of the whole vocabulary but itself, and how near the ``others`` are."""
        async with self._turn:
            try:
                return await asyncio.to_thread(self._similarities, id_, others, nearest)
            finally:
                _let_go(self._embeddings)

    def _similarities(self, id_: int, others: Sequence[int], nearest: int) -> Similarities:
        vector = widened(self._embeddings[id_])
        asked = cosines(vector, self._embeddings[[*others]])
        found: list[tuple[int, float]] = []
        if nearest:
            all_ = cosines(vector, self._embeddings)
            order = np.argsort(-all_, kind="stable")[: nearest + 1].tolist()
            found = [(each, float(all_[each])) for each in order if each != id_][:nearest]
        if self._random_pair is None:
            self._random_pair = random_pair(self._embeddings)
        return Similarities(tuple(found), tuple(zip(others, asked.tolist(), strict=True)), self._random_pair)


def _let_go(embeddings: Halves) -> None:
    """Give the pages that were read back to the system, which keeps them in its cache while nobody needs the place."""
    mapped: object = embeddings.base
    if isinstance(mapped, mmap.mmap) and sys.platform != "win32":
        mapped.madvise(mmap.MADV_DONTNEED)
