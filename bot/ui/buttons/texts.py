"""What the cards of members’ texts ask for; ``kept`` is the id of the text."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.tokens import Where
from bot.ui.buttons.custom_id import CustomId
from bot.ui.tokens import View
from bot.ui.vocabulary import VocabularyView


@dataclass(frozen=True, slots=True)
class ShowTokens(CustomId):
    """The text that is kept as ``kept``, shown in another way, or another ``page`` of its picture, from 0."""

    prefix: ClassVar = "tokens"
    added: ClassVar = 1
    kept: int
    view: View
    encoding: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ChooseEncoding(CustomId):
    """The text cut with another encoding."""

    prefix: ClassVar = "encoding"
    kept: int
    view: View


@dataclass(frozen=True, slots=True)
class LookAtMerges(CustomId):
    """How the tokens of the text were put together, on a card of one's own."""

    prefix: ClassVar = "merges"
    kept: int
    encoding: str


@dataclass(frozen=True, slots=True)
class DecodeIds(CustomId):
    """A form for ids of an encoding, to be turned back into text."""

    prefix: ClassVar = "ids-to-text"
    encoding: str


@dataclass(frozen=True, slots=True)
class ShowLanguages(CustomId):
    """What a sentence costs in other languages, beside the text in all encodings."""

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
    """The text in all encodings side by side."""

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
class ShowPage(CustomId):
    """The same page of ``/explain`` as a list, or again as it was."""

    prefix: ClassVar = "explain-as"
    kept: int
    page: int
    form: Literal["page", "list"]


@dataclass(frozen=True, slots=True)
class AskWhatComesNext(CustomId):
    """Which token could follow the text of a card, on a card of one's own."""

    prefix: ClassVar = "next-of"
    kept: int


@dataclass(frozen=True, slots=True)
class TurnFound(CustomId):
    """Another page of the tokens that ``/vocab`` has found."""

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


@dataclass(frozen=True, slots=True)
class ShowVocabulary(CustomId):
    """Another look into a vocabulary, for who asked for the first."""

    prefix: ClassVar = "vocab-show"
    owner: int
    encoding: str
    view: VocabularyView


@dataclass(frozen=True, slots=True)
class LearnFromAnother(CustomId):
    """A form for another text to learn a vocabulary from, of at most so many ``merges``."""

    prefix: ClassVar = "bpe-train-again"
    merges: int


@dataclass(frozen=True, slots=True)
class FindTokens(CustomId):
    """A form for what to look for in a vocabulary."""

    prefix: ClassVar = "vocab-find"
    encoding: str
