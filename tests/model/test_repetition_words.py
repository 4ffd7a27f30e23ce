"""When an answer says the same words again and again, whatever stands between them, or the same emoji."""

import pytest

from bot.model.repetition import before_repetition, repeats

JOKE = """What's that? A joke? A: "What's that? A joke?" """


def stopped(text: str) -> str | None:
    """What is left of ``text`` where it is stopped, read as it grows."""
    ends = (before_repetition(text[:at]) for at in range(1, len(text) + 1))
    end = next((end for end in ends if end is not None), None)
    return None if end is None else text[:end].strip()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I'm a language AI. " * 5, "I'm a language AI."),
        ("Sure! " + "I'm a language AI.\n" * 5, "Sure! I'm a language AI."),
        ("אני לא יודע. " * 5, "אני לא יודע."),
        ("תודה רבה! " * 8, "תודה רבה!"),
        ("🍔" * 31, "🍔"),
        ("Here you are: " + "❤️ " * 31, "Here you are: ❤️"),
        (
            "".join(f'{mark}What is that? A joke?" ' for mark in ('"', "“", "- ", ' "', '* "')),
            '"What is that? A joke?"',
        ),
    ],
)
def test_it_is_stopped_and_said_a_single_time(text: str, left: str) -> None:
    assert stopped(text) == left


def test_a_joke_that_is_none_is_stopped_early() -> None:
    left = stopped(JOKE * 8)
    assert left is not None
    assert left.count("joke") <= 2


@pytest.mark.parametrize(
    "text",
    [
        "🍓" * 20,
        "ha " * 30,
        "tick tock " * 5,
        "0 1 " * 20,
        "Happy birthday to you!\n" * 2 + "Happy birthday, dear Ann!\nHappy birthday to you!\n",
        "".join(f"I have {n} apples. " for n in range(1, 20)),
        "".join(f"The capital of {land} is a city. " for land in ("Italy", "France", "Spain", "Poland", "Norway")),
    ],
)
def test_songs_and_lists_are_left_alone(text: str) -> None:
    assert stopped(text) is None


@pytest.mark.parametrize(
    "text",
    [JOKE * 3, "I'm a language AI. " * 3, "Is it?\n".join(f"{n}. I do not know that one. " for n in "ABCDEF")],
)
def test_a_whole_answer_that_says_little_else_repeats(text: str) -> None:
    assert repeats(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Once upon a time there was a strawberry that travelled around the world.",
        "".join(f"The capital of {land} is {town}. " for land, town in (("Italy", "Rome"), ("Spain", "Madrid")) * 2),
        "".join(f"{n} x 7 = {n * 7}\n" for n in range(1, 20)),
        "".join(f"- item {n}\n" for n in range(1, 20)),
        "You are my sunshine, my only sunshine.\nYou make me happy when skies are grey.\n" * 2,
    ],
)
def test_another_does_not(text: str) -> None:
    assert not repeats(text)
