"""What members ask for in plain words, beside letter questions."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.quiz import Topic


@dataclass(frozen=True, slots=True)
class Explain:
    """How ``word``, a few words at most, becomes tokens."""

    word: str


@dataclass(frozen=True, slots=True)
class Tokenize:
    """The tokens of ``text``."""

    text: str


@dataclass(frozen=True, slots=True)
class Compare:
    """The tokens of ``text`` by every tokenizer."""

    text: str


@dataclass(frozen=True, slots=True)
class Next:
    """What could come after ``text``."""

    text: str


@dataclass(frozen=True, slots=True)
class StartQuiz:
    """A quiz in the channel about ``topic``; None is any."""

    topic: Topic | None


@dataclass(frozen=True, slots=True)
class Define:
    """What is meant by ``term``, a key of the glossary."""

    term: str


@dataclass(frozen=True, slots=True)
class WhyWrong:
    """Why the model has given a wrong answer."""


@dataclass(frozen=True, slots=True)
class WhatCanYouDo:
    """What the bot can be asked."""


Intent: TypeAlias = Explain | Tokenize | Compare | Next | StartQuiz | Define | WhyWrong | WhatCanYouDo
