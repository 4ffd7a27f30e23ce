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
    """What the model was fed: every token of the prompt, and which of them carry the focus (none where it is empty).

    ``dropped`` of the prompt's messages, the oldest, were left out so that it fits into the ``window``: the most tokens
    that prompt and answer may have together. A server shows no tokens, and has its ``window`` counted roughly.
    """

    tokens: tuple[PromptToken, ...]
    focus: tuple[PromptToken, ...]
    dropped: int = 0
    window: int = 0


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn.

    Logits are divided by ``temperature``; then only the ``top_k`` likeliest tokens stay (0: all), and of these the
    fewest, likeliest first, that have at least ``top_p`` of the probability together.
    """

    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0


GREEDY = Sampling(top_k=1)
"""Always the likeliest token."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that could come next, and how likely the model finds it, before any ``Sampling``."""

    token: PromptToken
    probability: float


@dataclass(frozen=True, slots=True)
class WrittenToken:
    """A token of an answer, how likely the model found it, and the likeliest others at its place, likeliest first."""

    token: PromptToken
    probability: float
    runners_up: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The next characters of an answer, and the tokens that they come from (none from a server).

    ``text`` is empty where a token only begins a character, or is the special one that ends the answer.
    """

    text: str
    tokens: tuple[WrittenToken, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """``probabilities`` of the choices, in their order and adding up to 1, and the ``mass`` that all of them had."""

    probabilities: Mapping[str, float]
    mass: float
    reading: Reading


@dataclass(frozen=True, slots=True)
class Insight:
    """An answer from inside: what the model was fed, the tokens that it wrote, and how many seconds it took for them.

    The seconds go from the first token to the last.
    """

    reading: Reading
    written: tuple[WrittenToken, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class NextToken(Candidate):
    """A token that could come next; ``chance`` is how likely it is drawn by a ``Sampling``, 0 where it is cut off."""

    chance: float


@dataclass(frozen=True, slots=True)
class NextTokens:
    """What could come after ``tokens``, which were read without a chat template.

    ``ended`` where the last of them is one by which the model ends what it writes. ``likeliest`` are the likeliest next
    tokens, likeliest first, ``drawn`` is one that was drawn from all ``kept`` of the ``vocabulary`` that have a chance.
    """

    tokens: tuple[PromptToken, ...]
    ended: bool
    likeliest: tuple[NextToken, ...]
    drawn: NextToken
    kept: int
    vocabulary: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where tokens stand in a model's vector space.

    ``token``'s vector is a row of the model's input embeddings; a similarity is the cosine of the angle between it and
    another token's. ``nearest`` are the most similar tokens of the whole vocabulary, nearest first and without itself,
    ``others`` those that were asked about, in their order.
    """

    token: PromptToken
    nearest: tuple[tuple[PromptToken, float], ...]
    others: tuple[tuple[PromptToken, float], ...]


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


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """A server that answers in the local model's place: the name of its model, and its address.

    It tells neither tokens nor probabilities.
    """

    name: str
    address: str


ModelState = Loading | ModelInfo | ServerInfo | Failed | Off


class LanguageModel(Protocol):
    """A model behind one door. What it is asked raises a ``ModelError`` where it cannot answer."""

    @property
    def state(self) -> ModelState:
        """What is to be known about the model now."""
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

    async def score(self, prompt: Prompt, choices: Sequence[str]) -> Scores:
        """How likely each of ``choices`` is as the text right after ``prompt``."""
        ...

    async def next_tokens(self, text: str, ids: Sequence[int], sampling: Sampling) -> NextTokens:
        """What could come after ``text``, read as plain text, and the tokens ``ids`` after it, exactly as they are.

        A server, which tells no tokens, raises ``ModelUnavailable``.
        """
        ...

    async def neighbours(self, id_: int, others: Sequence[int], nearest: int) -> Neighbours:
        """How near the vectors of other tokens are to that of ``id_``, ``nearest`` of the vocabulary and ``others``.

        Raises ``ModelUnavailable`` where there are no vectors to look at, as on a server, or no such token.
        """
        ...

    def generate(self, prompt: Prompt, max_tokens: int, sampling: Sampling = GREEDY) -> AsyncGenerator[Reading | Piece]:
        """First what the model was fed, then its answer, piece by piece. Close the generator to stop it.

        Where the prompt is too long, its oldest messages are dropped, but neither a system message nor the last one.
        The local model draws from the 50 likeliest tokens at most, whatever ``sampling`` says.
        """
        ...
