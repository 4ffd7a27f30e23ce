"""How a letter question is put to a model, and how its answer is read.

Where the answer is a number, a letter, or yes and no, it is read off one place: the prompt ends in a cue, and the
probabilities of the possible answers right after it are compared. The same prompt with the word hidden shows the
model's prior: what it would say without having seen the word. Lists, spellings and reversals are read from the model's
own sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Literal, get_args

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
from bot.letters.solve import graphemes, occurrences

Form = Literal["plain", "quoted", "spaced", "numbered"]
"""How the word is written in the prompt: as it is, in quotes, letter by letter, or with a number before each letter."""
FORMS: tuple[Form, ...] = get_args(Form)
FORM_NAMES: Mapping[Form, str] = {
    "plain": "as it is",
    "quoted": "in quotes",
    "spaced": "letter by letter",
    "numbered": "letters numbered",
}
"""What a form is called on cards and pictures."""

HIDDEN = "…"
"""What stands for the word in the prompt that shows the prior."""

_DIGITS: Mapping[str, Answer] = {str(number): number for number in range(10)}
_NUMBERS: Mapping[str, Answer] = {str(number): number for number in range(100)}
_YES_NO: Mapping[str, Answer] = {" Yes": True, " No": False}
_LETTERS: Mapping[str, Answer] = {f" {letter}": letter for letter in ascii_lowercase}


_GIVEN = regex.compile(r"""(?:["“'‘]([^"”]+?)["”'’]|(?::|\b(?:is|be|becomes|as))\s+([^:]+?))[\s.!?]*$""", regex.I)
_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*")
_APOSTROPHE = regex.compile("['’]")
_NUMBERING = regex.compile(r"^\s*\d+[.):]\s+", regex.M)
_BETWEEN_LETTERS = r"\s,.\-–—·•*\"“”"


@dataclass(frozen=True, slots=True)
class Trial:
    """A question as it is put to a model.

    ``asked`` is the message, ``hidden`` the same without the word. ``focus`` is where the word, as it is written there,
    stands in ``asked``: the place of its first character, and the place after its last. The model goes on after ``cue``
    with one of ``choices`` (its text → the answer that it means).
    """

    asked: str
    hidden: str
    focus: tuple[int, int]
    cue: str
    choices: Mapping[str, Answer]


def trial(question: Question, form: Form = "plain") -> Trial | None:
    """How ``question`` is put to a model; None for the kinds whose answer is read from its own sentence.

    ``form`` is how its text is written; the name of a list is always written as it is.

    >>> trial(Count("strawberry", "r")).asked
    'How many times does the letter r occur in strawberry?'
    >>> trial(Count("cat", "a"), "numbered").asked
    'How many times does the letter a occur in 1 c, 2 a, 3 t?'
    """
    match question:
        case Count(text, letter):
            choices = _DIGITS if len(occurrences(text, letter)) < len(_DIGITS) else _NUMBERS
            return _trial(_how_many_times(letter), text, "?", "Answer: ", choices, form)
        case Contains(text, letter):
            return _trial("Does ", text, f" contain {_called(letter)}?", "Answer:", _YES_NO, form)
        case HowManyOf(names, letter, without):
            verb = "do not contain" if without else "contain"
            return _trial("How many of the ", names, f" {verb} {_called(letter)}?", "Answer: ", _NUMBERS, "plain")
        case Length(text):
            return _trial("How many letters are in ", text, "?", "Answer: ", _NUMBERS, form)
        case Position(text, index):
            return _trial(f"What is {_nth(index)} of ", text, "?", "Answer:", _LETTERS, form)
        case Which() | Spell() | Reverse():
            return None


def in_words(question: Count) -> str:
    """``question`` in plain English, as it is put to a model."""
    return f"{_how_many_times(question.letter)}{question.text}?"


def place(question: Question, text: str) -> tuple[int, int]:
    """Where what ``question`` is about stands in ``text``, as it was typed: a list's name, or the last such word.

    The span is in characters, and (0, 0) where it cannot be found.

    >>> place(Which("US states", "d"), "Which states contain a d?")
    (6, 12)
    """
    match question:
        case Which(names) | HowManyOf(names):
            called = NAME_LISTS[names].called.replace(" ", r"\s+")
        case _:
            called = regex.escape(question.text)
    # Rather a whole word than a part of one: “what is back backwards”.
    found = [*regex.finditer(rf"\b(?:{called})\b", text, regex.I)] or [*regex.finditer(called, text, regex.I)]
    if not found:
        return 0, 0
    start, end = found[0 if isinstance(question, Which | HowManyOf) else -1].span()
    return start, end


