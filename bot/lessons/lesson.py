"""A lesson: cards with an experiment each, whose result is guessed before it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text of a member, a model or a vocabulary: whoever shows it keeps it from taking effect.

    Of ``token``s white space is made visible.
    """

    text: str
    token: bool = False


Value: TypeAlias = int | str | Quoted
"""What stands for a placeholder: a number, a figure as it is written, or quoted text."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What an experiment has found: ``values`` for placeholders, ``measures`` by which answers are right.

    ``offered`` are the options that it makes of the words, where it does, and ``right`` the place of the right one.
    """

    values: Mapping[str, Value]
    measures: Mapping[str, float] = field(default_factory=dict)
    offered: tuple[Value, ...] = ()
    right: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What is guessed. Without ``options`` the experiment offers them.

    ``right`` is the place of the right option; where it is None, ``measure`` names the number of the experiment that
    tells: option 0 is right up to ``up_to[0]``, option 1 up to ``up_to[1]``, and so on, and the last one above all.
    """

    text: str
    options: tuple[str, ...]
    right: int | None = None
    measure: str = ""
    up_to: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonCard:
    """One card: a ``text``, a question about an ``experiment``, and what is said ``after`` it, with placeholders.

    ``words`` are what it is tried on; members may put their ``own`` in their place, and have them kept for a card that
    is tried on the same words ``as_before``. ``settings`` are the experiment's. ``outcomes`` go behind ``after``, the
    one of the right option; there may be none.
    """

    title: str
    text: str
    experiment: str
    words: str
    own: bool
    settings: Mapping[str, str]
    question: Question
    after: str
    not_shown: str
    as_before: bool = False
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """``figures`` are the numbers that its texts state by themselves, each with how it is computed."""

    id: str
    title: str
    about: str
    minutes: int
    cards: tuple[LessonCard, ...]
    figures: Mapping[str, str]

    def words_at(self, place: int) -> int:
        """The place of the card whose words are those of the card at ``place``: its own, mostly."""
        return self.words_at(place - 1) if self.cards[place].as_before else place


def right_option(question: Question, found: Findings) -> int:
    """The place of the right option.

    >>> question = Question("How many?", ("1", "2", "more"), measure="tokens", up_to=(1, 2))
    >>> [right_option(question, Findings({}, {"tokens": number})) for number in (1, 2, 3)]
    [0, 1, 2]
    """
    if not question.options:
        return found.right
    if question.right is not None:
        return question.right
    measured = found.measures[question.measure]
    return next((place for place, most in enumerate(question.up_to) if measured <= most), len(question.up_to))
