"""Which turns the model reads again."""

from datetime import UTC, datetime

import pytest

from bot.chat import Ending, Said, Turn, copied, remembered

HAPPY = "I'm always happy to help, even when I'm not happy."


def turn(number: int, answer: str, ending: Ending = "complete") -> Turn:
    return Turn(number, Said(datetime(2026, 1, 1, tzinfo=UTC), 1, 2, None, f"say {number}"), answer, ending=ending)


def read_again(*turns: Turn, most: int = 3) -> list[int]:
    return [each.id for each in remembered(turns, most)]


@pytest.mark.parametrize(("most", "kept"), [(0, []), (1, [5]), (3, [3, 4, 5]), (9, [1, 2, 3, 4, 5])])
def test_the_last_turns_are(most: int, kept: list[int]) -> None:
    assert read_again(*(turn(number, f"Answer {number}.") for number in range(1, 6)), most=most) == kept


def test_what_repeated_itself_is_not_and_makes_room() -> None:
    turns = [turn(1, "One."), turn(2, "Two."), turn(3, "I am sorry.", "loop"), turn(4, "Four.")]
    assert read_again(*turns) == [1, 2, 4]


def test_an_answer_that_says_a_sentence_again_is_not_whatever_is_around_it() -> None:
    turns = [turn(1, "Paris."), turn(2, HAPPY), turn(3, f"Well!\n{HAPPY.upper()} Bye."), turn(4, "Rome.")]
    assert read_again(*turns) == [1, 2, 4]


def test_short_answers_may_be_alike() -> None:
    assert read_again(turn(1, "Yes."), turn(2, "Yes."), turn(3, "Yes.")) == [1, 2, 3]


def test_what_was_said_long_ago_does_not_count() -> None:
    turns = [turn(1, HAPPY), *(turn(number, f"Answer {number}.") for number in range(2, 7)), turn(7, HAPPY)]
    assert read_again(*turns) == [5, 6, 7]


@pytest.mark.parametrize("ending", ["long", "stopped", "failed", "interrupted"])
def test_what_was_broken_off_for_another_reason_is(ending: Ending) -> None:
    assert read_again(turn(1, "Once upon a", ending)) == [1]


def test_what_only_its_length_ended_is_not_where_it_says_the_same_again_and_again() -> None:
    looped = "".join(f"{mark}: What's that? A joke? " for mark in "ABABAB")
    assert read_again(turn(1, "One."), turn(2, looped, "long"), turn(3, looped, "complete")) == [1, 3]


PAPER = "A token is a small piece of paper that is used to make a token."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PAPER, [1]),
        (PAPER[:32], [1]),  # while it is being written
        ("A berry is a small piece of paper that is used to make a token.", [1]),  # one word another
        (HAPPY.upper(), [2]),
        (PAPER[:20], []),  # too little to tell
        ("Yes.", []),  # manners
        ("Paper is a thin material that is used to write on, and it was invented in China.", []),
        ("", []),
    ],
)
def test_an_answer_copies_those_that_say_most_of_it(text: str, found: list[int]) -> None:
    before = [turn(1, PAPER), turn(2, HAPPY), turn(3, "Yes."), turn(4, "The capital of France is Paris.")]
    assert [each.id for each in copied(text, before)] == found
