"""Where a token stands in its vocabulary."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import tiktoken
from numpy.typing import NDArray

from bot.language import later
from bot.tokens.decode import Entry, entry
from bot.tokens.tiktoken_internals import rank, ranked

WHAT_AN_ID_TELLS = later(
    "A low id is a merge that was made early, when its pair was frequent in the text that the tokenizer was trained "
    "on. It is only a rough sign of how common the token is today."
)
"""Byte-pair encoding joins, step by step, the pair that is most frequent at that moment (Sennrich, Haddow and Birch
2016, arXiv 1508.07909), and ids follow the steps."""
_NEAR = 1
"""How many neighbours on each side."""
_MERGED: WeakKeyDictionary[tiktoken.Encoding, NDArray[np.int32]] = WeakKeyDictionary()
"""The ids of all tokens that came of merges, in order."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A token's place: it came of the ``merge``-th of ``merges``, counted from 1, or is a single byte (None).

    ``neighbours`` are the tokens of the ids around it and its own, by id; special ones, which were not learnt, may be
    among them.
    """

    id: int
    merge: int | None
    merges: int
    neighbours: tuple[Entry, ...]


def standing(encoding: tiktoken.Encoding, id_: int) -> Standing:
    """Where the token ``id_`` of ``encoding``, no special one, stands.

    The first time it looks through the whole vocabulary: a fifth of a second.

    >>> standing(tiktoken.get_encoding("o200k_base"), 302).merge
    47
    """
    merged = _merged(encoding)
    number = int(np.searchsorted(merged, id_, "right"))
    merge = number if number and merged[number - 1] == id_ else None
    neighbours = []
    for near in range(max(0, id_ - _NEAR), id_ + _NEAR + 1):
        try:
            neighbours.append(entry(encoding, near))
        except KeyError:
            continue  # ids have gaps
    return Standing(id_, merge, len(merged), tuple(neighbours))


def vocabulary_size(encoding: tiktoken.Encoding) -> int:
    """How many tokens there are, the special ones among them. The first time it looks as ``standing`` does.

    >>> vocabulary_size(tiktoken.get_encoding("o200k_base"))
    200000
    """
    single = sum(rank(encoding, bytes([byte])) is not None for byte in range(256))
    return single + len(_merged(encoding)) + len(encoding.special_tokens_set)


def _merged(encoding: tiktoken.Encoding) -> NDArray[np.int32]:
    if encoding not in _MERGED:
        _MERGED[encoding] = np.fromiter((id_ for token, id_ in ranked(encoding) if len(token) > 1), np.int32)
    return _MERGED[encoding]
