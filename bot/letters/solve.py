"""Exact answers, by counting.

The rule: case does not matter. An unaccented letter matches its accented forms, an accented one only itself. What a
reader sees as one character (a grapheme) is compared as a whole, however it is encoded. A string of letters is counted
at every place where it begins, so its occurrences may overlap. Length and position look at letters alone: not at
spaces, digits or marks.
"""

import unicodedata
from collections.abc import Sequence

import regex

from bot.errors import InputError
from bot.letters.names import NAME_LISTS
from bot.letters.question import (
    Answer,
    Contains,
    Count,
    HowManyOf,
    Length,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
)

MAX_LETTERS = 10
"""Graphemes in what is counted: a letter or a short string, not a sentence."""

_GRAPHEME = regex.compile(r"\X")
_LETTER = regex.compile(r"\p{L}")
_MARKS = regex.compile(r"\p{M}+")


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
        case Which(names, letter, without):
            return _named(names, letter, without)
        case HowManyOf(names, letter, without):
            return len(_named(names, letter, without))
        case Length(text):
            return len(_letters(text))
        case Position(text, index):
            return _letter_at(text, index)
        case Spell(text):
            return "-".join(grapheme for grapheme in graphemes(text) if not grapheme.isspace())
        case Reverse(text):
            return "".join(reversed(graphemes(text)))


def occurrences(text: str, letter: str) -> list[int]:
    """Where ``letter`` begins in ``text``, counted in graphemes from 0.

    >>> occurrences("banana", "ana")
    [1, 3]
    """
    looked_for, places = _folded(letter), _folded(text)
    return [
        start
        for start in range(len(places) - len(looked_for) + 1)
        if all(_matches(wanted, places[start + offset]) for offset, wanted in enumerate(looked_for))
    ]


def graphemes(text: str) -> list[str]:
    """``text`` as what a reader sees as characters.

    >>> graphemes("ne\u0301e")
    ['n', 'é', 'e']
    """
    return _GRAPHEME.findall(unicodedata.normalize("NFC", text))


def make_count(text: str, letter: str, example: str = "/count letter:r word:strawberry") -> Count:
    """The question how often ``letter`` occurs in ``text``; ``example`` is how to ask.

    Raises ``InputError`` where either is none.

    >>> make_count("strawberry", " r ")
    Count(text='strawberry', letter='r')
    """
    if not text.strip():
        raise InputError(f"There is no text to count in. Give me a word: {example}")
    return Count(text, checked_letter(letter, example))


def checked_letter(letter: str, example: str) -> str:
    """``letter`` without white space around it; ``example`` is how to ask. Raises ``InputError`` where it is none.

    >>> checked_letter(" rr ", "/count letter:r word:strawberry")
    'rr'
    """
    letter = letter.strip()
    if not letter:
        raise InputError(f"There is no letter to look for. Give me one: {example}")
    if len(graphemes(letter)) > MAX_LETTERS or any(character.isspace() for character in letter):
        raise InputError(
            f"That is more than a letter. Give me one letter, or up to {MAX_LETTERS} without a space: {example}"
        )
    return letter


def one_letter(letter: str, example: str) -> str:
    """``checked_letter``, which here must be a single letter of some script. Raises ``InputError`` where it is not.

    >>> one_letter(" r ", "/which letter:r")
    'r'
    """
    letter = checked_letter(letter, example)
    if len(graphemes(letter)) > 1 or not _LETTER.match(letter):
        raise InputError(f"This takes one letter: {example}. To count anything else in a word, use /count.")
    return letter


def note(question: Question) -> str | None:
    """What the exact rule did to ``question`` that may surprise, in a sentence; None where nothing did.

    >>> note(Count("crème brûlée", "e"))
    '“e” matches its accented forms too: è, é.'
    """
    match question:
        case Count(text, letter) if len(graphemes(letter)) > 1:
            return f"Each place where “{letter}” begins counts, so occurrences may overlap."
        case Contains(_, letter) if len(graphemes(letter)) > 1:
            return None
        case Count(text, letter) | Contains(text, letter):
            accented = _accented(text, letter)
            forms = f"“{letter}” matches its accented forms too: {', '.join(accented)}." if accented else ""
            case = "Upper and lower case count alike." if capitals_matter(text, letter) else ""
            return f"{forms} {case}".strip() or None
        case Length(text) | Position(text) if len(_letters(text)) < len(graphemes(text)):
            return "Only letters count here: no spaces, digits or marks."
        case _:
            return None


def capitals_matter(text: str, letter: str) -> bool:
    """Whether the single ``letter`` would occur less often in ``text`` if its capitals were letters of their own.

    Who has typed a capital may have meant both cases, so it must be there in both.

    >>> capitals_matter("Nathaniel", "n"), capitals_matter("strawberry", "R"), capitals_matter("Spain", "S")
    (True, False, False)
    """
    whole, meant = graphemes(text), unicodedata.normalize("NFC", letter)
    found = {whole[start] for start in occurrences(text, letter)}
    alike = {grapheme for grapheme in found if grapheme.casefold() == meant.casefold()}
    return bool(alike - {meant}) and any(grapheme.isupper() for grapheme in alike)


def _matches(wanted: str, found: str) -> bool:
    """Whether the grapheme ``wanted`` matches ``found``. Both are folded."""
    return wanted in (found, _MARKS.sub("", found))


def _folded(text: str) -> list[str]:
    """The graphemes of ``text`` without regard to case and to how they are encoded."""
    return [
        unicodedata.normalize("NFD", unicodedata.normalize("NFD", grapheme).casefold()) for grapheme in graphemes(text)
    ]


def _letters(text: str) -> Sequence[str]:
    return [grapheme for grapheme in graphemes(text) if _LETTER.match(grapheme)]


def _letter_at(text: str, index: int) -> str:
    letters = _letters(text)
    if not 1 <= abs(index) <= len(letters):
        count = f"{len(letters)} letter{'' if len(letters) == 1 else 's'}"
        raise InputError(f"“{text[:60]}” has {count}, so it has no letter number {abs(index)}.")
    return letters[index - 1 if index > 0 else index]


def _named(names: str, letter: str, without: bool) -> tuple[str, ...]:
    return tuple(name for name in NAME_LISTS[names].names if bool(occurrences(name, letter)) != without)


def _accented(text: str, letter: str) -> Sequence[str]:
    """What ``letter``, a single grapheme, matches in ``text`` beside itself; the first five of it."""
    whole = graphemes(text)
    exactly = unicodedata.normalize("NFC", letter).casefold()
    found = (whole[start] for start in occurrences(text, letter))
    return [*dict.fromkeys(grapheme for grapheme in found if grapheme.casefold() != exactly)][:5]
