"""What a language model can be asked, and what is known of it: whoever runs it, it answers to these protocols."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from tiktoken import Encoding

from bot.model.api import (
    GREEDY,
    EncodedPrompt,
    ForcedChoice,
    Neighbours,
    NextTokens,
    Piece,
    Prompt,
    Sampling,
)

if TYPE_CHECKING:
    from bot.model.looks import Look  # which needs what is here

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a model can be asked, whoever runs it.

    ``traces``: it tells the tokens that it writes, and how likely. ``inspects``: it is run to be looked into; its
    ``vectors`` can be looked at without.
    """

    writes: bool = False
    traces: bool = False
    scores: bool = False
    predicts: bool = False
    inspects: bool = False
    vectors: bool = False


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A loaded model: ``context`` is the longest input in tokens, ``vocabulary`` the number of token ids.

    ``tokenizer`` cuts texts into the tokens that the model reads.
    """

    name: str
    revision: str
    parameters: int
    layers: int
    heads: int
    width: int
    vocabulary: int
    context: int
    tokenizer: Encoding = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """A server that answers in the local model's place: the name of its model, and its address.

    ``answers`` is whether it did when it was last asked something, None before it has been.
    """

    name: str
    address: str
    answers: bool | None = field(default=None, compare=False)

    @property
    def revision(self) -> str:
        """Where the model runs: a server tells no revision.

        >>> ServerInfo("large", "models.example").revision
        'at models.example'
        """
        return f"at {self.address}"


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


@dataclass(frozen=True, slots=True)
class Workload:
    """How much is asked of a model: requests by lane that are ``waiting``, and that are ``underway``.

    Since the bot's start it has ``written`` so many tokens, and its processes had so many ``restarts`` each.
    """

    waiting: Mapping[str, int] = field(default_factory=dict)
    underway: Mapping[str, int] = field(default_factory=dict)
    restarts: Mapping[str, int] = field(default_factory=dict)
    written: int = 0


ModelState = Loading | ModelInfo | ServerInfo | Failed | Off


def name_of(state: ModelState) -> str | None:
    """The name of a model that can be asked; None where none can.

    >>> name_of(ServerInfo("large", "models.example")), name_of(Off())
    ('large', None)
    """
    match state:
        case ModelInfo() | ServerInfo():
            return state.name
        case Loading() | Failed() | Off():
            return None


class Generates(Protocol):
    """Writes answers."""

    def generate(
        self, prompt: Prompt, max_tokens: int, sampling: Sampling = GREEDY
    ) -> AsyncGenerator[EncodedPrompt | Piece]:
        """First what the model was fed, then its answer, piece by piece. Close the generator to stop it.

        Where the prompt is too long, its oldest messages are dropped, but neither a system message nor the last one.
        """
        ...

    async def read_ahead(self, prompt: Prompt, max_tokens: int) -> int:
        """Read a chat that was just answered while nobody waits, so that its next turn need not wait for that.

        ``prompt`` ends with the answer. Returns how many of its oldest messages the next turn should leave out,
        because with an answer of ``max_tokens`` it would not fit otherwise.
        """
        ...


class Scores(Protocol):
    """Weighs given answers against each other."""

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> ForcedChoice:
        """How likely each of ``choices`` is as the text right after ``prompt``."""
        ...


class Predicts(Protocol):
    """Tells what could come next."""

    async def next_tokens(
        self, text: str, ids: Sequence[int], sampling: Sampling, *, sample: bool = False
    ) -> NextTokens:
        """What could come after ``text``, read as plain text, and the tokens ``ids`` after it, exactly as they are.

        Where one is to be taken by chance (``sample``), that may take a second: it may be any of the vocabulary.
        """
        ...


class Inspects(Protocol):
    """Shows its inside."""

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        """How near the vectors of other tokens are to that of ``id_``, ``nearest`` of the vocabulary and ``others``."""
        ...

    async def look(self, request: "Look[R]") -> R:
        """What is seen inside: one of the questions of ``looks.py``."""
        ...


class LanguageModel(Generates, Scores, Predicts, Inspects, Protocol):
    """A model behind one door. What it is asked raises a ``ModelError`` where it cannot answer.

    Ask ``known`` what it can: what it cannot raises ``ModelUnavailable``.
    """

    @property
    def state(self) -> ModelState:
        """What is to be known about the model now."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it can be asked now; nothing while it is not ready, and of a server what it has said so far."""
        ...

    @property
    def workload(self) -> Workload:
        """How much is asked of it, and how much it has done."""
        ...

    def start(self) -> None:
        """Begin to get ready, and return at once. Called on the event loop."""
        ...

    async def settled(self) -> ModelState:
        """Wait until the model is ready, or cannot be."""
        ...

    async def close(self) -> None:
        """Let go of all that it holds."""
        ...


async def known(model: LanguageModel) -> Capabilities:
    """What ``model`` can be asked. A server is asked that first, a model that is still loading is not waited for."""
    if isinstance(model.state, ServerInfo):
        await model.settled()
    return model.capabilities
