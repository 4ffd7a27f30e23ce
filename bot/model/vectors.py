"""Where tokens stand in a model's vector space: cosines between rows of its input embeddings. By numpy alone."""

import asyncio
import mmap
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROWS = 512
"""That are in float32 at a time: one MB of SmolLM2's, which a processor's cache holds."""
_LEAST = 1e-8
"""A vector's least length. Some models have rows of zeros for padding, whose cosine is 0 with all, even themselves."""


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

    def __init__(self, embeddings: NDArray[np.float16]) -> None:
        """``embeddings`` (tokens × width) may be mapped from a file: only while it is compared is it in memory."""
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

    def cosines(self, id_: int, rows: NDArray[np.float16]) -> NDArray[np.float32]:
        """The cosine of each of ``rows`` (n × width) with the vector of token ``id_`` (n).

        >>> Vectors(np.float16([[3, 4], [4, -3], [6, 8], [0, 0]])).cosines(0, np.float16([[4, -3], [6, 8], [0, 0]]))
        array([0., 1., 0.], dtype=float32)
        """
        vector = self._embeddings[id_].astype(np.float32)
        vector /= max(float(np.linalg.norm(vector)), _LEAST)
        parts = [part @ vector / np.maximum(np.linalg.norm(part, axis=1), _LEAST) for part in _in_parts(rows)]
        found: NDArray[np.float32] = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        return found

    def random_pair(self) -> float:
        """The mean cosine of all pairs of different tokens: what two have that were drawn at random.

        >>> round(Vectors(np.float16([[3, 4], [4, -3], [6, 8]])).random_pair(), 4)  # the mean of 0, 1 and 0
        0.3333
        """
        if self._random_pair is None:
            total, squares, tokens = np.zeros(self._embeddings.shape[1]), 0.0, len(self._embeddings)
            for part in _in_parts(self._embeddings):
                unit = part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), _LEAST)
                total += unit.sum(axis=0, dtype=np.float64)
                squares += float(np.square(unit).sum(dtype=np.float64))
            # The square of the sum has each pair twice, and each token with itself.
            self._random_pair = (float(total @ total) - squares) / max(1, tokens * (tokens - 1))
        return self._random_pair

    def _similarities(self, id_: int, others: Sequence[int], nearest: int) -> Similarities:
        asked = self.cosines(id_, self._embeddings[[*others]])
        found: list[tuple[int, float]] = []
        if nearest:
            all_ = self.cosines(id_, self._embeddings)
            order = np.argsort(-all_, kind="stable")[: nearest + 1].tolist()
            found = [(each, float(all_[each])) for each in order if each != id_][:nearest]
        return Similarities(tuple(found), tuple(zip(others, asked.tolist(), strict=True)), self.random_pair())


def _let_go(embeddings: NDArray[np.float16]) -> None:
    """Give the pages that were read back to the system, which keeps them in its cache while nobody needs the place."""
    mapped: object = embeddings.base
    if isinstance(mapped, mmap.mmap) and sys.platform != "win32":
        mapped.madvise(mmap.MADV_DONTNEED)


def _in_parts(rows: NDArray[np.float16]) -> Iterator[NDArray[np.float32]]:
    for start in range(0, len(rows), _ROWS):
        yield np.asarray(rows[start : start + _ROWS]).astype(np.float32)
