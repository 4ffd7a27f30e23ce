"""The rule by which letters are found in a text: see ``solve.py``."""

import unicodedata
from collections.abc import Sequence

import regex

_GRAPHEME = regex.compile(r"\X")
_LETTER = regex.compile(r"\p{L}")
_MARKS = regex.compile(r"\p{M}+")


def occurrences(text: str, letter: str) -> list[int]:
    """Where ``letter`` begins in ``text``, counted in graphemes from 0.

    >>> occurrences("banana", "ana")
    [1, 3]
    """
    looked_for, places = folded(letter), folded(text)
    return [
        start
        for start in range(len(places) - len(looked_for) + 1)
        if all(_matches(wanted, places[start + offset]) for offset, wanted in enumerate(looked_for))
    ]


def stands_at(text: str, letter: str, *, at_end: bool) -> bool:
    """Whether ``text`` starts, or ends, with ``letter``.

    >>> stands_at("banana", "na", at_end=True), stands_at("banana", "na", at_end=False)
    (True, False)
    """
    places = occurrences(text, letter)
    return (len(graphemes(text)) - len(graphemes(letter)) if at_end else 0) in places


def graphemes(text: str) -> list[str]:
    """``text`` as what a reader sees as characters.

    >>> graphemes("ne\u0301e")
    ['n', 'é', 'e']
    """
    return _GRAPHEME.findall(unicodedata.normalize("NFC", text))


def letters_of(text: str) -> Sequence[str]:
    """The letters of ``text``, as graphemes: no spaces, digits or marks.

    >>> letters_of("a 1-b")
    ['a', 'b']
    """
    return [grapheme for grapheme in graphemes(text) if _LETTER.match(grapheme)]


def folded(text: str) -> list[str]:
    """The graphemes of ``text`` without regard to case and to how they are encoded.

    >>> folded("Né") == folded("NE\u0301")
    True
    """
    return [
        unicodedata.normalize("NFD", unicodedata.normalize("NFD", grapheme).casefold()) for grapheme in graphemes(text)
    ]


def _matches(wanted: str, found: str) -> bool:
    """Whether the grapheme ``wanted`` matches ``found``. Both are folded."""
    return wanted in (found, _MARKS.sub("", found))
