"""What the cards of members’ texts ask for; ``kept`` is the id of the text."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.tokens import Where
from bot.ui.buttons.custom_id import CustomId
from bot.ui.tokens import View


@dataclass(frozen=True, slots=True)
class ShowTokens(CustomId):
    """The text that is kept as ``kept``, shown in another way."""

    prefix: ClassVar = "tokens"
    kept: int
    view: View
    encoding: str


@dataclass(frozen=True, slots=True)
class ChooseEncoding(CustomId):
    """The text cut with another encoding."""

    prefix: ClassVar = "encoding"
    kept: int
    view: View


@dataclass(frozen=True, slots=True)
class ShowLanguages(CustomId):
    """What a sentence costs in other languages, beside the text of ``/compare``."""

    prefix: ClassVar = "languages"
    kept: int
    encoding: str


@dataclass(frozen=True, slots=True)
class ChooseLanguagesEncoding(CustomId):
    """The languages' tokens counted in another encoding."""

    prefix: ClassVar = "languages-in"
    kept: int


@dataclass(frozen=True, slots=True)
class ShowCompared(CustomId):
    """Back from the languages to the text."""

    prefix: ClassVar = "compare"
    kept: int


@dataclass(frozen=True, slots=True)
class TurnStory(CustomId):
    """Another page of ``/explain``."""

    prefix: ClassVar = "explain"
    kept: int
    page: int
    label: Literal["Back", "Next"]


@dataclass(frozen=True, slots=True)
class TurnFound(CustomId):
    """Another page of the tokens that ``/vocab find`` has found."""

    prefix: ClassVar = "vocab"
    kept: int
    where: Where
    page: int
    label: Literal["Back", "Next"]


@dataclass(frozen=True, slots=True)
class DrawAnother(CustomId):
    """Another ten tokens, for who asked for the first."""

    prefix: ClassVar = "vocab-random"
    owner: int
    encoding: str
