"""Plain English in, a question out; what could be read in two ways is refused."""

import pytest
from hypothesis import given, strategies as st

from bot.letters import EXAMPLES, Contains, Count, NoLetterQuestion, parse
from tests.letters.understood import REFUSED, UNDERSTOOD


def test_is_understood() -> None:
    assert [(typed, parse(typed)) for typed, _ in UNDERSTOOD] == UNDERSTOOD


def test_is_refused_with_what_to_do() -> None:
    ends = ("?", ".", "”", "Spell rhythm", "strawberry")
    told = [(typed, parse(typed)) for typed in REFUSED]
    assert not [each for each in told if not isinstance(each[1], NoLetterQuestion)]
    assert not [each for each in told if isinstance(each[1], NoLetterQuestion) and not each[1].reason.endswith(ends)]


@pytest.mark.parametrize("quoted", ["```x```", '""', '"\u200b"', '" ** "', '"\n"', '"12"'])
def test_no_example_is_about_nothing(quoted: str) -> None:
    read = parse(f"How many @everyone in **bold** {quoted}?")
    assert isinstance(read, NoLetterQuestion)
    assert read.reason.endswith("for example: How many r's are in “strawberry”?")
    own = parse('How many @everyone in **bold** "some  text"?')
    assert isinstance(own, NoLetterQuestion)
    assert own.reason.endswith("How many r's are in “some text”?")


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_that_are_offered_work(example: str) -> None:
    assert not isinstance(parse(example), NoLetterQuestion)
    assert example in str(parse("hello"))


def test_a_question_that_is_too_long_is_refused_and_the_longest_is_read() -> None:
    start = "How many a's are in "
    assert parse(start + '"' + "a" * (2_000 - len(start) - 2) + '"') == Count("a" * (2_000 - len(start) - 2), "a")
    assert "2,001 characters" in str(parse(start + "a" * (2_001 - len(start))))


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    assert parse(text)


@given(st.from_regex(r"[a-zA-Zé]{1,20}", fullmatch=True), st.sampled_from("abcdefghijklmnopqrtuvwxyzé"))
def test_any_quoted_word_and_letter_are_found(word: str, letter: str) -> None:
    assert parse(f"How many {letter}'s are in “{word}”?") == Count(word, letter)
    assert parse(f"Does “{word}” contain the letter {letter}?") == Contains(word, letter)


@pytest.mark.parametrize("text", ["how many " * 220, "does " + "a " * 900 + "have", "'" * 1_999, "in " * 600 + "how"])
def test_text_made_to_be_slow_to_read_is_refused_all_the_same(text: str) -> None:
    assert isinstance(parse(text), NoLetterQuestion)
