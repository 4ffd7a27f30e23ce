"""How a letter question is put to a model that tells probabilities.

Where the answer is a number, a letter, or yes and no, it is read off one place: the prompt ends in a cue, and the
probabilities of the possible answers right after it are compared. The same prompt with the word hidden shows the
model's prior: what it would say without having seen the word. Lists, spellings and reversals are read from the model's
own sentence, as is all that a model without probabilities answers: see ``reading``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Literal

import regex

from bot.language import noted
from bot.letters.features import called
from bot.letters.languages.lists import name_list
from bot.letters.matching import graphemes, occurrences
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
    subject,
)
from bot.letters.solve import solve

ToolForm = Literal["tool-none", "tool-free", "tool-grammar"]
"""How a tool that counts is offered, with the word as it is: not at all, to be called freely, or held to a grammar."""
Form = Literal["plain", "quoted", "spaced", "numbered"] | ToolForm
"""How the word is written in the prompt: as it is, in quotes, letter by letter, or with a number before each letter."""
FORMS: tuple[Form, ...] = ("plain", "quoted", "spaced", "numbered")
"""Those of a ladder."""
FORM_NAMES: Mapping[Form, str] = {
    "plain": noted("as it is"),
    "quoted": noted("in quotes"),
    "spaced": noted("letter by letter"),
    "numbered": noted("letters numbered"),
}
"""What a form of a ladder is called wherever it is shown, in English: members read it ``retold``."""
TOOL_NAMES: Mapping[ToolForm, str] = {
    "tool-none": noted("alone"),
    "tool-free": noted("free to call it"),
    "tool-grammar": noted("held to a grammar"),
}
"""The same of a form with a tool."""

HIDDEN = "…"
"""What stands for the word in the prompt that shows the prior."""

_DIGITS: Mapping[str, Answer] = {str(number): number for number in range(10)}
_NUMBERS: Mapping[str, Answer] = {str(number): number for number in range(100)}
_YES_NO: Mapping[str, Answer] = {" Yes": True, " No": False}
_LETTERS: Mapping[str, Answer] = {f" {letter}": letter for letter in ascii_lowercase}
_ONE_PLACE: Mapping[str, Answer] = {number: (number,) for number in _NUMBERS}

_LIKE_NUMBERING = regex.compile(r"[\p{N},]")


_OfOne = Tally | Has | Palindrome | MostFrequent | Places | Middle | CountIs | Edge | Several


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
        case HowManyOf(names):
            return _trial("How many of the ", names, f" {condition(question)}?", "Answer: ", _NUMBERS, "plain")
        case Length(text):
            return _trial("How many letters are in ", text, "?", "Answer: ", _NUMBERS, form)
        case Position(text, index):
            return _trial(f"What is {_nth(index)} of ", text, "?", "Answer:", _LETTERS, form)
        case Which() | Spell() | Reverse() | More():
            return None
        case Total(texts, letters):
            what = _listed([_called(letter) for letter in letters], "and")
            before = f"How many times {'does' if len(letters) == 1 else 'do'} {what} occur in "
            return _trial(before, _listed(texts, "and"), " altogether?", "Answer: ", _NUMBERS, form)
        case _:
            return _trial_of_one(question, form)


def _trial_of_one(question: _OfOne, form: Form) -> Trial | None:
    text = question.text
    match question:
        case Tally(_, feature):
            return _trial(f"How many {called(feature, 2)} are in ", text, "?", "Answer: ", _NUMBERS, form)
        case Has(_, feature):
            return _trial("Does ", text, f" contain {called(feature, 2)}?", "Answer:", _YES_NO, form)
        case Palindrome():
            return _trial("Is ", text, " a palindrome?", "Answer:", _YES_NO, form)
        case MostFrequent() if isinstance(solve(question), str):
            return _trial("Which letter occurs most often in ", text, "?", "Answer:", _LETTERS, form)
        case Middle() if isinstance(solve(question), str):
            return _trial("What is the middle letter of ", text, "?", "Answer:", _LETTERS, form)
        case Places(_, letter) if len(occurrences(text, letter)) == 1:
            before = f"What is the position of {_called(letter)} among the letters of "
            return _trial(before, text, "?", "Answer: ", _ONE_PLACE, form)
        case CountIs(_, letter, number, at_least):
            often = f"{'at least' if at_least else 'exactly'} {number} time{'' if number == 1 else 's'}"
            return _trial(f"Does {_called(letter)} occur {often} in ", text, "?", "Answer:", _YES_NO, form)
        case Edge(_, letter, at_end):
            return _trial(
                "Does ", text, f" {'end' if at_end else 'start'} with {_called(letter)}?", "Answer:", _YES_NO, form
            )
        case Several(_, letters, any_of):
            said = _all_or_any(letters, any_of=any_of)
            return _trial("Does ", text, f" contain {said}?", "Answer:", _YES_NO, form)
        case _:
            return None


def unasked(question: Question) -> str | None:
    """Why a model is not asked ``question``, in a sentence; None where it is.

    >>> unasked(MostFrequent("banana")), unasked(Middle("kiwi"))
    (None, 'The model is not asked this: it has more than one right answer, and each of them would be as good.')
    """
    match question:
        case More():
            return "The model is not asked this: the order in which words are named would sway its answer."
        case MostFrequent() | Middle() | Places() if trial(question) is None:
            return (
                "The model is not asked this: it has more than one right answer, and each of them would be as good."
                if solve(question)
                else "The model is not asked this: there is no such place."
            )
        case _:
            return None


def condition(question: Which | HowManyOf) -> str:
    """What the names must be like, in words.

    >>> condition(Which("months", "x", also=("y",), any_of=True)), condition(Which("months", "J", where="start"))
    ('contain the letter x or the letter y', 'start with the letter J')
    """
    letters = (question.letter, *question.also)
    verb = "contain" if question.where == "anywhere" else f"{question.where} with"
    return f"{'do not ' if question.without else ''}{verb} {_all_or_any(letters, any_of=question.any_of)}"


def _all_or_any(letters: Sequence[str], *, any_of: bool) -> str:
    both = "both " if len(letters) == 2 and not any_of else ""
    return both + _listed([_called(letter) for letter in letters], "or" if any_of else "and")


def _listed(parts: Sequence[str], joint: str) -> str:
    *first, last = parts
    return f"{', '.join(first)} {joint} {last}" if first else last


def forms_of(question: Count) -> tuple[Form, ...]:
    """The forms in which ``question`` keeps its answer: numbered, a text has more digits and commas than it had.

    >>> forms_of(Count("route 66", "6"))
    ('plain', 'quoted', 'spaced')
    """
    return tuple(form for form in FORMS if form != "numbered" or not _LIKE_NUMBERING.search(question.text))


def in_words(question: Question) -> str:
    """``question`` in plain English, as it is put to a model.

    >>> in_words(Count("strawberry", "r")), in_words(Spell("ice cream"))
    ('How many times does the letter r occur in strawberry?', 'Spell “ice cream”')
    """
    match question:
        case Count(text, letter):
            return f"{_how_many_times(letter)}{text}?"
        case Which(names):
            return f"Which {names} {condition(question)}?"
        case Spell(text) | Reverse(text):
            verb = "Spell" if isinstance(question, Spell) else "Reverse"
            return f"{verb} {text if text.isalnum() else f'“{text}”'}"
        case _:
            put = trial(question)
            return put.asked if put else subject(question)


def place(question: Question, text: str) -> tuple[int, int]:
    """Where what ``question`` is about stands in ``text``, as it was typed: a list's name, or the last such word.

    The span is in characters, and (0, 0) where it cannot be found.

    >>> place(Which("US states", "d"), "Which states contain a d?")
    (6, 12)
    """
    match question:
        case Which(names) | HowManyOf(names):
            sought = name_list(names).called.replace(" ", r"\s+")
        case _:
            sought = regex.escape(subject(question))
    # Rather a whole word than a part of one: “what is back backwards”.
    found = [*regex.finditer(rf"\b(?:{sought})\b", text, regex.I)] or [*regex.finditer(sought, text, regex.I)]
    if not found:
        return 0, 0
    start, end = found[0 if isinstance(question, Which | HowManyOf) else -1].span()
    return start, end


def _trial(before: str, text: str, after: str, cue: str, choices: Mapping[str, Answer], form: Form) -> Trial:
    if form == "quoted":
        before, after = f'{before}"', f'"{after}'
    written = _written(text, form)
    focus = (len(before), len(before) + len(written))
    return Trial(before + written + after, before + HIDDEN + after, focus, cue, choices)


def _written(text: str, form: Form) -> str:
    """``text`` as it stands in the prompt, without quotes. Only what is no white space is spaced or numbered."""
    if form not in ("spaced", "numbered"):
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
