"""What the cards of ``/next`` ask for."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.model import Sampling
from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class _NextState(CustomId):
    """Which text is behind a card of ``/next``, and how the next token is drawn."""

    kept: int
    temperature: float
    top_k: int
    top_p: float

    @property
    def sampling(self) -> Sampling:
        return Sampling(self.temperature, self.top_k, self.top_p)


@dataclass(frozen=True, slots=True)
class Move(_NextState):
    """A token appended by chance, or the last one taken away."""

    prefix: ClassVar = "next"
    move: Literal["draw", "back"]


@dataclass(frozen=True, slots=True)
class AppendToken(_NextState):
    """The token of this id appended."""

    prefix: ClassVar = "next"
    token: int


@dataclass(frozen=True, slots=True)
class ChooseTemperature(_NextState):
    """Another temperature."""

    prefix: ClassVar = "next-temperature"


@dataclass(frozen=True, slots=True)
class ChooseCut(_NextState):
    """Other tokens cut off."""

    prefix: ClassVar = "next-cut"
