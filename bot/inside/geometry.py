"""Where tokens stand in a model's vector space: cosines between rows of its embedding, as they are and centred.

By numpy alone. Rows are read in parts, so that a vocabulary need not be in memory in float32.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.inside.views import Floats, Near, Nearest, TokenVector
from bot.tokens import PromptToken

Halves = NDArray[np.float16]

_VALUES = 1 << 17
"""That are in float32 at a time: half a MB, which a processor's cache holds."""
_LEAST = 1e-8
"""A vector's least length. Some models have rows of zeros for padding, whose cosine is 0 with all, even themselves."""


@dataclass(frozen=True, slots=True)
class Space:
    """A vocabulary's vectors (tokens × width) and what has been measured of them once.

    ``centre`` (width) is their mean. Of each token: its ``lengths``, its ``centred_lengths`` with the centre taken
    away, and its product with the centre, ``along``. ``random`` is the mean cosine of all pairs of different tokens,
    ``random_centred`` the same without the centre.
    """

    embeddings: Halves
    centre: Floats
    lengths: Floats
    centred_lengths: Floats
    along: Floats
    random: float
    random_centred: float

    def rows(self, ids: Sequence[int]) -> Floats:
        """The vectors of tokens (ids × width), as they are."""
        return widened(self.embeddings[[*ids]])

    def mean(self, ids: Sequence[int]) -> Floats:
        """The mean of the vectors of ``ids`` (width), of which there is at least one."""
        found: Floats = self.rows(ids).mean(axis=0)
        return found


def widened(halves: Halves) -> Floats:
    """Finite float16 of any shape as float32 of the same, three times as fast as numpy.

    That converts one by one, where this moves the bits.

    >>> widened(np.float16([1.5, -0.25, 6e-8, 0]))
    array([ 1.5000000e+00, -2.5000000e-01,  5.9604645e-08,  0.0000000e+00],
          dtype=float32)
    """
    # The sign is carried on to the left; of its copies all but the last go. Exponents then count from 127, not 15.
    bits = np.asarray(halves).view(np.int16).astype(np.int32) << 13 & np.int32(-0x7000_0001)
    found: Floats = bits.view(np.float32) * np.float32(2.0**112)
    return found


