"""Tokens made visible: their text, their bytes, white space, and what nobody sees."""

import pytest
import regex
from hypothesis import given, strategies as st

from bot.tokens import Entry, Token, marked, readable_text, unmarked, visible


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ""),
        ("née 🍓".encode(), "née 🍓"),
        (b"\xf0\x9f\x8d", "⟨F0·9F·8D⟩"),
        (b" \xc3", " ⟨C3⟩"),
        (b"a\xff\xfeb\xf0", "a⟨FF·FE⟩b⟨F0⟩"),
        (b"\xed\xa0\x80", "⟨ED·A0·80⟩"),
    ],
)
def test_what_is_text_is_shown_as_text_and_the_rest_as_bytes(data: bytes, expected: str) -> None:
    assert readable_text(data) == Token(0, data, 0, 0, 0, 0).readable_text == Entry(0, data).readable_text == expected


@given(st.binary(max_size=40))
def test_any_bytes_can_be_read_back(data: bytes) -> None:
    parts = regex.split("⟨([0-9A-F·]+)⟩", readable_text(data))
    parts[1::2] = [bytes.fromhex(part.replace("·", "")).decode("latin-1") for part in parts[1::2]]
    back = [part.encode("latin-1" if number % 2 else "utf-8") for number, part in enumerate(parts)]
    assert b"".join(back) == data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" straw\n", "␣straw⏎"),
        ("\r\n\t", "⇤⏎⇥"),
        ("----", "----"),
        ("-----", "-×5"),
        (" " * 80, "␣×80"),
        ("\u202e\u200b\0\xa0", "U+202EU+200BU+0000U+00A0"),
        ("a\u200db", "aU+200Db"),
        ("👩‍👩‍👧🏳️‍🌈", "👩‍👩‍👧🏳️‍🌈"),
        ("e\u0301 שלום", "e\u0301␣שלום"),
    ],
)
def test_everything_can_be_seen(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(st.text(max_size=60))
def test_nothing_stays_unseen_but_the_joiner_of_an_emoji(text: str) -> None:
    assert not regex.search(r"[\p{C}\p{Z}]", visible(text).replace("\u200d", ""))


@given(st.text(st.characters(exclude_characters="␣⏎⇤⇥"), max_size=60))
def test_marks_can_be_taken_back(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert not set(" \n\r\t").intersection(marked(text))
