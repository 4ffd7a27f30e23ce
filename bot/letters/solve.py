"""Exact answers, by counting.

The rule: case does not matter. An unaccented letter matches its accented forms, an accented one only itself. What a
reader sees as one character (a grapheme) is compared as a whole, however it is encoded. A string of letters is counted
at every place where it begins, so its occurrences may overlap. Length and position look at letters alone: not at
spaces, digits or marks.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

import regex

from bot.errors import InputError
from bot.language import later, plural
from bot.letters.features import feature_of, tallied
from bot.letters.listed import names_of
from bot.letters.matching import folded, graphemes, letters_of, occurrences, stands_at
from bot.letters.question import (
    Answer,
    Contains,
    Count,
    CountIs,
    Edge,
    Has,
    HowManyOf,
    Length,
    Middle,
    More,
    MostFrequent,
    Palindrome,
    Places,
    Position,
    Question,
    Reverse,
    Several,
    Spell,
    Tally,
    Total,
    Which,
)

MAX_LETTERS = 10
"""Graphemes in what is counted: a letter or a short string, not a sentence."""

EXAMPLE = "/ask question:How many r's are in strawberry?"
"""How a letter is counted, for who has not said what to count."""

_LETTER = regex.compile(r"\p{L}")


def solve(question: Question) -> Answer:
    """The exact answer. Raises ``InputError`` where there is none, as for the ninth letter of “cat”.

    >>> solve(Count("strawberry", "r"))
    3
    """
    match question:
        case Count(text, letter):
            return len(occurrences(text, letter))
        case Contains(text, letter):
            return bool(occurrences(text, letter))
        case Which():
            return names_of(question)
        case HowManyOf():
            return len(names_of(question))
        case Length(text):
            return len(letters_of(text))
        case Position(text, index):
            return _letter_at(text, index)
        case Spell(text):
            return "-".join(grapheme for grapheme in graphemes(text) if not grapheme.isspace())
        case Reverse(text):
            return "".join(reversed(graphemes(text)))
        case Total() | More():
            return _solve_together(question)
        case _:
            return _solve_one(question)


_OfOne = Tally | Has | Palindrome | MostFrequent | Places | Middle | CountIs | Edge | Several
"""Questions about a single text that are asked less often."""


def _solve_one(question: _OfOne) -> Answer:
    match question:
        case Tally(text, feature):
            return len(tallied(text, feature))
        case Has(text, feature):
            return bool(tallied(text, feature))
        case Palindrome(text):
            return _reads_the_same_backwards(text)
        case MostFrequent(text):
            return _most_frequent(text)
        case Places(text, letter):
            return tuple(str(at) for at, each in enumerate(letters_of(text), 1) if occurrences(each, letter))
        case Middle(text):
            return _middle(text)
        case CountIs(text, letter, number, at_least):
            often = len(occurrences(text, letter))
            return often >= number if at_least else often == number
        case Edge(text, letter, at_end):
            return stands_at(text, letter, at_end=at_end)
        case Several(text, letters, any_of):
            return (any if any_of else all)(bool(occurrences(text, letter)) for letter in letters)


def _solve_together(question: Total | More) -> Answer:
    if isinstance(question, Total):
        return sum(number for _, _, number in totals(question))
    amounts = amounts_of(question)
    return tuple(text for text, amount in amounts.items() if amount == max(amounts.values()))


def totals(question: Total) -> Sequence[tuple[str, str, int]]:
    """Each text of ``question`` with each of its letters, and how often that occurs there.

    >>> totals(Total(("strawberry", "raspberry"), ("r",)))
    [('strawberry', 'r', 3), ('raspberry', 'r', 3)]
    """
    return [(text, letter, len(occurrences(text, letter))) for text in question.texts for letter in question.letters]


def amounts_of(question: More) -> Mapping[str, int]:
    """How much each text of ``question`` has of what it is about.

    >>> amounts_of(More(("queue", "rhythm"), "vowels", feature=True))
    {'queue': 4, 'rhythm': 0}
    """
    feature = feature_of(question.of) if question.feature else None
    return {text: len(tallied(text, feature) if feature else occurrences(text, question.of)) for text in question.texts}


def make_count(text: str, letter: str, example: str = EXAMPLE) -> Count:
    """The question how often ``letter`` occurs in ``text``; ``example`` is how to ask.

    Raises ``InputError`` where either is none.

    >>> make_count("strawberry", " r ")
    Count(text='strawberry', letter='r')
    """
    if not text.strip():
        raise InputError(later("There is no text to count in. Give me a word: {example}", example=example))
    return Count(text, checked_letter(letter, example))


def checked_letter(letter: str, example: str) -> str:
    """``letter`` without white space around it; ``example`` is how to ask. Raises ``InputError`` where it is none.

    >>> checked_letter(" rr ", "/ask question:How many r's are in strawberry?")
    'rr'
    """
    letter = letter.strip()
    if not letter:
        raise InputError(later("There is no letter to look for. Give me one: {example}", example=example))
    if len(graphemes(letter)) > MAX_LETTERS or any(character.isspace() for character in letter):
        raise InputError(
            later(
                "That is more than a letter. Give me one letter, or up to {max_letters} without a space: {example}",
                max_letters=MAX_LETTERS,
                example=example,
            )
        )
    return letter


def one_letter(letter: str, example: str) -> str:
    """``checked_letter``, which here must be a single letter of some script. Raises ``InputError`` where it is not.

    >>> one_letter(" r ", "/lab tool")
    'r'
    """
    letter = checked_letter(letter, example)
    if not is_letter(letter):
        raise InputError(
            later("This takes one letter: {example}. To count anything else in a word, use /ask.", example=example)
        )
    return letter


def is_letter(text: str) -> bool:
    """Whether ``text`` is a single letter of some script.

    >>> is_letter("é"), is_letter("rr"), is_letter("7")
    (True, False, False)
    """
    return len(graphemes(text)) == 1 and _LETTER.match(text) is not None


def swapped(text: str, letter: str) -> bool:
    """Whether who asked for ``letter`` in ``text`` seems to have meant ``text`` in ``letter``.

    >>> swapped("r", "strawberry"), swapped("strawberry", "r"), swapped("x", "strawberry")
    (True, False, False)
    """
    return len(graphemes(letter)) > len(graphemes(text)) > 0 and bool(occurrences(letter, text))


def _letter_at(text: str, index: int) -> str:
    letters = letters_of(text)
    if not 1 <= abs(index) <= len(letters):
        raise InputError(
            plural(
                "“{text}” has {n} letter, so it has no letter number {index}.",
                "“{text}” has {n} letters, so it has no letter number {index}.",
                len(letters),
                text=text[:60],
                index=abs(index),
            )
        )
    return letters[index - 1 if index > 0 else index]


def _reads_the_same_backwards(text: str) -> bool:
    told = [folded for folded in folded(text) if folded[0].isalnum()]
    if not told:
        raise InputError(
            later("“{text}” has no letters, so it cannot be a palindrome. Give me a word.", text=text[:60])
        )
    return told == told[::-1]


def alike(text: str) -> Sequence[str]:
    """The letters of ``text`` in order, without regard to case; one with an accent is a letter of its own.

    >>> alike("Élan 3")
    ['é', 'l', 'a', 'n']
    """
    return [unicodedata.normalize("NFC", each.casefold()) for each in letters_of(text)]


def _most_frequent(text: str) -> Answer:
    often = Counter(alike(text))
    if not often:
        raise InputError(
            later("“{text}” has no letters, so none is the most frequent. Give me a word.", text=text[:60])
        )
    most = tuple(letter for letter, number in often.items() if number == max(often.values()))
    return most[0] if len(most) == 1 else most


def _middle(text: str) -> Answer:
    letters = letters_of(text)
    if not letters:
        raise InputError(later("“{text}” has no letters, so none is in the middle. Give me a word.", text=text[:60]))
    half = len(letters) // 2
    return letters[half] if len(letters) % 2 else (letters[half - 1], letters[half])
