"""What the card of a step by hand asks for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.lab.step import Stage
from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class ShowStage(CustomId):
    """Another stage, on the card of the member who opened it."""

    prefix: ClassVar = "lab-step"
    owner: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class OpenOwnStep(CustomId):
    """A card of one's own at the same stage."""

    prefix: ClassVar = "lab-step-own"
    stage: Stage
