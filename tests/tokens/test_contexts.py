"""A word in other surroundings."""

import pytest
from hypothesis import given, strategies as st

from bot.tokens import contexts
from bot.tokens.contexts import misspelt


def test_a_word_in_all_its_surroundings() -> None:
    assert contexts(" pie") == {
        "by itself": "pie",
        "after a space": " pie",
        "Capitalised": "Pie",
        "UPPER CASE": "PIE",
        "in quotes": '"pie"',
        "misspelt": "ipe",
    }


@pytest.mark.parametrize(("word", "expected"), [("strawberry", "strabwerry"), ("hello", "hlelo"), ("abbba", "babba")])
def test_two_letters_near_the_middle_are_swapped(word: str, expected: str) -> None:
    assert misspelt(word) == expected


@pytest.mark.parametrize("word", ["", " ", "12345", "👩‍👩‍👧", "aaa", "a1b"])
def test_where_no_two_letters_can_be_swapped_it_stays(word: str) -> None:
    assert misspelt(word) == word
    assert "misspelt" not in contexts(word)


@given(st.text(max_size=30))
def test_no_two_are_the_same(word: str) -> None:
    made = contexts(word)
    assert len(set(made.values())) == len(made)
    assert next(iter(made)) == "by itself"
