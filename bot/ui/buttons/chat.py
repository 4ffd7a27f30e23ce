"""What an answer of the chat asks for; ``turn`` is its id."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from bot.ui.buttons.custom_id import CustomId

Who = Literal["me", "channel"]
"""Whose answers are explained: those to one member, or all in a channel."""
Part = Literal["ids", "saw", "why"]
"""Of an answer from inside: its ids, what the model saw, why a word came."""


@dataclass(frozen=True, slots=True)
class StopAnswer(CustomId):
    """An answer that is being written, stopped."""

    prefix: ClassVar = "chat"
    turn: int
    what: Literal["stop"] = "stop"


@dataclass(frozen=True, slots=True)
class AnswerAgain(CustomId):
    """The same answered once more, by other chances."""

    prefix: ClassVar = "chat"
    turn: int
    what: Literal["again"] = "again"


@dataclass(frozen=True, slots=True)
class NewChat(CustomId):
    """A chat begun anew: the channel's, or the private one of whoever presses."""

    prefix: ClassVar = "chat-new"
    private: bool


@dataclass(frozen=True, slots=True)
class SwitchExplainer(CustomId):
    """Explainer mode switched. It names the state that it leads to."""

    prefix: ClassVar = "explainer"
    where: Who
    on: bool


@dataclass(frozen=True, slots=True)
class ShowInsight(CustomId):
    """An answer from inside."""

    prefix: ClassVar = "insight"
    turn: int
    part: Part


@dataclass(frozen=True, slots=True)
class ChooseToken(CustomId):
    """The token of an answer that is asked about."""

    prefix: ClassVar = "insight"
    turn: int
    what: Literal["token"] = "token"


@dataclass(frozen=True, slots=True)
class TurnTokens(CustomId):
    """Another page of an answer's tokens, and the first of them."""

    prefix: ClassVar = "insight"
    turn: int
    at: Literal["at"] = field(default="at", kw_only=True)
    position: int


@dataclass(frozen=True, slots=True)
class TurnPrompt(CustomId):
    """Another page of what the model saw, from 0."""

    prefix: ClassVar = "insight"
    turn: int
    what: Literal["prompt"] = field(default="prompt", kw_only=True)
    page: int
