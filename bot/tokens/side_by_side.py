"""One text cut by every encoding that is there."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tiktoken

from bot.errors import EncodingUnavailable
from bot.tokens.encodings import OFFLINE, Encodings
from bot.tokens.tokenize import Tokenized

PATIENCE = 2.0
"""Seconds that a member waits for encodings that are being downloaded."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The encodings that are there, and the names of those that are not.

    Those of ``coming`` are still being downloaded; those of ``unavailable`` could not be.
    """

    encodings: tuple[tiktoken.Encoding, ...]
    coming: tuple[str, ...] = ()
    unavailable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """The encodings that cut a text into the same ids, by name, and that cut."""

    encodings: tuple[str, ...]
    cut: Tokenized


async def load_all(encodings: Encodings, patience: float = PATIENCE) -> Loaded:
    """Load every encoding at once; those that need a network get ``patience`` seconds, and then go on loading."""
    loads = {name: asyncio.create_task(encodings.load(name)) for name in encodings.names}
    downloads = [load for name, load in loads.items() if name not in OFFLINE]
    _, late = await asyncio.wait(downloads, timeout=patience)
    for load in late:
        load.cancel()  # the waiting, not the download
    ends = dict(zip(loads, await asyncio.gather(*loads.values(), return_exceptions=True), strict=True))
    for end in ends.values():
        if isinstance(end, Exception) and not isinstance(end, EncodingUnavailable):
            raise end
    return Loaded(
        tuple(end for end in ends.values() if isinstance(end, tiktoken.Encoding)),
        tuple(name for name, end in ends.items() if isinstance(end, asyncio.CancelledError)),
        tuple(name for name, end in ends.items() if isinstance(end, EncodingUnavailable)),
    )


def alike(cuts: Iterable[Tokenized]) -> Sequence[Alike]:
    """The ``cuts`` of a text by several encodings, those with the same ids in one, in the order of the first of them.

    >>> from bot.tokens import tokenize
    >>> encodings = map(tiktoken.get_encoding, ["o200k_base", "o200k_harmony", "cl100k_base"])
    >>> [each.encodings for each in alike(tokenize(encoding, "strawberry pie") for encoding in encodings)]
    [('o200k_base', 'o200k_harmony'), ('cl100k_base',)]
    """
    found: dict[tuple[bytes, tuple[bytes, ...]], list[Tokenized]] = {}
    for cut in cuts:
        tokens = cut.tokens
        pieces = tuple(tokens.pieces[id_] for id_ in tokens.kinds)
        found.setdefault((tokens.ids.tobytes(), pieces), []).append(cut)
    return [Alike(tuple(cut.encoding for cut in cuts), cuts[0]) for cuts in found.values()]
