"""What the cards of trainings ask for."""

from dataclasses import dataclass
from typing import ClassVar

from bot.services.recipes import Recipe
from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class VoteForRate(CustomId):
    """A member's vote on the learning rate of the training that they see; voted again, it changes."""

    prefix: ClassVar = "train-vote"
    run: int
    rate: float


@dataclass(frozen=True, slots=True)
class StartTraining(CustomId):
    """The end of the vote before its time is up, for who has begun it."""

    prefix: ClassVar = "train-start"
    run: int


@dataclass(frozen=True, slots=True)
class StopTraining(CustomId):
    """No more steps, for who has begun it; of a training that an earlier run of the bot left, its card is closed."""

    prefix: ClassVar = "train-stop"
    run: int
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class GoOn(CustomId):
    """More steps of the same training."""

    prefix: ClassVar = "train-on"
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class TrainAgain(CustomId):
    """The same training once more, to the digit."""

    prefix: ClassVar = "train-again"
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class ChooseRate(CustomId):
    """The same with another learning rate."""

    prefix: ClassVar = "train-rate"
    recipe: Recipe
