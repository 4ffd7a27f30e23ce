"""What the cards of lessons ask for."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class ChooseLesson(CustomId):
    """A lesson, chosen from a menu."""

    prefix: ClassVar = "learn-choose"


@dataclass(frozen=True, slots=True)
class OpenLesson(CustomId):
    """A lesson, for who presses alone."""

    prefix: ClassVar = "learn-open"
    lesson: str


@dataclass(frozen=True, slots=True)
class TurnLesson(CustomId):
    """Another card of the lesson; ``place`` counts from 0."""

    prefix: ClassVar = "learn-turn"
    lesson: str
    place: int
    label: Literal["Back", "Next"]


@dataclass(frozen=True, slots=True)
class AnswerLesson(CustomId):
    """An option of a card's question; ``words`` is the mark of what the card was tried on."""

    prefix: ClassVar = "learn-answer"
    lesson: str
    place: int
    words: int
    choice: int


@dataclass(frozen=True, slots=True)
class LookAtResult(CustomId):
    """The result without a guess."""

    prefix: ClassVar = "learn-look"
    lesson: str
    place: int
    words: int


@dataclass(frozen=True, slots=True)
class UseOwnWords(CustomId):
    """A form for what a card is to be tried on."""

    prefix: ClassVar = "learn-own"
    lesson: str
    place: int


@dataclass(frozen=True, slots=True)
class UseLessonWords(CustomId):
    """What the lesson tries a card on, in the place of the member's own words."""

    prefix: ClassVar = "learn-given"
    lesson: str
    place: int


@dataclass(frozen=True, slots=True)
class TogetherLesson(CustomId):
    """The lesson with the whole channel."""

    prefix: ClassVar = "learn-together"
    lesson: str


@dataclass(frozen=True, slots=True)
class LessonAnew(CustomId):
    """The lesson once more from its start."""

    prefix: ClassVar = "learn-anew"
    lesson: str


@dataclass(frozen=True, slots=True)
class ShareLesson(CustomId):
    """The result of who presses, shown to the channel."""

    prefix: ClassVar = "learn-share"
    lesson: str


@dataclass(frozen=True, slots=True)
class ReadOn(CustomId):
    """Where to read on after a lesson."""

    prefix: ClassVar = "learn-read"
    lesson: str


@dataclass(frozen=True, slots=True)
class VoteInLesson(CustomId):
    """An answer in a lesson that a channel takes together; pressed again, another one takes its place."""

    prefix: ClassVar = "learn-vote"
    room: int
    place: int
    choice: int


@dataclass(frozen=True, slots=True)
class LeadLesson(CustomId):
    """The result of a card, or the card after it, for who leads the lesson of a channel."""

    prefix: ClassVar = "learn-lead"
    room: int
    place: int
    then: Literal["result", "next"]


@dataclass(frozen=True, slots=True)
class LessonResults(CustomId):
    """The answers in a lesson of a channel as a file, for those who manage the server."""

    prefix: ClassVar = "learn-results"
    room: int


@dataclass(frozen=True, slots=True)
class CallOffLesson(CustomId):
    """Not to open a lesson at its time after all, for those who manage the server."""

    prefix: ClassVar = "learn-off"
    room: int