def read(question: Question, sentence: str) -> Answer | None:
    """The answer that a model gave in its own ``sentence``, of one line or more; None where none can be made out."""
    match question:
        case Which(names):
            return _names(names, sentence)
        case Spell(text):
            return _spelling(text, sentence)
        case Reverse(text):
            return _reversal(len(text.split()), _answering_line(sentence))
        case _:
            return None


def _trial(before: str, text: str, after: str, cue: str, choices: Mapping[str, Answer], form: Form) -> Trial:
    if form == "quoted":
        before, after = f'{before}"', f'"{after}'
    written = _written(text, form)
    focus = (len(before), len(before) + len(written))
    return Trial(before + written + after, before + HIDDEN + after, focus, cue, choices)


def _written(text: str, form: Form) -> str:
    """``text`` as it stands in the prompt, without quotes. Only what is no white space is spaced or numbered."""
    if form in ("plain", "quoted"):
        return text
    characters = [grapheme for grapheme in graphemes(text) if not grapheme.isspace()]
    if form == "spaced":
        return " ".join(characters)
    return ", ".join(f"{number} {character}" for number, character in enumerate(characters, 1))


def _how_many_times(letter: str) -> str:
    return f"How many times does {_called(letter)} occur in "


def _called(letter: str) -> str:
    return f"the {'letter' if len(graphemes(letter)) == 1 else 'string'} {letter}"


def _nth(index: int) -> str:
    match index:
        case -1:
            return "the last letter"
        case _ if index < 0:
            return f"letter number {-index} from the end"
        case _:
            return f"letter number {index}"


def _names(key: str, sentence: str) -> tuple[str, ...] | None:
    names, called = NAME_LISTS[key].names, NAME_LISTS[key].called
    # Longest first, so that West Virginia is not read as Virginia.
    pattern = "|".join(regex.escape(name) for name in sorted(names, key=len, reverse=True))
    found = {match.casefold() for match in regex.findall(rf"(?i)\b(?:{pattern})\b", sentence)}
    # “None of them”, “there are no such months”; but not “I have no idea”.
    none = rf"(?i)\b(?:none|(?:are not|aren['’]t) any|(?:no|not a single)(?: such)? (?:{called}|names?))\b"
    if not found and not regex.search(none, sentence):
        return None
    return tuple(name for name in names if name.casefold() in found)


def _spelling(text: str, sentence: str) -> str | None:
    """The longest row of letters that stand alone, with whatever else ``text`` is spelt with."""
    apostrophe = _APOSTROPHE.search(text)
    sentence = _APOSTROPHE.sub(apostrophe[0] if apostrophe else "'", _NUMBERING.sub("", sentence))
    others = "".join(
        regex.escape(mark) for mark in {*text} if not regex.match(rf"[\p{{L}}\p{{M}}{_BETWEEN_LETTERS}]", mark)
    )
    mark = rf"(?:\p{{L}}\p{{M}}*+{f'|[{others}]' if others else ''})"
    lone = rf"(?<![\p{{L}}\p{{N}}'’]){mark}(?![\p{{L}}\p{{N}}'’])"
    # Within a word the same stands between all letters, so that “c-a-t, a pet” ends in a t.
    again = f"[{_BETWEEN_LETTERS}]+" if len(text.split()) > 1 else "(?P=between)"
    row = rf"{lone}(?P<between>[{_BETWEEN_LETTERS}]+){lone}(?:{again}{lone})*"
    rows = [found[0] for found in regex.finditer(row, sentence)]
    return "-".join(regex.findall(mark, max(rows, key=len))) if rows else None


def _reversal(length: int, line: str) -> str | None:
    """What is given as a reversal of ``length`` words: in quotes at the end, after a colon or “is”, or alone."""
    given = _GIVEN.search(line)
    words = _WORDS.findall((given[1] or given[2]) if given else line)
    return " ".join(words) if 0 < len(words) <= length else None


def _answering_line(sentence: str) -> str:
    """The first line that is more than an introduction to the next, as “The word backwards is:”."""
    lines = [line for line in sentence.splitlines() if line.strip()]
    return next((line for line in lines if not line.rstrip().endswith(":")), "")
