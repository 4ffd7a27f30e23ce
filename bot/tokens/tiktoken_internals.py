"""All that tiktoken keeps to itself and we need: its pattern, single pieces, and ranks without a copy in Python.

The names are checked when this is imported, so that another version of tiktoken is told at once.
"""

from collections.abc import Iterator
from contextlib import suppress

import tiktoken


def pattern(encoding: tiktoken.Encoding) -> str:
    """The regular expression whose matches are cut each for itself.

    >>> import regex
    >>> regex.findall(pattern(tiktoken.get_encoding("o200k_base")), "strawberry pie")
    ['strawberry', ' pie']
    """
    return encoding._pat_str  # noqa: SLF001 - there is no public way to it


def encode_piece(encoding: tiktoken.Encoding, piece: bytes) -> list[int]:
    """The ids of a piece, whose bytes need not be text.

    >>> o200k = tiktoken.get_encoding("o200k_base")
    >>> encode_piece(o200k, b"strawberry"), encode_piece(o200k, b"\\xf0\\x9f")
    ([302, 1618, 19772], [4103])
    """
    return encoding._encode_single_piece(piece)  # noqa: SLF001 - there is no public way to cut bytes that are no text


def lean(encoding: tiktoken.Encoding) -> tiktoken.Encoding:
    """``encoding`` without the ranks that it keeps for others to read: 28 MB of the 76 that o200k_base takes.

    >>> lean(tiktoken.get_encoding("o200k_base")).encode("strawberry")
    [302, 1618, 19772]
    """
    encoding._mergeable_ranks = {}  # noqa: SLF001 - there is no public way to let go of them
    return encoding


def rank(encoding: tiktoken.Encoding, token: bytes) -> int | None:
    """The rank of ``token``, which is its id; None where it is none, or a special one, which does not merge.

    >>> o200k = tiktoken.get_encoding("o200k_base")
    >>> rank(o200k, b"berry"), rank(o200k, b"straw")
    (19772, None)
    """
    try:
        id_ = encoding.encode_single_token(token)
    except KeyError:
        return None
    return None if encoding.is_special_token(id_) else id_


def ranked(encoding: tiktoken.Encoding) -> Iterator[tuple[bytes, int]]:
    """Every token but the special ones, with its rank, in this order. Of o200k_base all take a fifth of a second.

    One after the other: all at once take 20 MB, of which a process that lives on does not get all back.

    >>> from itertools import islice
    >>> [*islice(ranked(tiktoken.get_encoding("o200k_base")), 256, 259)]
    [(b'  ', 256), (b'    ', 257), (b'in', 258)]
    """
    special = {encoding.encode_single_token(text) for text in encoding.special_tokens_set}
    for id_ in range(encoding.n_vocab):
        if id_ not in special:
            with suppress(KeyError):  # ids have gaps
                yield encoding.decode_single_token_bytes(id_), id_


def _check() -> None:
    bytewise = {bytes([byte]): byte for byte in range(256)}
    try:
        encoding = tiktoken.Encoding("check", pat_str=".", mergeable_ranks=bytewise, special_tokens={})
        works = encode_piece(lean(encoding), b"a") == [97] and pattern(encoding) == "." and rank(encoding, b"b") == 98
    except (AttributeError, TypeError) as error:
        raise ImportError(f"tiktoken {tiktoken.__version__} is built differently ({error}).") from error
    if not works:
        raise ImportError(f"tiktoken {tiktoken.__version__} cuts otherwise than its ranks say.")


_check()
