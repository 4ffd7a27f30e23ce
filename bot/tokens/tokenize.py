"""A text cut into tokens, each with its bytes and its place in the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex
import tiktoken

from bot.errors import InputError

MAX_CHARACTERS = 200_000
"""The longest text that is cut: far below the run of about a million spaces at which tiktoken panics."""

_GRAPHEME = regex.compile(r"\X")


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
        try:
            return self.bytes.decode()
        except UnicodeDecodeError:
            return None

    @property
    def hex(self) -> str:
        """The token's bytes as upper-case pairs: ``F0 9F``."""
        return self.bytes.hex(" ").upper()


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A text and its tokens.

    ``text`` is what was really cut: lone surrogates, which have no UTF-8, have become U+FFFD, and ``repaired`` says so.
    The tokens' bytes, joined, are ``text`` in UTF-8.
    """

    encoding: str
    text: str
    tokens: tuple[Token, ...]
    repaired: bool

    @property
    def size(self) -> int:
        """Length of the text in bytes of UTF-8."""
        return len(self.text.encode())

    @property
    def graphemes(self) -> int:
        """Length of the text in characters as a reader counts them."""
        return sum(1 for _ in _GRAPHEME.finditer(self.text))


@dataclass(frozen=True, slots=True)
class PromptToken:
    """A token of a prompt exactly as a model was fed it.

    ``text`` is its text, or its bytes in hex where they are no complete UTF-8. ``special`` tokens come from the chat
    template; what a member typed never becomes one.
    """

    id: int
    text: str
    special: bool = False


def tokenize(encoding: tiktoken.Encoding, text: str) -> Tokenized:
    """Cut ``text`` with ``encoding``. Special-token text such as ``<|endoftext|>`` is ordinary text here.

    >>> [t.text for t in tokenize(tiktoken.get_encoding("o200k_base"), "strawberry pie").tokens]
    ['st', 'raw', 'berry', ' pie']

    Raises ``InputError`` for a text of more than ``MAX_CHARACTERS`` characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"That text has {len(text):,} characters, and {MAX_CHARACTERS:,} is the most I cut at once. "
            "Send it in parts."
        )
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    ids = encoding.encode_ordinary(sound)
    pieces = encoding.decode_tokens_bytes(ids)
    return Tokenized(encoding.name, sound, tuple(_place(sound, ids, pieces)), sound != text)


def _place(text: str, ids: Sequence[int], pieces: Sequence[bytes]) -> Iterable[Token]:
    # Where each character and each grapheme begins: in bytes and in characters.
    char_bytes = [0, *accumulate(len(char.encode()) for char in text)]
    grapheme_chars = [match.start() for match in _GRAPHEME.finditer(text)]
    at = 0
    for id_, piece in zip(ids, pieces, strict=True):
        start = bisect_right(char_bytes, at) - 1
        at += len(piece)
        end = bisect_left(char_bytes, at)
        yield Token(id_, piece, start, end, bisect_right(grapheme_chars, start) - 1, bisect_left(grapheme_chars, end))
