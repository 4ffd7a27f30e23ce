"""Ids back into text: the inverse of cutting, and what cannot be decoded."""

import json

import pytest
from hypothesis import given, strategies as st

from bot.errors import InputError
from bot.tokens import Encodings, Entry, Unknown, decode, decoded_bytes, readable_text, split_ids, tokenize
from bot.tokens.decode import MAX_BYTES, MAX_IDS
from bot.tokens.encodings import OFFLINE
from tests.tokens.texts import NOT_IN_SMOLLM2, random_texts


@pytest.mark.parametrize("name", OFFLINE)
def test_random_strings_come_back_from_their_ids(name: str, encodings: Encodings) -> None:
    encoding = encodings.get(name)
    for text in random_texts(2_500, seed=OFFLINE.index(name)):  # 10,000 over all four
        written = json.dumps([token.id for token in tokenize(encoding, text).tokens])
        seen = bytes(byte for byte in text.encode() if name != "smollm2" or byte not in NOT_IN_SMOLLM2)
        if seen:
            assert decoded_bytes(decode(encoding, split_ids(written))) == seen


@given(st.text(min_size=1, max_size=60))
def test_any_text_comes_back_with_its_ids_written_in_any_way(encodings: Encodings, text: str) -> None:
    encoding = encodings.get("o200k_base")
    ids = [str(token.id) for token in tokenize(encoding, text).tokens]
    for written in ("\n".join(ids), ".".join(ids), f"[{', '.join(ids)}]", json.dumps(ids)):
        assert readable_text(decoded_bytes(decode(encoding, split_ids(written)))) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("302 1618", ["302", "1618"]),
        ("5.6.1", ["5", "6", "1"]),
        ("[302, 1618,]\n", ["302", "1618"]),
        ("(302); {1618}", ["302", "1618"]),
        ("-5,abc", ["-5", "abc"]),
    ],
)
def test_ids_are_told_apart(text: str, written: list[str]) -> None:
    assert split_ids(text) == written


@pytest.mark.parametrize("text", [" ", "[]", "\n", ", . ,", "[[]]"])
def test_nothing_at_all_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match=r"There is no id in that.*/tokenize ids:302"):
        split_ids(text)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("-1", "negative"),
        ("-0", "negative"),
        (str(10**30), "beyond the last id, 200,018"),
        ("9" * 5_000, "beyond the last id, 200,018"),
        ("200019", "beyond the last id, 200,018"),
        ("199998", "a gap in the vocabulary: no token has this id"),
        ("200017", "a gap in the vocabulary: no token has this id"),
        ("abc", "not a number"),
        ("1e5", "not a number"),
        ("0x1F", "not a number"),
        ("٣", "not a number"),
        ("²", "not a number"),
        ("--1", "not a number"),
        ("\ud800", "not a number"),
    ],
)
def test_what_stands_for_nothing_is_named_and_the_rest_decoded(encodings: Encodings, written: str, reason: str) -> None:
    parts = decode(encodings.get("o200k_base"), ["302", written, "1618"])
    assert [*parts[::2]] == [Entry(302, b"st"), Entry(1618, b"raw")]
    assert isinstance(parts[1], Unknown)
    assert (parts[1].written, str(parts[1].reason)) == (written, reason)


def test_more_ids_than_are_decoded_at_once_are_refused() -> None:
    assert len(split_ids("1 " * MAX_IDS)) == MAX_IDS
    with pytest.raises(InputError, match=r"more than 200,000 ids.* Send a part"):
        split_ids("1 " * 500_000)


def test_zeros_before_an_id_do_not_matter(encodings: Encodings) -> None:
    assert decode(encodings.get("o200k_base"), ["000", "0" * 50 + "302"]) == [Entry(0, b"!"), Entry(302, b"st")]


def test_special_tokens_are_known_as_such(encodings: Encodings) -> None:
    assert decode(encodings.get("o200k_base"), ["199999"]) == [Entry(199_999, b"<|endoftext|>", special=True)]
    assert decode(encodings.get("smollm2"), ["1"]) == [Entry(1, b"<|im_start|>", special=True)]


def test_ids_that_stand_for_too_much_are_refused(encodings: Encodings) -> None:
    spaces = decode(encodings.get("o200k_base"), ["72056"])
    assert len(decoded_bytes(spaces)) == 128
    with pytest.raises(InputError, match="Send a part"):
        decode(encodings.get("o200k_base"), ["72056"] * (MAX_BYTES // 128 + 1))
