"""The exact answers to the rarer kinds of letter question, and how a model is asked them."""

from typing import get_args

import pytest

from bot.errors import InputError
from bot.letters import (
    NAME_LISTS,
    Answer,
    CountIs,
    Edge,
    Feature,
    Has,
    HowManyOf,
    Middle,
    More,
    MostFrequent,
    Palindrome,
    Places,
    Question,
    Tally,
    Total,
    Which,
    note,
    read,
    solve,
    trial,
    unasked,
)
from tests.letters.solved import PUT, SOLVED


@pytest.mark.parametrize(("question", "answer"), SOLVED)
def test_is_solved(question: Question, answer: Answer) -> None:
    assert solve(question) == answer


def test_countries_are_the_members_of_the_united_nations_in_order() -> None:
    names = NAME_LISTS["countries"].names
    assert len(names) == 193
    assert not {"Taiwan", "Kosovo", "Palestine", "Vatican City"} & {*names}
    assert note(Which("countries", "x")) == (
        "These are the 193 member states of the United Nations, by short English names."
    )
    assert note(Which("months", "x")) is None


def test_colours_are_the_basic_terms() -> None:
    assert len(NAME_LISTS["colours"].names) == 11
    assert "eleven basic colour terms" in str(note(HowManyOf("colours", "e")))


@pytest.mark.parametrize(
    "question",
    [Palindrome("!"), MostFrequent("123"), Middle("123"), Tally("Ελλάδα", "vowels")],
)
def test_what_has_no_answer_is_an_error(question: Question) -> None:
    with pytest.raises(InputError, match="“"):
        solve(question)


def test_rules_that_may_surprise_are_told() -> None:
    assert "y counts as a consonant" in str(note(Tally("rhythm", "vowels")))
    assert "between spaces" in str(note(Tally("a b", "words")))
    assert "followed by itself" in str(note(Has("bee", "double letters")))
    assert note(Palindrome("never odd or even")) == "Spaces, punctuation and case are ignored."
    assert note(Palindrome("level")) is None
    assert "a letter with an accent is a letter of its own" in str(note(MostFrequent("Élève")))
    assert note(MostFrequent("level")) is None
    assert note(Tally("a b", "spaces")) is None


@pytest.mark.parametrize(("question", "asked"), PUT)
def test_is_put_to_a_model_with_its_word_and_its_answer_among_the_choices(question: Question, asked: str) -> None:
    put = trial(question)
    assert put is not None
    assert put.asked == asked
    assert put.hidden == f"{asked[: put.focus[0]]}…{asked[put.focus[1] :]}"
    assert solve(question) in put.choices.values()
    assert unasked(question) is None


@pytest.mark.parametrize(
    "question",
    [
        More(("cheese", "tree"), "e"),
        MostFrequent("Mississippi"),
        Middle("kiwi"),
        Places("strawberry", "r"),
        Places("banana", "z"),
    ],
)
def test_a_model_is_not_asked_what_it_could_not_answer_fairly(question: Question) -> None:
    assert trial(question) is None
    assert str(unasked(question)).startswith("The model is not asked this: ")


SAID: list[tuple[Question, str, Answer | None]] = [
    (Tally("sequoia", "vowels"), "There are 5 vowels in sequoia.", 5),
    (Tally("rhythm", "vowels"), "The word has no vowels.", 0),
    (Total(("strawberry", "raspberry"), ("r",)), "There are 3 r's in each, so 6 in total.", 6),
    (Total(("strawberry", "raspberry"), ("r",)), "There are 3 r's in strawberry and 3 in raspberry.", None),
    (Total(("strawberry", "raspberry"), ("r",)), "6", 6),
    (Palindrome("kayak"), "Yes, it is a palindrome.", True),
    (Palindrome("kayak"), "It is a palindrome.", None),
    (Edge("apple", "b"), "No. It starts with an a.", False),
    (CountIs("bee", "e", 2), "Yes and no.", None),
    (Middle("table"), "The middle letter is b.", "b"),
    (MostFrequent("banana"), "The most frequent letter is “a”.", "a"),
    (More(("cheese", "tree"), "e"), "cheese", None),
]


@pytest.mark.parametrize(("question", "said", "answer"), SAID)
def test_an_answer_is_read_where_it_is_plain(question: Question, said: str, answer: Answer | None) -> None:
    assert read(question, said) == answer


def test_every_feature_can_be_asked_of_a_model() -> None:
    for feature in get_args(Feature):
        assert trial(Tally("a B 1", feature)) is not None
