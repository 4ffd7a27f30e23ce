"""A text cut into tokens, each with its bytes and its place in the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from weakref import WeakKeyDictionary

import regex
import tiktoken

from bot.errors import InputError
from bot.tokens.tiktoken_internals import encode_piece, pattern, rank
from bot.tokens.visible import readable_text, text_of

MAX_CHARACTERS = 200_000
"""The longest text that is cut: far below the run of about a million spaces at which tiktoken panics."""

_GRAPHEME = regex.compile(r"\X")
# Encodings that are learnt from members' texts come and go.
_ABSENT: WeakKeyDictionary[tiktoken.Encoding, frozenset[int]] = WeakKeyDictionary()


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

        >>> [token.readable_text for token in tokenize(tiktoken.get_encoding("o200k_base"), "🍓").tokens]
        ['⟨F0·9F·8D⟩', '⟨93⟩']
        """
        return readable_text(self.bytes)


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A text and its tokens.

    ``text`` is what was really cut: lone surrogates, which have no UTF-8, have become U+FFFD. The tokens' bytes,
    joined, are ``text`` in UTF-8 without its ``unseen`` bytes.
    """

    encoding: str
    text: str
    tokens: tuple[Token, ...]

    @property
    def size(self) -> int:
        """Length of the text in bytes of UTF-8."""
        return len(self.text.encode())

    @property
    def unseen(self) -> int:
        """How many bytes of the text are in no token.

        SmolLM2's vocabulary lacks the bytes of six control characters and of the planes 4 to 11 of Unicode: a model
        with it never sees them. In all other encodings this is 0 for any text.

        >>> from bot.tokens.encodings import smollm2
        >>> tokenize(smollm2(), "straw\\x04berry").unseen
        1
        """
        return self.size - sum(len(token.bytes) for token in self.tokens)

    @property
    def partial(self) -> bool:
        """Whether any token is no complete UTF-8."""
        return any(token.text is None for token in self.tokens)

    @property
    def graphemes(self) -> int:
        """Length of the text in characters as a reader counts them.

        >>> Tokenized("o200k_base", "👩‍🌾🍓", ()).graphemes
        2
        """
        return sum(1 for _ in _GRAPHEME.finditer(self.text))


@dataclass(frozen=True, slots=True)
class PromptToken:
    """A token of a prompt exactly as a model was fed it.

    ``text`` is its text, with ``⟨F0·9F⟩`` for bytes that are no complete UTF-8. ``special`` tokens come from the chat
    template; what a member typed never becomes one. ``id`` is -1 where a server tells the text alone.
    """

    id: int
    text: str
    special: bool = False


def well_formed(text: str) -> str:
    """``text`` with each lone surrogate, which has no UTF-8, replaced by U+FFFD; surrogate pairs become what they mean.

    >>> well_formed("a\\ud800b")
    'a\ufffdb'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def count(number: int, noun: str) -> str:
    """``number`` with ``noun`` in the singular or the plural.

    >>> count(1, "token"), count(1618, "token")
    ('1 token', '1,618 tokens')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def counts(cut: Tokenized) -> str:
    """How much ``cut`` is: tokens, characters as a reader counts them, and bytes.

    >>> counts(tokenize(tiktoken.get_encoding("o200k_base"), "strawberry 🍓"))
    '5 tokens · 12 characters · 15 bytes'
    """
    return " · ".join([count(len(cut.tokens), "token"), count(cut.graphemes, "character"), count(cut.size, "byte")])


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
    sound = well_formed(text)
    data = sound.encode()
    absent = absent_bytes(encoding)
    seen = [at for at, byte in enumerate(data) if byte not in absent]
    ids = token_ids(encoding, sound)
    return Tokenized(encoding.name, sound, tuple(_place(sound, ids, encoding.decode_tokens_bytes(ids), seen)))


def token_ids(encoding: tiktoken.Encoding, text: str) -> list[int]:
    """The ids of the tokens of ``text``, which is well-formed. Special-token text is ordinary text here too.

    >>> o200k = tiktoken.get_encoding("o200k_base")
    >>> token_ids(o200k, "strawberry"), token_ids(o200k, " strawberry")
    ([302, 1618, 19772], [101830])
    """
    if absent_bytes(encoding).isdisjoint(text.encode()):
        return encoding.encode_ordinary(text)
    return _encode_seen(encoding, text)


def absent_bytes(encoding: tiktoken.Encoding) -> frozenset[int]:
    """The bytes that no token of ``encoding`` stands for alone.

    >>> from bot.tokens.encodings import smollm2
    >>> sorted(absent_bytes(smollm2()))[:6]
    [4, 6, 19, 20, 22, 29]
    """
    if encoding not in _ABSENT:
        _ABSENT[encoding] = frozenset(byte for byte in range(256) if rank(encoding, bytes([byte])) is None)
    return _ABSENT[encoding]


def split(encoding: tiktoken.Encoding, text: str) -> Iterator[bytes]:
    """The pieces of ``text`` that are cut each for itself: words, numbers, runs of punctuation or of spaces.

    They are in UTF-8, without the bytes that are in no token. No token reaches over the end of a piece.

    >>> list(split(tiktoken.get_encoding("o200k_base"), "strawberry pie"))
    [b'strawberry', b' pie']
    """
    absent = absent_bytes(encoding)
    for piece in regex.finditer(pattern(encoding), text):
        seen = bytes(byte for byte in piece[0].encode() if byte not in absent)
        if seen:
            yield seen


def _encode_seen(encoding: tiktoken.Encoding, text: str) -> list[int]:
    # tiktoken panics on a byte that it has no rank for; Hugging Face cuts into words, then passes over it.
    return [id_ for piece in split(encoding, text) for id_ in encode_piece(encoding, piece)]


def _place(text: str, ids: Sequence[int], pieces: Sequence[bytes], seen: Sequence[int]) -> Iterable[Token]:
    """The tokens with their spans. ``seen`` gives the place in ``text``'s UTF-8 of each byte of ``pieces``, joined."""
    # Where each character and each grapheme begins: in bytes and in characters.
    char_bytes = [0, *accumulate(len(char.encode()) for char in text)]
    grapheme_chars = [match.start() for match in _GRAPHEME.finditer(text)]
    at = 0
    for id_, piece in zip(ids, pieces, strict=True):
        start = bisect_right(char_bytes, seen[at]) - 1
        at += len(piece)
        end = bisect_left(char_bytes, seen[at - 1] + 1)
        yield Token(id_, piece, start, end, bisect_right(grapheme_chars, start) - 1, bisect_left(grapheme_chars, end))
