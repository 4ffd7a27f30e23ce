"""What makers have in common: drawing what was not asked lately, and putting the right answer among distractors."""

from collections.abc import Collection, Iterable, Sequence
from random import Random
from typing import TypeVar

from bot.errors import OutOfQuestions
from bot.language import Later, later, tr
from bot.tokens import PromptToken, visible

T = TypeVar("T")

_OPTIONS = 4
_LONGEST = 60
"""Characters of a token."""
_SHOWN = 240
"""Characters of a text."""
_TRIES = 400
_ALIKE = 3
"""Words that begin with as many of the same letters, or of which one holds the other, are rather forms of one word."""


def fresh(rng: Random, candidates: Sequence[str], asked: Collection[str]) -> str:
    """One of ``candidates``, in lower case, that was not asked lately. Raises ``OutOfQuestions``.

    >>> fresh(Random(1), ["banana", "strawberry"], {"banana"})
    'strawberry'
    """
    for _ in range(_TRIES):  # nearly always the first will do
        if candidates and (drawn := rng.choice(candidates)) not in asked:
            return drawn
    left = [each for each in candidates if each not in asked]
    if not left:
        raise OutOfQuestions(later("Everything of that topic was asked here lately. Choose another topic, or mixed."))
    return rng.choice(left)


def among(rng: Random, right: T, distractors: Sequence[T]) -> tuple[tuple[T, ...], int]:
    """All options in random order, and the place of the right one; see ``ascending`` for numbers.

    >>> among(Random(1), "cat", ["dog", "cow", "hen"])
    (('hen', 'cat', 'cow', 'dog'), 1)
    """
    options = [right, *distractors]
    rng.shuffle(options)
    return tuple(options), options.index(right)


def ascending(right: str, distractors: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """All options, which are numbers, the least first, and the place of the right one.

    >>> ascending("3", ["10", "2", "4"])
    (('2', '3', '4', '10'), 1)
    """
    options = sorted([right, *distractors], key=int)
    return tuple(options), options.index(right)


def differ(word: str, *others: str) -> bool:
    """Whether ``word`` is no other form of one of ``others``, such as its plural.

    >>> differ("berries", "berry"), differ("berry", "strawberry"), differ("straw", "berry")
    (False, False, True)
    """
    return not any(word[:_ALIKE] == other[:_ALIKE] or word in other or other in word for other in others)


def it_is_not(option: Later | str) -> str:
    """A hint that rules out an option.

    >>> it_is_not("4")
    'It is not 4.'
    """
    return tr("It is not {option}.", option=option)


def not_right(rng: Random, options: Sequence[Later | str], right: int) -> str:
    """A hint that rules out one of ``options``, and not the ``right`` one.

    >>> not_right(Random(1), ["4", "1", "3", "2"], 3)
    'It is not 4.'
    """
    return it_is_not(rng.choice([each for number, each in enumerate(options) if number != right]))


def numbers_around(rng: Random, right: int, least: int, most: int | None = None) -> tuple[tuple[str, ...], int]:
    """Four numbers that follow each other, none below ``least``, ``ascending``, and the place of the right one.

    None is above ``most`` either, unless there would be fewer, or not the right one.

    >>> numbers_around(Random(1), 3, 0)
    (('2', '3', '4', '5'), 1)
    >>> numbers_around(Random(1), 2, 0, 3)
    (('0', '1', '2', '3'), 2)
    """
    lowest = max(least, right - _OPTIONS + 1)
    highest = right if most is None else max(lowest, min(right, most - _OPTIONS + 1))
    first = right - rng.randrange(right - highest, right - lowest + 1)
    return tuple(str(number) for number in range(first, first + _OPTIONS)), right - first


def half(options: Sequence[str], right: int) -> str:
    """A hint that leaves that half of some ascending numbers in which the ``right`` one is.

    >>> half(["1", "2", "3", "4"], 3)
    'At least 3.'
    """
    numbers = [*map(int, options)]
    highest, lowest = numbers[len(numbers) // 2 - 1], numbers[len(numbers) // 2]
    return tr("At most {number}.", number=highest) if right <= highest else tr("At least {number}.", number=lowest)


def named(token: PromptToken) -> str:
    """What a token is called in a question: a word as it is, and whatever else with all of it to be seen.

    >>> named(PromptToken(13, " sat")), named(PromptToken(14, ",")), named(PromptToken(15, "sat\\n"))
    ('sat', ',', 'sat⏎')
    """
    word = token.text.removeprefix(" ")
    if word.isalpha():
        return word
    return visible(token.text)[:_LONGEST] or f"token {token.id}"  # untranslated: models read it among the options


def ending(tokens: Sequence[PromptToken]) -> str:
    """A text as it stands in a question: its end, where it is long.

    >>> ending([PromptToken(504, "The"), PromptToken(2644, " cat")]), len(ending([PromptToken(504, "The")] * 99))
    ('The cat', 241)
    """
    text = "".join(token.text for token in tokens)
    return text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
