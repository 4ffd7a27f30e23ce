"""What the reading list asks for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class ChooseReading(CustomId):
    """Where to read on about the topic of a lesson, or where to start."""

    prefix: ClassVar = "reading"
