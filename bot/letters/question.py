"""The letter questions that can be answered exactly, and the shapes of their answers."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.language import tr

Kind = Literal[
    "count", "contains", "which", "how_many_of", "length", "position", "spell", "reverse", "total", "more", "tally",
    "has", "palindrome", "most", "places", "middle", "number", "edge", "several",
]  # fmt: skip

Answer = int | bool | str | tuple[str, ...]
"""A number, a boolean, a text, or several: names, letters, texts, or places as numerals. See each question."""

Feature = Literal[
    "letters", "vowels", "consonants", "words", "spaces", "digits", "capitals", "small letters", "different letters",
    "double letters",
]  # fmt: skip
"""What can be counted in a text beside a certain letter: see ``features.py``."""
Where = Literal["anywhere", "start", "end"]


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
class _OfNames:
    """The names of a list that contain ``letter``, or do not (``without``). ``names`` is a key of ``NAME_LISTS``.

    With letters in ``also`` it is all of them and ``letter``, or any of them (``any_of``; ``without`` any of them is
    without each). ``where`` says that the names must start or end with it.
    """

    names: str
    letter: str
    without: bool = False
    also: tuple[str, ...] = ()
    any_of: bool = False
    where: Where = "anywhere"


@dataclass(frozen=True, slots=True)
class Which(_OfNames):
    """Which names of a list those are."""

    kind: ClassVar[Kind] = "which"


@dataclass(frozen=True, slots=True)
class HowManyOf(_OfNames):
    """How many names of a list those are."""

    kind: ClassVar[Kind] = "how_many_of"


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


@dataclass(frozen=True, slots=True)
class Total:
    """How often all of ``letters`` occur in all of ``texts`` together; at least one of the two has several."""

    kind: ClassVar[Kind] = "total"
    texts: tuple[str, ...]
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class More:
    """Which of ``texts`` has most of ``of``: a letter, or a ``feature``. The answer is all that have most of it."""

    kind: ClassVar[Kind] = "more"
    texts: tuple[str, ...]
    of: str
    feature: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a ``feature`` are in ``text``: vowels, words, double letters."""

    kind: ClassVar[Kind] = "tally"
    text: str
    feature: Feature


@dataclass(frozen=True, slots=True)
class Has:
    """Whether ``text`` has any of a ``feature``."""

    kind: ClassVar[Kind] = "has"
    text: str
    feature: Feature


@dataclass(frozen=True, slots=True)
class Palindrome:
    """Whether ``text`` reads the same backwards."""

    kind: ClassVar[Kind] = "palindrome"
    text: str


@dataclass(frozen=True, slots=True)
class MostFrequent:
    """The letter that occurs most often in ``text``; where there are several, the answer is all of them."""

    kind: ClassVar[Kind] = "most"
    text: str


@dataclass(frozen=True, slots=True)
class Places:
    """At which letters of ``text``, the first of which is 1, ``letter`` stands. The answer is numerals."""

    kind: ClassVar[Kind] = "places"
    text: str
    letter: str


@dataclass(frozen=True, slots=True)
class Middle:
    """The letter in the middle of ``text``; the two of them where it has an even number of letters."""

    kind: ClassVar[Kind] = "middle"
    text: str


@dataclass(frozen=True, slots=True)
class CountIs:
    """Whether ``letter`` occurs exactly ``number`` times in ``text``, or so often or more (``at_least``)."""

    kind: ClassVar[Kind] = "number"
    text: str
    letter: str
    number: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """Whether ``text`` starts with ``letter``, or ends with it (``at_end``)."""

    kind: ClassVar[Kind] = "edge"
    text: str
    letter: str
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """Whether all of ``letters`` occur in ``text``, or any of them (``any_of``)."""

    kind: ClassVar[Kind] = "several"
    text: str
    letters: tuple[str, ...]
    any_of: bool = False


Question = (
    Count
    | Contains
    | Which
    | HowManyOf
    | Length
    | Position
    | Spell
    | Reverse
    | Total
    | More
    | Tally
    | Has
    | Palindrome
    | MostFrequent
    | Places
    | Middle
    | CountIs
    | Edge
    | Several
)


def subject(question: Question) -> str:
    """What ``question`` is about: its text or texts, or the name of its list.

    >>> subject(Count("strawberry", "r")), subject(Which("months", "r"))
    ('strawberry', 'months')
    """
    match question:
        case Which(names) | HowManyOf(names):
            return names
        case Total(texts) | More(texts):
            return " and ".join(texts)
        case _:
            return question.text


def answer_text(answer: Answer | None) -> str:
    """An answer in English, as it is compared, kept and put to models; ``answer_shown`` is for members.

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


def answer_shown(answer: Answer | None) -> str:
    """``answer_text`` in the language that is spoken, for a member to read and nothing to compare.

    >>> answer_shown(3), answer_shown(True), answer_shown(("May", "June")), answer_shown(None)
    ('3', 'Yes', 'May, June', 'no answer that can be read')
    """
    match answer:
        case None:
            return tr("no answer that can be read")
        case bool():
            return tr("Yes") if answer else tr("No")
        case ():
            return tr("none")
        case _:
            return answer_text(answer)


def choice_shown(choice: str) -> str:
    """One of the answers that a model was offered, as a member reads it.

    >>> choice_shown("Yes"), choice_shown("3")
    ('Yes', '3')
    """
    return answer_shown({"Yes": True, "No": False}.get(choice, choice))


@dataclass(frozen=True, slots=True)
class NoLetterQuestion:
    """What was typed is no letter question. ``reason`` says why, in a sentence for the member, and what to type.

    ``readings`` are the questions, at most four, that may be meant, in words that can be read in one way alone.
    ``examples`` are questions to try, in the language that was spoken, where that is another than English.
    """

    reason: str
    readings: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
