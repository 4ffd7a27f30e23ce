"""What the card of bigger networks asks for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class TrainSizesAgain(CustomId):
    """The smallest sizes, trained again here, for who presses alone."""

    prefix: ClassVar = "lab-bigger-again"
