"""Ids turned back into the bytes and the text that they stand for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import regex
import tiktoken

from bot.errors import InputError
from bot.language import Later, later
from bot.tokens.visible import readable_text, text_of

MAX_IDS = 200_000
MAX_BYTES = 1024 * 1024
"""The most that ids may stand for together."""

_WRITTEN = regex.compile(r"""[^\s,;.\[\](){}"']+""")
_NUMBER = regex.compile(r"-?[0-9]+")
_LONGEST = 20
"""Digits: no id has as many, and Python refuses to read thousands of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A token of a vocabulary. ``special`` ones, such as ``<|endoftext|>``, never come from ordinary text."""

    id: int
    bytes: bytes
    special: bool = False

    @property
    def text(self) -> str | None:
        """The token's text, or None where its bytes are no complete UTF-8."""
        return text_of(self.bytes)

    @property
    def readable_text(self) -> str:
        """The token's text, with ``⟨F0·9F⟩`` for bytes that are no complete UTF-8."""
        return readable_text(self.bytes)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something written among the ids that stands for no token, and why."""

    written: str
    reason: Later


Part: TypeAlias = Entry | Unknown


def entry(encoding: tiktoken.Encoding, id_: int) -> Entry:
    """The token of ``id_``. Raises ``KeyError`` where there is none, and ``OverflowError`` for no possible id.

    >>> entry(tiktoken.get_encoding("o200k_base"), 19772)
    Entry(id=19772, bytes=b'berry', special=False)
    """
    return Entry(id_, encoding.decode_single_token_bytes(id_), encoding.is_special_token(id_))


def split_ids(text: str) -> Sequence[str]:
    """What stands in ``text`` between spaces, line breaks, commas, semicolons, dots, quotation marks and brackets.

    >>> split_ids("[302, 1618]"), split_ids("5.6.1")
    (['302', '1618'], ['5', '6', '1'])

    Raises ``InputError`` where there is nothing, or more than ``MAX_IDS``.
    """
    written = [part[0] for part in islice(_WRITTEN.finditer(text), MAX_IDS + 1)]
    if not written:
        raise InputError(
            later("There is no id in that. Give me numbers such as 302, 1618, 19772: /tokenize ids:302 1618")
        )
    if len(written) > MAX_IDS:
        raise InputError(
            later("That is more than {most} ids, the most I decode at once. Send a part of them.", most=MAX_IDS)
        )
    return written


def decode(encoding: tiktoken.Encoding, written: Sequence[str]) -> Sequence[Part]:
    """What each of ``written`` stands for, in order; one that stands for nothing does not keep the rest from it.

    Raises ``InputError`` where the ids stand for more than ``MAX_BYTES`` together.

    >>> berry, straw = decode(tiktoken.get_encoding("o200k_base"), ["19772", "straw"])
    >>> berry, str(straw.reason)
    (Entry(id=19772, bytes=b'berry', special=False), 'not a number')
    """
    made = {each: _part(encoding, each) for each in set(written)}  # long lists repeat themselves
    parts = [made[each] for each in written]
    size = sum(len(part.bytes) for part in parts if isinstance(part, Entry))
    if size > MAX_BYTES:
        raise InputError(
            later(
                "These ids stand for {size} bytes; I decode up to {most} at once. Send a part of them.",
                size=size,
                most=MAX_BYTES,
            )
        )
    return parts


def decoded_bytes(parts: Iterable[Part]) -> bytes:
    """The bytes of all tokens of ``parts``, joined.

    >>> decoded_bytes([Entry(302, b"st"), Unknown("straw", later("not a number")), Entry(1618, b"raw")])
    b'straw'
    """
    return b"".join(part.bytes for part in parts if isinstance(part, Entry))


def _part(encoding: tiktoken.Encoding, written: str) -> Part:
    if not _NUMBER.fullmatch(written):
        return Unknown(written, later("not a number"))
    if written.startswith("-"):
        return Unknown(written, later("negative"))
    digits = written.lstrip("0") or "0"
    if len(digits) > _LONGEST or int(digits) > encoding.max_token_value:
        return Unknown(written, later("beyond the last id, {id}", id=encoding.max_token_value))
    try:
        return entry(encoding, int(digits))
    except KeyError:
        return Unknown(written, later("a gap in the vocabulary: no token has this id"))
