"""What a language model can be asked, whoever runs it."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.tokens import PromptToken


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat. ``content`` is plain text: chat-template markers in it stay text."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A chat that a model continues.

    ``cue`` is how its own next turn begins. ``focus`` are the first and the last character (exclusive) of that part of
    the last message whose tokens the caller wants to know.
    """

    messages: tuple[Message, ...]
    cue: str = ""
    focus: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model was fed: every token of the prompt, and which of them carry the focus (none where it is empty)."""

    tokens: tuple[PromptToken, ...]
    focus: tuple[PromptToken, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """``probabilities`` of the choices, in their order and adding up to 1, and the ``mass`` that all of them had."""

    probabilities: Mapping[str, float]
    mass: float
    reading: Reading


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A loaded model: ``context`` is the longest input in tokens, ``vocabulary`` the number of token ids."""

    name: str
    revision: str
    parameters: int
    layers: int
    width: int
    vocabulary: int
    context: int


@dataclass(frozen=True, slots=True)
class Loading:
    """The model is on its way: what is being done, and the share of it that is done where that is known."""

    step: str
    done: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The model cannot be loaded: why, and what the host can do."""

    reason: str


@dataclass(frozen=True, slots=True)
class Off:
    """The config says that there is no model."""


ModelState = Loading | ModelInfo | Failed | Off


class LanguageModel(Protocol):
    """A model behind one door. Both calls raise a ``ModelError`` when the model cannot answer."""

    @property
    def state(self) -> ModelState:
        """What is to be known about the model now."""
        ...

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> Scores:
        """How likely each of ``choices`` is as the text right after ``prompt``."""
        ...

    def generate(self, prompt: Prompt, max_tokens: int) -> AsyncGenerator[Reading | str]:
        """First what the model was fed, then its answer, piece by piece. Close the generator to stop it."""
        ...
