"""The merge trace: it ends in tiktoken's very tokens, and each of its steps is a merge of neighbours."""

import random
from collections.abc import Iterator

import pytest
import tiktoken
from hypothesis import given, strategies as st

from bot.tokens import Encodings, Piece, merge_trace, token_ids, well_formed
from bot.tokens.encodings import OFFLINE
from bot.tokens.tiktoken_internals import encode_piece

FAMILIES = ["👩‍👩‍👧", "👨‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇩🇪", "1️⃣", "🍓"]
SCRIPTS = [
    "abcdefghijklmnopqrstuvwxyz",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "ابتثجحخدذرزسشصضطظع",
    "éüßñçåøžğ",
    "日本語草莓한국어",
    "०१२३नमस्ते",
]
ODD = [
    "",
    " ",
    "  \n ",
    "\0",
    "\x04",
    "\ud800",
    "a\udfffb",
    "<|endoftext|>",
    "a" * 100,
    "e\u0301" * 9,
    "\u200b",
    "it'S",
]


def replayed(piece: Piece) -> list[bytes]:
    """The parts that are left when all merges of ``piece`` have been made."""
    parts = list(piece.parts)
    for merge in piece.merges:
        assert parts[merge.at : merge.at + 2] == [merge.left, merge.right]
        parts[merge.at : merge.at + 2] = [merge.bytes]
    return parts


def assert_true(encoding: tiktoken.Encoding, text: str) -> None:
    pieces = merge_trace(encoding, text)
    assert [id_ for piece in pieces for id_ in piece.ids] == token_ids(encoding, well_formed(text))
    for piece in pieces:
        assert replayed(piece) == encoding.decode_tokens_bytes(piece.ids)
        assert all(encoding.decode_single_token_bytes(merge.id) == merge.bytes for merge in piece.merges)


def words(encoding: tiktoken.Encoding, number: int) -> Iterator[str]:
    """Words of all kinds, always the same ones."""
    chance = random.Random(encoding.name)
    tokens = encoding.token_byte_values()
    for _ in range(number):
        match chance.randrange(5):
            case 0 | 1:
                joined = b"".join(chance.choices(tokens, k=chance.randint(1, 4)))
                word = joined.decode(errors="replace")
            case 2:
                word = "".join(chance.choices(chance.choice(SCRIPTS), k=chance.randint(1, 30)))
            case 3:
                word = "".join(chance.choices([*FAMILIES, *SCRIPTS[3], "\u0301", "7", "42", " ", "'s"], k=4))
            case _:
                word = str(chance.randrange(10**12))
        yield "".join(letter.upper() if chance.random() < 0.1 else letter for letter in word)


def test_a_word_is_put_together_step_by_step(encodings: Encodings) -> None:
    [piece] = merge_trace(encodings.get("o200k_base"), "straw")
    assert piece.parts == (b"s", b"t", b"r", b"a", b"w")
    assert [(merge.at, merge.bytes, merge.id) for merge in piece.merges] == [
        (0, b"st", 302),
        (1, b"ra", 614),
        (1, b"raw", 1618),
    ]
    assert piece.ids == (302, 1618)


@pytest.mark.parametrize("name", OFFLINE)
def test_ten_thousand_words_in_all_end_in_the_tokens_of_tiktoken(encodings: Encodings, name: str) -> None:
    encoding = encodings.get(name)
    for word in words(encoding, 10_000 // len(OFFLINE)):
        assert_true(encoding, word)


@pytest.mark.parametrize("name", OFFLINE)
@pytest.mark.parametrize("text", [*ODD, *FAMILIES])
def test_odd_texts_end_in_the_tokens_of_tiktoken(encodings: Encodings, name: str, text: str) -> None:
    assert_true(encodings.get(name), text)


@given(text=st.text(st.characters(exclude_categories=()), max_size=40), name=st.sampled_from(OFFLINE))
def test_any_text_ends_in_the_tokens_of_tiktoken(encodings: Encodings, text: str, name: str) -> None:
    assert_true(encodings.get(name), text)


@pytest.mark.parametrize("name", OFFLINE)
def test_merges_lead_to_every_token(encodings: Encodings, name: str) -> None:
    encoding = encodings.get(name)
    for token in random.Random(3).sample(encoding.token_byte_values(), 3_000):
        # Not every token is one piece of a text, so the bytes are cut as a piece of their own.
        assert encode_piece(encoding, token) == [encoding.encode_single_token(token)]
    longest = max(encoding.token_byte_values(), key=len)
    [piece] = merge_trace(encoding, longest.decode())
    assert len(piece.merges) == len(longest) - 1


def test_a_token_that_no_merges_lead_to_is_one_part_from_the_start() -> None:
    ranks = {bytes([byte]): byte for byte in range(256)} | {b"abc": 256, b"xy": 257}
    toy = tiktoken.Encoding("toy", pat_str=r"\w+|\W", mergeable_ranks=ranks, special_tokens={})
    assert merge_trace(toy, "abc") == (Piece((b"abc",), (), (256,)),)
    for text in ("abc", "abcd", "xyabc", "xy abc"):
        assert_true(toy, text)


def test_no_merge_reaches_over_a_piece(encodings: Encodings) -> None:
    pieces = merge_trace(encodings.get("o200k_base"), "berry pie 12345")
    assert [b"".join(piece.parts) for piece in pieces] == [b"berry", b" pie", b" ", b"123", b"45"]