def in_parts(rows: Halves) -> Iterator[Floats]:
    """All of ``rows`` (n × width) in float32, some at a time.

    >>> [part.shape for part in in_parts(np.zeros((300, 576), np.float16))]
    [(227, 576), (73, 576)]
    """
    size = max(1, _VALUES // rows.shape[1])
    for start in range(0, len(rows), size):
        yield widened(rows[start : start + size])


def units(rows: Floats) -> Floats:
    """``rows`` (n × width), each with length 1; those of zeros stay.

    >>> units(np.float32([[3, 4], [0, 0]])).round(4).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    found: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _LEAST)
    return found


def cosines(vector: Floats, rows: Halves) -> Floats:
    """The cosine of each of ``rows`` (n × width) with ``vector`` (n).

    >>> cosines(np.float32([3, 4]), np.float16([[4, -3], [6, 8], [0, 0]])).round(4).tolist()
    [0.0, 1.0, 0.0]
    """
    unit = vector / max(float(np.linalg.norm(vector)), _LEAST)
    found = [part @ unit / np.maximum(np.linalg.norm(part, axis=1), _LEAST) for part in in_parts(rows)]
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def random_pair(rows: Halves, centre: Floats | float = 0.0) -> float:
    """The mean cosine of all pairs of different ``rows`` (n × width) without ``centre`` (width): a random one has it.

    >>> round(random_pair(np.float16([[3, 4], [4, -3], [6, 8]])), 4)  # the mean of 0, 1 and 0
    0.3333
    """
    total, squares = np.zeros(rows.shape[1]), 0.0
    for part in in_parts(rows):
        unit = units(part - np.float32(centre))
        total += unit.sum(axis=0, dtype=np.float64)
        squares += float(np.square(unit).sum(dtype=np.float64))
    # The square of the sum has each pair twice, and each token with itself.
    return (float(total @ total) - squares) / max(1, len(rows) * (len(rows) - 1))


def measured(embeddings: Halves) -> Space:
    """Measure a vocabulary (tokens × width): SmolLM2's takes a third of a second.

    >>> space = measured(np.float16([[3, 4], [4, 3], [5, -1]]))
    >>> space.centre.tolist(), space.lengths.round(2).tolist(), round(space.random_centred, 2)
    ([4.0, 2.0], [5.0, 5.0, 5.099999904632568], -0.35)
    """
    total = sum((part.sum(axis=0, dtype=np.float64) for part in in_parts(embeddings)), np.zeros(embeddings.shape[1]))
    centre: Floats = (total / len(embeddings)).astype(np.float32)
    of_each = [
        (np.linalg.norm(part, axis=1), np.linalg.norm(part - centre, axis=1), part @ centre)
        for part in in_parts(embeddings)
    ]
    lengths, centred, along = (np.concatenate(each) for each in zip(*of_each, strict=True))
    found = random_pair(embeddings), random_pair(embeddings, centre)
    return Space(embeddings, centre, lengths, centred, along, *found)


def near(space: Space, ids: Sequence[int], most: int, token: Callable[[int], PromptToken]) -> Near:
    """The ``most`` nearest tokens to the mean of ``ids``, by both geometries, without those of ``ids``.

    Of equally near ones the lower id comes first. ``token`` tells of an id. There is at least one of ``ids``.

    >>> space = measured(np.float16([[3, 4], [4, 3], [5, -1], [6, 8]]))
    >>> found = near(space, [0], 2, lambda id_: PromptToken(id_, "abcd"[id_]))
    >>> [(token.text, round(cosine, 2)) for token, cosine in found.plain.tokens]
    [('d', 1.0), ('b', 0.96)]
    >>> [(token.text, round(cosine, 2)) for token, cosine in found.centred.tokens], found.shared
    ([('b', 0.45), ('d', 0.0)], 2)
    """
    vector = space.mean(ids)
    products: Floats = np.concatenate([part @ vector for part in in_parts(space.embeddings)])
    # (r - c)·(v - c) = r·v - r·c - (v - c)·c, so that the rows are read once.
    centred = vector - space.centre
    shifted: Floats = (products - space.along - centred @ space.centre).astype(np.float32)
    plain_cosines: Floats = products / _divisor(space.lengths, vector)
    centred_cosines: Floats = shifted / _divisor(space.centred_lengths, centred)
    plain, other = (_nearest(each, ids, most) for each in (plain_cosines, centred_cosines))
    return Near(
        tuple(map(token, ids)),
        Nearest(tuple((token(id_), float(plain_cosines[id_])) for id_ in plain), space.random),
        Nearest(tuple((token(id_), float(centred_cosines[id_])) for id_ in other), space.random_centred),
        len({*plain} & {*other}),
    )


def _divisor(lengths: Floats, vector: Floats) -> Floats:
    """What turns products into cosines; where a vector has no length they become 0."""
    found: Floats = lengths * np.linalg.norm(vector)
    found[found < _LEAST] = np.inf
    return found


def _nearest(cosines: Floats, ids: Sequence[int], most: int) -> list[int]:
    asked = {*ids}
    order: list[int] = np.argsort(-cosines, kind="stable")[: most + len(asked)].tolist()
    return [id_ for id_ in order if id_ not in asked][:most]


def starts(ids: Sequence[int], width: int, seed: int) -> Floats:
    """The vectors of tokens at a random start (ids × width): normal, with a standard deviation of 1/√width.

    A token has the same one at the same seed, whatever is beside it.

    >>> bool((starts([7, 8], 4, 0)[1] == starts([8], 4, 0)[0]).all()), starts([8], 10_000, 1).std().round(3)
    (True, np.float32(0.01))
    """
    rngs = (np.random.default_rng((seed % 2**32, id_)) for id_ in ids)
    return np.array([rng.normal(0, width**-0.5, width) for rng in rngs], np.float32).reshape(-1, width)


def token_vector(space: Space, token: PromptToken, common: float | None, seed: int) -> TokenVector:
    """One token's row, and what stands beside it; ``common`` is passed on.

    >>> space = measured(np.float16([[3, 4], [1, 0], [6, 8]]))
    >>> found = token_vector(space, PromptToken(0, "a"), 0.5, 0)
    >>> found.row.tolist(), found.length, found.median_length, round(found.shorter, 2)
    ([3.0, 4.0], 5.0, 5.0, 0.33)
    """
    [row], [start] = space.rows([token.id]), starts([token.id], space.embeddings.shape[1], seed)
    length = float(space.lengths[token.id])
    shorter = float((space.lengths < space.lengths[token.id]).mean())
    return TokenVector(token, row, length, float(np.median(space.lengths)), shorter, common, start, seed)
