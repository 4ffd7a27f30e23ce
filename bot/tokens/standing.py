"""Where a token stands in its vocabulary."""

from dataclasses import dataclass

import tiktoken

from bot.tokens.decode import Entry, entry

_NEAR = 2
"""How many neighbours on each side."""


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
    """Where the token ``id_`` of ``encoding``, no special one, stands. Looks through the whole vocabulary: some 10 ms.

    >>> standing(tiktoken.get_encoding("o200k_base"), 302).merge
    47
    """
    ranks: dict[bytes, int] = encoding._mergeable_ranks  # noqa: SLF001 - there is no public way to all ranks
    merged = [rank for token, rank in ranks.items() if len(token) > 1]
    merge = sum(1 for rank in merged if rank <= id_) if id_ in merged else None
    neighbours = []
    for near in range(max(0, id_ - _NEAR), id_ + _NEAR + 1):
        try:
            neighbours.append(entry(encoding, near))
        except KeyError:
            continue  # ids have gaps
    return Standing(id_, merge, len(merged), tuple(neighbours))
