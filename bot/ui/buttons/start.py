"""What the cards of ``/start`` and ``/help`` ask for."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class TryOut(CustomId):
    """One of the three things to begin with."""

    prefix: ClassVar = "start"
    what: Literal["name", "strawberry", "quiz"]


@dataclass(frozen=True, slots=True)
class AnotherName(CustomId):
    """A form for another name than one's own, to be seen as tokens."""

    prefix: ClassVar = "start-name"


@dataclass(frozen=True, slots=True)
class ShowStart(CustomId):
    """The card of ``/start``."""

    prefix: ClassVar = "help-start"


@dataclass(frozen=True, slots=True)
class ChooseHelp(CustomId):
    """What there is to a ``topic``; where none is named, to the one that is chosen."""

    prefix: ClassVar = "help"
    added: ClassVar = 1
    topic: str = ""


@dataclass(frozen=True, slots=True)
class ShowAbout(CustomId):
    """What the bot is, and what it keeps."""

    prefix: ClassVar = "help-about"
