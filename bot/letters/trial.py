"""How a letter question is put to a model, and how its answer is read.

Where the answer is a number, a letter, or yes and no, it is read off one place: the prompt ends in a cue, and the
probabilities of the possible answers right after it are compared. The same prompt with the word hidden shows the
model's prior: what it would say without having seen the word. Lists, spellings and reversals are read from the model's
own sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase

import regex

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

HIDDEN = "…"
"""What stands for the word in the prompt that shows the prior."""

_LONG = 40
"""From this many characters on, a count may well have two digits."""

_DIGITS: Mapping[str, Answer] = {str(number): number for number in range(10)}
_NUMBERS: Mapping[str, Answer] = {str(number): number for number in range(100)}
_YES_NO: Mapping[str, Answer] = {" Yes": True, " No": False}
_LETTERS: Mapping[str, Answer] = {f" {letter}": letter for letter in ascii_lowercase}


# Letters that stand alone, one after the other.
_LONE = r"(?<![\p{L}'’])\p{L}\p{M}*+(?![\p{L}'’])"
_SPELT = regex.compile(rf"{_LONE}(?:[\s,.\-–—·]+{_LONE})+")


@dataclass(frozen=True, slots=True)
class Trial:
    """A question as it is put to a model.

    ``asked`` is the message, ``hidden`` the same without the word, ``focus`` the word as it stands in ``asked``.
    The model goes on after ``cue`` with one of ``choices`` (its text → the answer that it means).
    """

    asked: str
    hidden: str
    focus: str
    cue: str
    choices: Mapping[str, Answer]


def trial(question: Question) -> Trial | None:
    """How ``question`` is put to a model; None for the kinds whose answer is read from its own sentence.

    >>> trial(Count("strawberry", "r")).asked
    'How many times does the letter r occur in strawberry?'
    """
    match question:
        case Count(text, letter):
            choices = _DIGITS if len(text) < _LONG else _NUMBERS
            return _trial(f"How many times does the letter {letter} occur in ", text, "?", "Answer: ", choices)
        case Contains(text, letter):
            return _trial("Does ", text, f" contain the letter {letter}?", "Answer:", _YES_NO)
        case HowManyOf(names, letter, without):
            verb = "do not contain" if without else "contain"
            return _trial("How many of the ", names, f" {verb} the letter {letter}?", "Answer: ", _NUMBERS)
        case Length(text):
            return _trial("How many letters are in ", text, "?", "Answer: ", _NUMBERS)
        case Position(text, index):
            return _trial(f"What is {_place(index)} of ", text, "?", "Answer:", _LETTERS)
        case Which() | Spell() | Reverse():
            return None


def read(question: Question, sentence: str) -> Answer | None:
    """The answer that a model gave in its own ``sentence``, or None where none can be made out."""
    match question:
        case Which(names):
            return _names(NAME_LISTS[names].names, sentence) or None
        case Spell():
            spelt = _SPELT.search(sentence)
            return "-".join(regex.findall(r"\p{L}\p{M}*", spelt[0])) if spelt else None
        case Reverse(text):
            words = regex.findall(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*", sentence)
            return " ".join(words[-len(text.split()) :]) or None
        case _:
            return None


def _trial(before: str, word: str, after: str, cue: str, choices: Mapping[str, Answer]) -> Trial:
    return Trial(before + word + after, before + HIDDEN + after, word, cue, choices)


def _place(index: int) -> str:
    match index:
        case -1:
            return "the last letter"
        case _ if index < 0:
            return f"letter number {-index} from the end"
        case _:
            return f"letter number {index}"


def _names(names: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    # Longest first, so that West Virginia is not read as Virginia.
    pattern = "|".join(regex.escape(name) for name in sorted(names, key=len, reverse=True))
    found = {match.casefold() for match in regex.findall(rf"(?i)\b(?:{pattern})\b", sentence)}
    return tuple(name for name in names if name.casefold() in found)
