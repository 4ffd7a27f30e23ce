"""What the cards of what is kept ask for: comparisons, statistics, and the end of it all."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.ui.buttons.custom_id import CustomId
from bot.ui.stats import Whose


@dataclass(frozen=True, slots=True)
class ShowComparison(CustomId):
    """All that was kept of a comparison."""

    prefix: ClassVar = "comparison"
    comparison: int


@dataclass(frozen=True, slots=True)
class ReadAs(CustomId):
    """A question in words that can be read in one way; ``kept`` is the id of its text.

    ``of_model``: that is kept with the name of the model that was to answer.
    """

    prefix: ClassVar = "ask-as"
    added: ClassVar = 1
    kept: int
    of_model: bool = False


@dataclass(frozen=True, slots=True)
class TurnHistory(CustomId):
    """Another page of the history, for who asked for it."""

    prefix: ClassVar = "history"
    owner: int
    mine: bool
    page: int
    label: Literal["Newer", "Older"]


@dataclass(frozen=True, slots=True)
class OpenHistory(CustomId):
    """The first page of the channel's history, or of one's own questions there."""

    prefix: ClassVar = "me-history"
    mine: bool


@dataclass(frozen=True, slots=True)
class OpenExport(CustomId):
    """What there is to export."""

    prefix: ClassVar = "me-export"


@dataclass(frozen=True, slots=True)
class ChooseExport(CustomId):
    """A file of comparisons."""

    prefix: ClassVar = "export"


@dataclass(frozen=True, slots=True)
class TakeOut(CustomId):
    """A file of everything that is kept of whoever presses."""

    prefix: ClassVar = "take-out"


@dataclass(frozen=True, slots=True)
class ShowStatistics(CustomId):
    """Somebody else's questions counted, for who asked for the card."""

    prefix: ClassVar = "stats"
    whose: Whose
    owner: int


@dataclass(frozen=True, slots=True)
class AskToForget(CustomId):
    """How much is kept of whoever presses, and whether to delete it."""

    prefix: ClassVar = "me-forget"


@dataclass(frozen=True, slots=True)
class ForgetMe(CustomId):
    """Everything of its owner deleted, or left."""

    prefix: ClassVar = "forget"
    owner: int
    decision: Literal["delete", "keep"]
