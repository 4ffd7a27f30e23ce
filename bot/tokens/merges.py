"""How byte-pair encoding puts tokens together: merge by merge, from single bytes."""

from dataclasses import dataclass
from itertools import pairwise

import tiktoken

from bot.surrogates import well_formed
from bot.tokens.tiktoken_internals import rank
from bot.tokens.tokenize import split

_NEVER = 1 << 62
"""The rank of two parts that do not merge: above any that a vocabulary has."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One step: two neighbouring parts become one.

    ``at`` is the place of ``left`` in the row of parts as it was before. ``id`` is the id of the result, which is its
    rank too: of all neighbours that could merge, those whose result has the lowest rank do, the leftmost first.
    """

    at: int
    left: bytes
    right: bytes
    id: int

    @property
    def bytes(self) -> bytes:
        """What the two become."""
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, cut by itself: the ``parts`` it starts out as, its merges in order, and the ids it ends as.

    The parts are its bytes, one by one. A piece that is a token although no merges lead to it is one part from the
    start; none of the encodings that need no network has such a token.
    """

    parts: tuple[bytes, ...]
    merges: tuple[Merge, ...]
    ids: tuple[int, ...]


def merge_trace(encoding: tiktoken.Encoding, text: str) -> tuple[Piece, ...]:
    """Every merge on the way from the bytes of ``text`` to its tokens in ``encoding``, piece by piece.

    >>> [piece] = merge_trace(tiktoken.get_encoding("o200k_base"), "straw")
    >>> [(merge.left, merge.right, merge.id) for merge in piece.merges], piece.ids
    ([(b's', b't', 302), (b'r', b'a', 614), (b'ra', b'w', 1618)], (302, 1618))

    Lone surrogates become U+FFFD first, and bytes that are in no token are left out, as ``tokenize`` does. The time
    grows with the square of the longest piece: 100 letters take well under a millisecond, so keep texts to a few words.
    """
    return tuple(_trace(piece, encoding) for piece in split(encoding, well_formed(text)))


def _trace(piece: bytes, encoding: tiktoken.Encoding) -> Piece:
    start = tuple(piece[at : at + 1] for at in range(len(piece)))
    parts = list(start)
    pairs = [_rank(encoding, left, right) for left, right in pairwise(parts)]
    merges = []
    while pairs and (lowest := min(pairs)) < _NEVER:
        at = pairs.index(lowest)
        merges.append(Merge(at, parts[at], parts[at + 1], lowest))
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
        del pairs[at]
        for beside in (at - 1, at):
            if 0 <= beside < len(pairs):
                pairs[beside] = _rank(encoding, parts[beside], parts[beside + 1])
    if len(parts) > 1 and (whole := rank(encoding, piece)) is not None:
        # tiktoken looks a whole piece up before it merges anything.
        return Piece((piece,), (), (whole,))
    return Piece(start, tuple(merges), tuple(map(encoding.encode_single_token, parts)))


def _rank(encoding: tiktoken.Encoding, left: bytes, right: bytes) -> int:
    found = rank(encoding, left + right)
    return _NEVER if found is None else found
