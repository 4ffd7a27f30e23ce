"""What goes into a language model and what comes out, whoever runs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Literal

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
class EncodedPrompt:
    """What a model was fed: every token of the prompt, and which of them carry the focus (none where it is empty).

    ``dropped`` of the prompt's messages, the oldest, were left out so that it fits into the ``window``: the most tokens
    that prompt and answer may have together. A server shows no tokens, and has its ``window`` counted roughly.
    """

    tokens: tuple[PromptToken, ...]
    focus: tuple[PromptToken, ...]
    dropped: int = 0
    window: int = 0


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is sampled.

    Logits are divided by ``temperature``; then only the ``top_k`` likeliest tokens stay (0: all), and of these the
    fewest, likeliest first, that have at least ``top_p`` of the probability together. Where there is a ``grammar``, in
    llama.cpp's notation GBNF, only what that allows is sampled. It consists of rules, groups, alternatives, and texts
    in double quotes with JSON's escapes, each of which is cut into tokens by itself and written in just these.
    """

    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    grammar: str = ""


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
    """The next characters of an answer, and the tokens that they come from, where these are told.

    ``text`` is empty where a token only begins a character, or is the special one that ends the answer. ``ended`` is
    set on the last piece of a server: ``length`` where the answer was not to be longer. ``at`` is when it was written,
    in seconds of this machine's clock; of a server's, when it came.
    """

    text: str
    tokens: tuple[WrittenToken, ...] = ()
    ended: Literal["", "stop", "length"] = ""
    at: float = field(default_factory=perf_counter, compare=False)


@dataclass(frozen=True, slots=True)
class ForcedChoice:
    """How likely a model finds each of a few answers at one place.

    ``probabilities`` of the choices are in their order and add up to 1; ``mass`` is what all of them had together, of
    all that could have come. Where a model tells only its likeliest tokens, the choices that are not among them are
    left out of ``probabilities``, and each of them had less than ``below`` of all; else ``below`` is 0.
    """

    probabilities: Mapping[str, float]
    mass: float
    prompt: EncodedPrompt
    below: float = 0.0


@dataclass(frozen=True, slots=True)
class GenerationTrace:
    """An answer from inside: what the model was fed, the tokens that it wrote, and how many seconds it took for them.

    The seconds go from the first token to the last.
    """

    prompt: EncodedPrompt
    written: tuple[WrittenToken, ...]
    seconds: float

    @property
    def tokens(self) -> tuple[PromptToken, ...]:
        """All that the model was fed and wrote, in order; empty where a server does not tell what it was fed."""
        return (*self.prompt.tokens, *(each.token for each in self.written)) if self.prompt.tokens else ()

    def bare(self) -> "GenerationTrace":
        """The same without what else could have come."""
        return replace(self, written=tuple(replace(each, runners_up=()) for each in self.written))


@dataclass(frozen=True, slots=True)
class NextToken(Candidate):
    """A token that could come next; ``chance`` is how likely a ``Sampling`` takes it, 0 where it is cut off."""

    chance: float


@dataclass(frozen=True, slots=True)
class NextTokens:
    """What could come after ``tokens``, which were read without a chat template.

    ``ended`` where the last of them is one by which the model ends what it writes. ``likeliest`` are the likeliest next
    tokens, likeliest first; ``kept`` of the ``vocabulary`` have a chance. ``sampled`` is one of these, taken by its
    chance, where that was asked for.
    """

    tokens: tuple[PromptToken, ...]
    ended: bool
    likeliest: tuple[NextToken, ...]
    sampled: NextToken | None
    kept: int
    vocabulary: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where tokens stand in a model's vector space.

    ``token``'s vector is a row of the model's input embeddings; a similarity is the cosine of the angle between it and
    another token's. ``nearest`` are the most similar tokens of the whole vocabulary, nearest first and without itself,
    ``others`` those that were asked about, in their order. ``random_pair`` is the control: the mean of all pairs of
    different tokens of the vocabulary.
    """

    token: PromptToken
    nearest: tuple[tuple[PromptToken, float], ...]
    others: tuple[tuple[PromptToken, float], ...]
    random_pair: float
