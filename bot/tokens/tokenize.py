"""A text cut into tokens, each with its bytes and its place in the text."""

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import regex
import tiktoken
from numpy.typing import NDArray

from bot.errors import InputError
from bot.language import later, plural
from bot.surrogates import well_formed
from bot.tokens.tiktoken_internals import encode_piece, pattern, rank
from bot.tokens.token import Tokens
from bot.tokens.visible import text_of

MAX_CHARACTERS = 200_000
"""The longest text that is cut: far below the run of about a million spaces at which tiktoken panics."""

_GRAPHEME = regex.compile(r"\X")
_NO_LETTER = regex.compile("[\U0001dfcd-\U0001dfff\U0003d000-\U0003fc3f]")
"""Characters that Unicode has not assigned, and that the library ``regex`` takes for letters."""
_UNASSIGNED = "\U000e0fff"
"""One that it takes for what it is."""
# Encodings that are learnt from members' texts come and go.
_ABSENT: WeakKeyDictionary[tiktoken.Encoding, frozenset[int]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Tokenized:
    """A text and its tokens.

    ``text`` is what was really cut: lone surrogates, which have no UTF-8, have become U+FFFD. The tokens' bytes,
    joined, are ``text`` in UTF-8 without its ``unseen`` bytes.

    >>> from bot.tokens.encodings import smollm2
    >>> cut = tokenize(smollm2(), "straw\\x04berry 👩‍🌾")
    >>> cut.unseen, cut.graphemes, cut.size, cut.partial
    (1, 13, 23, True)
    """

    encoding: str
    text: str
    tokens: Tokens

    @cached_property
    def size(self) -> int:
        """Length of the text in bytes of UTF-8."""
        return len(self.text.encode())

    @cached_property
    def unseen(self) -> int:
        """How many bytes of the text are in no token.

        SmolLM2's vocabulary lacks the bytes of six control characters and of the planes 4 to 11 of Unicode: a model
        with it never sees them. In all other encodings this is 0 for any text.
        """
        tokens = self.tokens
        return self.size - sum(len(tokens.pieces[id_]) * number for id_, number in tokens.kinds.items())

    @cached_property
    def partial(self) -> bool:
        """Whether any token is no complete UTF-8."""
        return any(text_of(self.tokens.pieces[id_]) is None for id_ in self.tokens.kinds)

    @cached_property
    def graphemes(self) -> int:
        """Length of the text in characters as a reader counts them."""
        return sum(1 for _ in _GRAPHEME.finditer(self.text))

    @property
    def memory(self) -> int:
        """About how many bytes it takes to keep it."""
        return 2 * sys.getsizeof(self.text) + self.tokens.ids.nbytes + self.tokens.spans.nbytes


@dataclass(frozen=True, slots=True)
class PromptToken:
    """A token of a prompt exactly as a model was fed it.

    ``text`` is its text, with ``⟨F0·9F⟩`` for bytes that are no complete UTF-8. ``special`` tokens come from the chat
    template; what a member typed never becomes one. ``id`` is -1 where a server tells the text alone.
    """

    id: int
    text: str
    special: bool = False


def counts(cut: Tokenized) -> str:
    """How much ``cut`` is: tokens, characters as a reader counts them, and bytes.

    >>> counts(tokenize(tiktoken.get_encoding("o200k_base"), "strawberry 🍓"))
    '5 tokens · 12 characters · 15 bytes'
    """
    return " · ".join(
        [
            plural("{n} token", "{n} tokens", len(cut.tokens)),
            plural("{n} character", "{n} characters", cut.graphemes),
            plural("{n} byte", "{n} bytes", cut.size),
        ]
    )


def tokenize(encoding: tiktoken.Encoding, text: str) -> Tokenized:
    """Cut ``text`` with ``encoding``. Special-token text such as ``<|endoftext|>`` is ordinary text here.

    >>> [t.text for t in tokenize(tiktoken.get_encoding("o200k_base"), "strawberry pie").tokens]
    ['st', 'raw', 'berry', ' pie']

    Raises ``InputError`` for a text of more than ``MAX_CHARACTERS`` characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            later(
                "That text has {length} characters, and {most} is the most I cut at once. Send it in parts.",
                length=len(text),
                most=MAX_CHARACTERS,
            )
        )
    sound = well_formed(text)
    ids = np.array(token_ids(encoding, sound), np.int32)
    pieces = {id_: encoding.decode_single_token_bytes(id_) for id_ in set(ids.tolist())}
    return Tokenized(encoding.name, sound, Tokens(ids, _spans(sound, ids, pieces, absent_bytes(encoding)), pieces))


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
    for piece in regex.finditer(pattern(encoding), _NO_LETTER.sub(_UNASSIGNED, text)):
        seen = bytes(byte for byte in text[piece.start() : piece.end()].encode() if byte not in absent)
        if seen:
            yield seen


def _encode_seen(encoding: tiktoken.Encoding, text: str) -> list[int]:
    # tiktoken panics on a byte that it has no rank for; Hugging Face cuts into words, then passes over it.
    return [id_ for piece in split(encoding, text) for id_ in encode_piece(encoding, piece)]


def _spans(
    text: str, ids: NDArray[np.int32], pieces: Mapping[int, bytes], absent: Collection[int]
) -> NDArray[np.int32]:
    """The spans of ``Tokens``. ``absent`` are the bytes of ``text`` that are in none of the tokens ``ids``."""
    data = np.frombuffer(text.encode(), np.uint8)
    # Of each byte, which character it belongs to; of each character, which grapheme.
    chars = np.cumsum((data & 0xC0) != 0x80, dtype=np.int32) - 1
    begins = np.zeros(len(text), np.int32)
    begins[np.fromiter((match.start() for match in _GRAPHEME.finditer(text)), np.intp)] = 1
    graphemes = np.cumsum(begins, dtype=np.int32) - 1
    seen = chars[~np.isin(data, [*absent])] if absent else chars
    lengths = np.zeros(max(pieces, default=0) + 1, np.intp)
    lengths[[*pieces]] = [len(piece) for piece in pieces.values()]
    ends = np.cumsum(lengths[ids])
    first, last = seen[ends - lengths[ids]], seen[ends - 1]
    return np.stack([first, last + 1, graphemes[first], graphemes[last] + 1], axis=1)
