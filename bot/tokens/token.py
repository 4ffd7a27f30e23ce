"""A token of a text, and all of them as arrays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from bot.tokens.visible import readable_text, text_of


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    ``start`` and ``end`` count characters (code points) of the text, ``grapheme_start`` and ``grapheme_end`` what a
    reader sees as characters. A token that holds only some bytes of a character still spans that whole character, so
    neighbouring spans may overlap.
    """

    id: int
    bytes: bytes
    start: int
    end: int
    grapheme_start: int
    grapheme_end: int

    @property
    def text(self) -> str | None:
        """The token's text, or None where its bytes are no complete UTF-8."""
        return text_of(self.bytes)

    @property
    def hex(self) -> str:
        """The token's bytes as upper-case pairs: ``F0 9F``."""
        return self.bytes.hex(" ").upper()

    @property
    def readable_text(self) -> str:
        """The token's text, with ``⟨F0·9F⟩`` for bytes that are no complete UTF-8.

        >>> import tiktoken
        >>> from bot.tokens import tokenize
        >>> [token.readable_text for token in tokenize(tiktoken.get_encoding("o200k_base"), "🍓").tokens]
        ['⟨F0·9F·8D⟩', '⟨93⟩']
        """
        return readable_text(self.bytes)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens(Sequence[Token]):
    """The tokens of a text. A ``Token`` is made when it is looked at: a long text has hundreds of thousands.

    ``ids`` is (tokens,), ``spans`` (tokens, 4): where each starts and ends, in characters and in graphemes. ``pieces``
    are the bytes that its ids stand for, and maybe others.
    """

    ids: NDArray[np.int32]
    spans: NDArray[np.int32]
    pieces: Mapping[int, bytes]

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> "Tokens": ...

    def __getitem__(self, at: int | slice) -> "Token | Tokens":
        if isinstance(at, slice):
            return Tokens(self.ids[at], self.spans[at], self.pieces)
        id_ = int(self.ids[at])
        return Token(id_, self.pieces[id_], *self.spans[at].tolist())

    def __iter__(self) -> Iterator[Token]:
        ids: list[int] = self.ids.tolist()
        return map(Token, ids, map(self.pieces.__getitem__, ids), *self.spans.T.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tokens) and len(self) == len(other) and all(map(Token.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(self.ids.tobytes())

    @property
    def kinds(self) -> Mapping[int, int]:
        """The different ids among them, in rising order, and how often each is there."""
        ids, numbers = np.unique(self.ids, return_counts=True)
        return dict(zip(ids.tolist(), numbers.tolist(), strict=True))
