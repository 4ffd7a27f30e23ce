"""The tokens of an encoding, made searchable.

The lower-cased texts of all tokens stand in one row of bytes, with a separator before each, and every place of the row
is sorted by the eight bytes that begin there. So a query is two binary searches, and no look at every token.
"""

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from secrets import SystemRandom
from typing import Literal

import numpy as np
import regex
import tiktoken
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from bot.surrogates import well_formed
from bot.tokens.decode import Entry, entry
from bot.tokens.encodings import Encodings
from bot.tokens.tiktoken_internals import ranked
from bot.tokens.visible import text_of

Where = Literal["contains", "starts with"]

_SEPARATOR = b"\xff"
"""No byte of UTF-8."""
_KEY = 8
"""Bytes that places are sorted by."""
_WORD = regex.compile(r" ?[\p{L}\p{M}]+")
_SPACES = regex.compile(" +")


@dataclass(frozen=True, slots=True)
class Oddities:
    """What is strange in a vocabulary.

    ``partial`` tokens are no complete UTF-8. ``gaps`` are stretches of ids that no token has. ``spaces`` is the longest
    token of nothing but spaces. The text of a ``recut`` token, when it stands alone, is cut into other tokens.
    """

    partial: tuple[Entry, ...]
    special: tuple[Entry, ...]
    gaps: tuple[range, ...]
    spaces: Entry
    recut: tuple[Entry, ...]


class Vocabulary:
    """The index of one encoding. Making it takes up to a second, and belongs into a thread.

    No single step of it in Python is long, and nothing that is made would keep the garbage collector busy, so that
    other threads go on meanwhile.
    """

    def __init__(self, encoding: tiktoken.Encoding) -> None:
        self.encoding = encoding
        self._special = frozenset(map(encoding.encode_single_token, encoding.special_tokens_set))
        tokens = _tokens(encoding)
        self._all = np.fromiter((id_ for id_, token in enumerate(tokens) if token is not None), np.int32)
        texts = [None if token is None else text_of(token) for token in tokens]
        # The shortest first, and of those of one length the ones that were learnt first: so hits need no sorting.
        lengths = np.fromiter((-1 if text is None else len(text) for text in texts), np.int32, len(texts))
        by_length = np.argsort(lengths, kind="stable").astype(np.int32)
        self._ids = by_length[np.count_nonzero(lengths < 0) :]
        lowered = [(texts[id_] or "").lower().encode() for id_ in self._ids.tolist()]
        self._longest = max(map(len, lowered))
        self._bytes = _SEPARATOR + _SEPARATOR.join(lowered) + _SEPARATOR * _KEY
        self._row = np.frombuffer(self._bytes, np.uint8)
        keys = np.ascontiguousarray(sliding_window_view(self._row, _KEY)).view(">u8").ravel().astype(np.uint64)
        self._order = np.argsort(keys).astype(np.int32)
        self._token_at = np.cumsum(self._row == _SEPARATOR[0], dtype=np.int32) - 1

    def __len__(self) -> int:
        """How many tokens there are, special ones among them."""
        return len(self._all)

    def entry(self, id_: int) -> Entry:
        """The token of ``id_``. Raises ``KeyError`` where there is none."""
        return entry(self.encoding, id_)

    def find(self, text: str, where: Where = "contains") -> NDArray[np.int32]:
        """The ids (hits) of the tokens whose text contains or starts with ``text``, in any case, the shortest first.

        Tokens that are no complete UTF-8 have no text, and are never found.

        >>> vocabulary = Vocabulary(tiktoken.get_encoding("o200k_base"))
        >>> [vocabulary.entry(id_).text for id_ in vocabulary.find("strawb").tolist()]
        [' strawberry', ' Strawberry', ' strawberries']
        """
        query = (_SEPARATOR if where == "starts with" else b"") + well_formed(text).lower().encode()
        if len(query) > self._longest + len(_SEPARATOR):
            return self._ids[:0]
        begins = query[:_KEY]

        def key(place: int) -> bytes:
            return self._bytes[place : place + len(begins)]

        places = self._order[bisect_left(self._order, begins, key=key) : bisect_right(self._order, begins, key=key)]
        if len(query) > _KEY:
            places = places[self._goes_on(places, query)]
        hit = np.zeros(len(self._ids), bool)
        hit[self._token_at[places]] = True
        return self._ids[hit]

    def longest(self, number: int) -> tuple[Sequence[Entry], Sequence[Entry]]:
        """The ``number`` longest words, with or without a space before them, and the longest of all other tokens."""
        words: list[Entry] = []
        others: list[Entry] = []
        for id_ in reversed(self._ids.tolist()):
            each = self.entry(id_)
            if not each.special:
                (words if _WORD.fullmatch(each.text or "") else others).append(each)
            if min(len(words), len(others)) >= number:
                break
        return words[:number], others[:number]

    def random(self, number: int) -> Sequence[Entry]:
        """Some tokens by chance, each as likely as any other, and none of them special."""
        return [self.entry(id_) for id_ in SystemRandom().sample(self._ordinary(), number)]

    def oddities(self) -> Oddities:
        """What is strange in this vocabulary. Cuts every token's text anew: a fifth of a second."""
        texts = {id_: self.entry(id_).text for id_ in self._ordinary()}
        spaces = max((text, id_) for id_, text in texts.items() if text and _SPACES.fullmatch(text))
        cut = self.encoding.encode_ordinary
        return Oddities(
            partial=self._entries(id_ for id_, text in texts.items() if text is None),
            special=self._entries(sorted(self._special)),
            gaps=tuple(_gaps(self._all.tolist())),
            spaces=self.entry(spaces[1]),
            recut=self._entries(id_ for id_, text in texts.items() if text is not None and cut(text) != [id_]),
        )

    def _ordinary(self) -> list[int]:
        """The ids of all tokens but the special ones."""
        return [id_ for id_ in self._all.tolist() if id_ not in self._special]

    def _entries(self, ids: Iterable[int]) -> tuple[Entry, ...]:
        return tuple(map(self.entry, ids))

    def _goes_on(self, places: NDArray[np.int32], query: bytes) -> NDArray[np.bool_]:
        """At which of ``places`` (n), where the first ``_KEY`` bytes of ``query`` stand, the rest of it follows (n)."""
        rest = np.arange(_KEY, len(query))
        # The row ends with a separator, which is in no query's rest.
        there = self._row[np.minimum(places[:, None] + rest, len(self._row) - 1)]
        return np.asarray((there == np.frombuffer(query, np.uint8)[rest]).all(1))


