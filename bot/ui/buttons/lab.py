"""What the card of ``/lab`` asks for, and what the cards of its experiments have in common."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.ui.buttons.custom_id import CustomId

Experiment = Literal["train", "step", "bigger", "twins", "report", "tool"]


@dataclass(frozen=True, slots=True)
class ChooseExperiment(CustomId):
    """An experiment, chosen from a menu."""

    prefix: ClassVar = "lab-choose"


@dataclass(frozen=True, slots=True)
class RunExperiment(CustomId):
    """An experiment with what it takes where nothing is given."""

    prefix: ClassVar = "lab-run"
    experiment: Experiment


@dataclass(frozen=True, slots=True)
class ShowMethod(CustomId):
    """How an experiment is done and what it does not show, for who presses alone."""

    prefix: ClassVar = "lab-method"
    experiment: Experiment


@dataclass(frozen=True, slots=True)
class AskOwnText(CustomId):
    """A form for a text that a network is to learn."""

    prefix: ClassVar = "lab-own"


@dataclass(frozen=True, slots=True)
class AskTwinsAbout(CustomId):
    """A form for a word and a letter."""

    prefix: ClassVar = "lab-twins-ask"


@dataclass(frozen=True, slots=True)
class AskWithTool(CustomId):
    """A form for a question."""

    prefix: ClassVar = "lab-tool-ask"
