"""What can be counted in a text beside a certain letter, and by which rule."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import regex

from bot.errors import InputError
from bot.language import Later, later
from bot.letters.matching import graphemes, letters_of
from bot.letters.question import Feature

_LETTER = regex.compile(r"\p{L}")
_MARKS = regex.compile(r"\p{M}+")
_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz")
_VOWELS = frozenset("aeiou")

FEATURES: Mapping[Feature, str] = {
    "letters": r"letters?",
    "vowels": r"vowels?(?: letters?)?",
    "consonants": r"consonants?(?: letters?)?",
    "words": r"words?",
    "spaces": r"(?:blank )?spaces?",
    "digits": r"digits?",
    "capitals": r"(?:capital|upper[- ]?case|big) letters?|capitals?",
    "small letters": r"(?:small|lower[- ]?case) letters?",
    "different letters": r"(?:different|distinct|unique) letters?",
    "double letters": r"doubled? letters?|pairs? of double letters?",
}
"""As regular expressions, what people call them."""
ONE: Mapping[Feature, str] = {
    "letters": "letter",
    "vowels": "vowel",
    "consonants": "consonant",
    "words": "word",
    "spaces": "space",
    "digits": "digit",
    "capitals": "capital letter",
    "small letters": "small letter",
    "different letters": "different letter",
    "double letters": "double letter",
}
"""What one of them is called."""
RULES: Mapping[Feature, Later] = {
    "vowels": later("A, e, i, o and u count as vowels, whatever their accents; y counts as a consonant."),
    "consonants": later("All letters but a, e, i, o and u count as consonants; y counts as one."),
    "words": later("What stands between spaces counts as a word."),
    "different letters": later("Upper and lower case count alike; letters with an accent are letters of their own."),
    "double letters": later("Each place where a letter is followed by itself counts."),
}
"""The rules that may surprise."""


def called(feature: Feature, number: int) -> str:
    """What ``number`` of a ``feature`` are called.

    >>> called("capitals", 1), called("capitals", 2)
    ('capital letter', 'capital letters')
    """
    return f"{ONE[feature]}{'' if number == 1 else 's'}"


def feature_of(said: str) -> Feature:
    """The feature that ``said`` is what people call.

    >>> feature_of("upper-case letters")
    'capitals'
    """
    return next(name for name, called in FEATURES.items() if regex.fullmatch(called, said, regex.I))


def tallied(text: str, feature: Feature) -> Sequence[str]:
    """All of a ``feature`` that are in ``text``, in order. Raises ``InputError`` where it cannot be told.

    >>> tallied("Bookkeeper", "double letters"), tallied("to be or not", "words")
    (['oo', 'kk', 'ee'], ['to', 'be', 'or', 'not'])
    """
    return _FINDERS[feature](text)


def base(grapheme: str) -> str:
    """A letter in lower case and without its accents.

    >>> base("É")
    'e'
    """
    return _MARKS.sub("", unicodedata.normalize("NFD", grapheme.casefold()))


def _latin(text: str) -> Sequence[str]:
    letters = letters_of(text)
    if other := next((each for each in letters if base(each) not in _ALPHABET), None):
        raise InputError(later("I know which letters from a to z are vowels, and not what “{other}” is.", other=other))
    return letters


def _different(text: str) -> list[str]:
    return [*dict.fromkeys(unicodedata.normalize("NFC", each.casefold()) for each in letters_of(text))]


def _double(text: str) -> list[str]:
    return [
        first + second
        for first, second in pairwise(graphemes(text))
        if _LETTER.match(first) and first.casefold() == second.casefold()
    ]


_FINDERS: Mapping[Feature, Callable[[str], Sequence[str]]] = {
    "letters": letters_of,
    "vowels": lambda text: [each for each in _latin(text) if base(each) in _VOWELS],
    "consonants": lambda text: [each for each in _latin(text) if base(each) not in _VOWELS],
    "words": lambda text: [each for each in text.split() if regex.search(r"[\p{L}\p{N}]", each)],
    "spaces": lambda text: [each for each in text if each.isspace()],
    "digits": lambda text: [each for each in graphemes(text) if each[0].isdecimal()],
    "capitals": lambda text: [each for each in letters_of(text) if each[0].isupper()],
    "small letters": lambda text: [each for each in letters_of(text) if each[0].islower()],
    "different letters": _different,
    "double letters": _double,
}