class Vocabularies:
    """The index of each encoding, made once, when it is first asked for, and kept. Belongs to one event loop."""

    def __init__(self, encodings: Encodings) -> None:
        self._encodings = encodings
        self._made: dict[str, asyncio.Task[Vocabulary]] = {}

    async def load(self, name: str) -> Vocabulary:
        """The vocabulary of the encoding ``name``. Raises ``UnknownEncoding`` and ``EncodingUnavailable``."""
        return await asyncio.shield(self._begin(name))

    def _begin(self, name: str) -> asyncio.Task[Vocabulary]:
        name = self._encodings.resolve(name)
        if name not in self._made:
            self._made[name] = asyncio.create_task(self._make(name), name=f"vocabulary {name}")
            self._made[name].add_done_callback(lambda task: self._forget(name, task))
        return self._made[name]

    async def _make(self, name: str) -> Vocabulary:
        return await asyncio.to_thread(Vocabulary, await self._encodings.load(name))

    def _forget(self, name: str, task: asyncio.Task[Vocabulary]) -> None:
        if task.cancelled() or task.exception():
            del self._made[name]  # the next who asks tries again


def _tokens(encoding: tiktoken.Encoding) -> list[bytes | None]:
    """The bytes of every id; None where there is no token."""
    tokens: list[bytes | None] = [None] * encoding.n_vocab
    for token, id_ in ranked(encoding):
        tokens[id_] = token
    for text in encoding.special_tokens_set:
        tokens[encoding.encode_single_token(text)] = text.encode()
    return tokens


def _gaps(ids: Sequence[int]) -> Sequence[range]:
    """The stretches between ``ids``, which are sorted."""
    return [range(id_ + 1, after) for id_, after in pairwise([-1, *ids]) if after > id_ + 1]
