"""What leads to the card of the tool."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class GiveTool(CustomId):
    """The question of a comparison, asked with a tool that counts."""

    prefix: ClassVar = "lab-tool"
    comparison: int
