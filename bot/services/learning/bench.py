"""What experiments work with, and what comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

import tiktoken

from bot.drawing import Picture
from bot.lessons import Findings, Value
from bot.model import LanguageModel
from bot.services.asking import Asking
from bot.services.inspecting import Inspecting
from bot.services.laboratory import Laboratory
from bot.services.studio import Studio
from bot.services.tools import Tools
from bot.services.workshop import Workshop
from bot.tokens import Encodings, Tokenized
from bot.tokens.training import Trainer

Values: TypeAlias = dict[str, Value]
"""What placeholders of a card stand for."""
_WRONG = 3
"""Options beside the right one."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The services behind the commands; those that ask a model ask the first one."""

    encodings: Encodings
    workshop: Workshop
    trainer: Trainer
    studio: Studio
    model: LanguageModel
    inspecting: Inspecting
    asking: Asking
    tools: Tools
    laboratory: Laboratory

    async def encoding(self, tried: "Tried") -> tiktoken.Encoding:
        """The one that a card names, or the default. Raises ``InputError`` and ``EncodingUnavailable``."""
        return await self.encodings.load(tried.settings.get("encoding") or self.encodings.default)

    async def cut(self, tried: "Tried") -> Tokenized:
        """The words as tokens."""
        return await self.workshop.cut(await self.encoding(tried), tried.words)


@dataclass(frozen=True, slots=True)
class Tried:
    """What an experiment is tried on, and how; ``settings`` are those of the card."""

    words: str
    settings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, with the pictures to be shown with the question and with the answer.

    ``note`` says what is done otherwise than the card asks; it is empty where nothing is.
    """

    found: Findings
    after: Picture | None = None
    before: Picture | None = None
    note: str = ""


def offered(words: str, right: Value, wrong: Sequence[Value]) -> tuple[tuple[Value, ...], int]:
    """Options in an order that follows from ``words`` alone, and the place of the right one.

    >>> offered("pie", "a", ["b", "c"])
    (('c', 'b', 'a'), 2)
    """
    options = [right, *wrong[:_WRONG]]
    Random(words).shuffle(options)  # noqa: S311 - it mixes options, and keeps no secret
    return tuple(options), options.index(right)
