"""What the cards of ``/inside`` ask for, and the buttons that lead there."""

from dataclasses import dataclass
from typing import ClassVar

import discord

from bot.language import tr
from bot.services.looking import Looking
from bot.ui.buttons.custom_id import CustomId
from bot.ui.card import Pressable


@dataclass(frozen=True, slots=True)
class _Inside(CustomId):
    """Which text is behind a card, and how it is looked at; ``other`` is that of the text that is patched in, or 0."""

    added: ClassVar = 2  # a perplexity and a seed
    kept: int
    other: int
    looking: Looking


@dataclass(frozen=True, slots=True)
class ChooseView(_Inside):
    """Another view of the same text."""

    prefix: ClassVar = "look-view"


@dataclass(frozen=True, slots=True)
class ChooseInsideToken(_Inside):
    """The token that is looked at, by its place."""

    prefix: ClassVar = "look-token"


@dataclass(frozen=True, slots=True)
class ChooseLayer(_Inside):
    """The layer that is looked at."""

    prefix: ClassVar = "look-layer"


@dataclass(frozen=True, slots=True)
class ChooseHead(_Inside):
    """The head that is looked at, with its layer."""

    prefix: ClassVar = "look-head"


@dataclass(frozen=True, slots=True)
class ChooseLetter(_Inside):
    """The letter that is asked about."""

    prefix: ClassVar = "look-letter"


@dataclass(frozen=True, slots=True)
class ChooseWords(_Inside):
    """The words that are looked at."""

    prefix: ClassVar = "look-words"


@dataclass(frozen=True, slots=True)
class ChoosePerplexity(_Inside):
    """The perplexity of t-SNE."""

    prefix: ClassVar = "look-tsne"


@dataclass(frozen=True, slots=True)
class LookAt(_Inside):
    """The card as it says: what a button shows."""

    prefix: ClassVar = "look"


@dataclass(frozen=True, slots=True)
class PatchIn(_Inside):
    """A form for the text that is patched in."""

    prefix: ClassVar = "look-patch"


@dataclass(frozen=True, slots=True)
class GuessFirst(_Inside):
    """One question about what the card shows, for the channel to vote on."""

    prefix: ClassVar = "look-guess"


@dataclass(frozen=True, slots=True)
class OpenOwn(_Inside):
    """A card of one's own that looks at the same."""

    prefix: ClassVar = "look-own"


@dataclass(frozen=True, slots=True)
class LookIntoTurn(CustomId):
    """The ids that an answer of the chat was made of, looked into."""

    prefix: ClassVar = "inside-turn"
    turn: int


@dataclass(frozen=True, slots=True)
class LookIntoComparison(CustomId):
    """The ids of the prompt of a letter question, looked into."""

    prefix: ClassVar = "inside-comparison"
    comparison: int


@dataclass(frozen=True, slots=True)
class LookIntoText(CustomId):
    """The text behind a card of ``/next``, with what was appended, looked into."""

    prefix: ClassVar = "inside-text"
    kept: int


def look_inside(
    asked: LookIntoTurn | LookIntoComparison | LookIntoText,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> Pressable:
    """The button that leads to a card of ``/inside``."""
    return asked.button(tr("Look inside"), style=style, emoji="🔬")
