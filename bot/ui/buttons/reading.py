"""What the reading list asks for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class ChooseReading(CustomId):
    """Where to read on about the topic of a lesson, or where to start."""

    prefix: ClassVar = "reading"


@dataclass(frozen=True, slots=True)
class ShowReading(CustomId):
    """The same topic's ``papers``, or all else."""

    prefix: ClassVar = "reading-papers"
    topic: str
    papers: bool
