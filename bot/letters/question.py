"""The letter questions that can be answered exactly, and the shapes of their answers."""

from dataclasses import dataclass
from typing import ClassVar, Literal

Kind = Literal["count", "contains", "which", "how_many_of", "length", "position", "spell", "reverse"]

Answer = int | bool | str | tuple[str, ...]
"""A number (count, how_many_of, length), a boolean (contains), a text (position, spell, reverse) or names (which)."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often ``letter`` occurs in ``text``."""

    kind: ClassVar[Kind] = "count"
    text: str
    letter: str


@dataclass(frozen=True, slots=True)
class Contains:
    """Whether ``letter`` occurs in ``text``."""

    kind: ClassVar[Kind] = "contains"
    text: str
    letter: str


@dataclass(frozen=True, slots=True)
class Which:
    """Which names of a list contain ``letter``, or do not (``without``). ``names`` is a key of ``NAME_LISTS``."""

    kind: ClassVar[Kind] = "which"
    names: str
    letter: str
    without: bool = False


@dataclass(frozen=True, slots=True)
class HowManyOf:
    """How many names of a list contain ``letter``, or do not (``without``)."""

    kind: ClassVar[Kind] = "how_many_of"
    names: str
    letter: str
    without: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How many letters ``text`` has."""

    kind: ClassVar[Kind] = "length"
    text: str


@dataclass(frozen=True, slots=True)
class Position:
    """The ``index``-th letter of ``text``: 1 is the first, -1 the last."""

    kind: ClassVar[Kind] = "position"
    text: str
    index: int


@dataclass(frozen=True, slots=True)
class Spell:
    """``text``, letter by letter."""

    kind: ClassVar[Kind] = "spell"
    text: str


@dataclass(frozen=True, slots=True)
class Reverse:
    """``text``, backwards."""

    kind: ClassVar[Kind] = "reverse"
    text: str


Question = Count | Contains | Which | HowManyOf | Length | Position | Spell | Reverse


def subject(question: Question) -> str:
    """What ``question`` is about: its text, or the name of its list.

    >>> subject(Count("strawberry", "r")), subject(Which("months", "r"))
    ('strawberry', 'months')
    """
    match question:
        case Which(names) | HowManyOf(names):
            return names
        case _:
            return question.text


def answer_text(answer: Answer | None) -> str:
    """An answer in words, as plain text.

    >>> answer_text(3), answer_text(True), answer_text(("May", "June")), answer_text(None)
    ('3', 'Yes', 'May, June', 'no answer that can be read')
    """
    match answer:
        case None:
            return "no answer that can be read"
        case bool():
            return "Yes" if answer else "No"
        case tuple():
            return ", ".join(answer) or "none"
        case _:
            return str(answer)


@dataclass(frozen=True, slots=True)
class NoLetterQuestion:
    """What was typed is no letter question. ``reason`` says why, in a sentence for the member, and what to type."""

    reason: str
