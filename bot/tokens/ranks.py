"""Ranks of tokens, asked of tiktoken's core. The copy of them that tiktoken keeps in Python is let go."""

from collections.abc import Iterable

import tiktoken


def lean(encoding: tiktoken.Encoding) -> tiktoken.Encoding:
    """``encoding`` without the ranks that it keeps for others to read: 28 MB of the 76 that o200k_base takes."""
    encoding._mergeable_ranks = {}  # noqa: SLF001 - there is no public way to let go of them
    return encoding


def rank(encoding: tiktoken.Encoding, token: bytes) -> int | None:
    """The rank of ``token``, which is its id; None where it is none, or a special one, which does not merge."""
    try:
        id_ = encoding.encode_single_token(token)
    except KeyError:
        return None
    return None if encoding.is_special_token(id_) else id_


def ranked(encoding: tiktoken.Encoding) -> Iterable[tuple[bytes, int]]:
    """Every token but the special ones, with its rank. Of o200k_base all take a fifth of a second."""
    tokens = encoding.token_byte_values()
    return zip(tokens, map(encoding.encode_single_token, tokens), strict=True)
