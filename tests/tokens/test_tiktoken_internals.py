"""Ranks as tiktoken's core tells them, whose copy in Python is let go."""

import pytest

from bot.tokens import Encodings
from bot.tokens.encodings import OFFLINE
from bot.tokens.tiktoken_internals import rank, ranked


@pytest.mark.parametrize("name", OFFLINE)
def test_every_token_but_the_special_ones_has_a_rank(encodings: Encodings, name: str) -> None:
    encoding = encodings.get(name)
    special = {encoding.encode_single_token(text) for text in encoding.special_tokens_set}
    expected: dict[bytes, int] = {}
    for id_ in range(encoding.n_vocab):
        try:
            token = encoding.decode_single_token_bytes(id_)
        except KeyError:
            continue  # ids have gaps
        if id_ not in special:
            expected[token] = id_
    assert dict(ranked(encoding)) == expected
    assert not encoding._mergeable_ranks  # noqa: SLF001 - what is let go of has no public name


def test_what_does_not_merge_has_no_rank(encodings: Encodings) -> None:
    o200k = encodings.get("o200k_base")
    assert rank(o200k, b"st") == 302
    assert rank(o200k, b"no such token") is rank(o200k, b"<|endoftext|>") is None
