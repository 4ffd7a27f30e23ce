"""What the cards of letter questions ask for; ``kept`` is the id of the word or question, with its model's name."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.ui.buttons.custom_id import CustomId
from bot.ui.stats import Whose


@dataclass(frozen=True, slots=True)
class AskEach(CustomId):
    """The model's yes or no to every name of a list (a key of ``NAME_LISTS``)."""

    prefix: ClassVar = "ask-each"
    kept: int
    names: str
    letter: str
    without: bool


@dataclass(frozen=True, slots=True)
class AskFourWays(CustomId):
    """The letter counted in a word that the model reads in four forms."""

    prefix: ClassVar = "four-ways"
    kept: int
    letter: str


@dataclass(frozen=True, slots=True)
class TurnNames(CustomId):
    """A page, from 0, of the names that a question about a list asks for; ``open`` is a card for whoever presses."""

    prefix: ClassVar = "names"
    kept: int
    page: int
    turn: Literal["open", "back", "next"]


@dataclass(frozen=True, slots=True)
class CountAnother(CustomId):
    """A form for a letter and a text."""

    prefix: ClassVar = "count-another"


@dataclass(frozen=True, slots=True)
class CountSwapped(CustomId):
    """The letter counted in a word, after the two had been written the wrong way round."""

    prefix: ClassVar = "count-swapped"
    kept: int
    letter: str


@dataclass(frozen=True, slots=True)
class SeeItsTokens(CustomId):
    """The text of a question as tokens."""

    prefix: ClassVar = "its-tokens"
    kept: int


@dataclass(frozen=True, slots=True)
class OpenStatistics(CustomId):
    """How often models were right, on a card of its own."""

    prefix: ClassVar = "stats-open"


@dataclass(frozen=True, slots=True)
class ExplainStatistics(CustomId):
    """What stands behind the figures, or how to read them, for whoever presses."""

    prefix: ClassVar = "stats-method"
    added: ClassVar = 1
    whose: Whose
    part: Literal["figures", "notes"] = "figures"
