"""What the cards of the twins ask for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class ShowWhatTwinsRead(CustomId):
    """What each twin read of a word that was asked about."""

    prefix: ClassVar = "lab-twins-read"
    word: str
    letter: str


@dataclass(frozen=True, slots=True)
class ShowTwinGroups(CustomId):
    """How the twins do by what the words are like, for who presses alone."""

    prefix: ClassVar = "lab-twins-groups"
