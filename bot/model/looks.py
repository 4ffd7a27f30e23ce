"""What can be asked of a model's inside: each look is a request with a handler in the worker that can answer it.

The surveyor (``surveyor.py``) has the vectors, the microscope (``microscope.py``) runs the model.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.inside.views import AttentionView, LensView, Near, PatchView, ProbeResult, Relation, TokenVector, WordMap
from bot.model.requests import Lane, R_co, Request

Instrument = Literal["surveyor", "microscope"]

MOST_TOKENS = 256
"""Of a text that is looked into: the last ones are."""
MOST_WORDS = 80
"""On a map."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a look names: tokens that have to be in the vocabulary, a layer (0 is the embedding) and a head (0: all)."""

    ids: tuple[int, ...] = ()
    layer: int = 0
    head: int = 0


class Look(Request[R_co]):
    """A question about a model's inside."""

    lane: ClassVar[Lane] = "inside"

    @property
    def instrument(self) -> Instrument:
        """Which worker answers it."""
        return "surveyor"

    @property
    def named(self) -> Named:
        """What it names, which the model has to have."""
        return Named()


@dataclass(frozen=True, slots=True)
class LookAtVector(Look[TokenVector]):
    """One token's vector."""

    id: int
    seed: int = 0

    @property
    def named(self) -> Named:
        """The token."""
        return Named((self.id,))


@dataclass(frozen=True, slots=True)
class LookNear(Look[Near]):
    """The ``most`` nearest tokens to the mean of ``of``."""

    of: tuple[int, ...]
    most: int = 10

    @property
    def named(self) -> Named:
        """The tokens."""
        return Named(self.of)


@dataclass(frozen=True, slots=True)
class LookAtMap(Look[WordMap]):
    """Words, each with its group, in two dimensions. ``trained`` is False for the random start of ``seed``."""

    words: tuple[tuple[str, str], ...]
    method: Literal["pca", "tsne"] = "pca"
    trained: bool = True
    seed: int = 0
    perplexity: float = 10.0


@dataclass(frozen=True, slots=True)
class LookAtRelation(Look[Relation]):
    """A letter, by the token of it with a space before, against words that have it or have not."""

    letter: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookByProbe(Look[ProbeResult]):
    """Whether a letter can be read out of words' vectors, after ``layer``."""

    letter: str
    layer: int = 0

    @property
    def instrument(self) -> Instrument:
        """The vectors are enough for layer 0."""
        return "microscope" if self.layer else "surveyor"

    @property
    def named(self) -> Named:
        """The layer."""
        return Named(layer=self.layer)


class _Microscopic(Look[R_co]):
    """A look that the model has to be run for."""

    @property
    def instrument(self) -> Instrument:
        """The one that runs it."""
        return "microscope"


@dataclass(frozen=True, slots=True)
class LookAtAttention(_Microscopic[AttentionView]):
    """Who reads from whom in a text, at a layer from 1 on, by one head, or by the mean of all (0)."""

    text: tuple[int, ...]
    layer: int
    head: int = 0
    value_weighted: bool = False
    without_first: bool = False

    @property
    def named(self) -> Named:
        """All of it."""
        return Named(self.text, self.layer, self.head)


@dataclass(frozen=True, slots=True)
class LookThroughLens(_Microscopic[LensView]):
    """What a model would say after each layer at ``position`` of a text (-1 is its end), and the rank of ``wanted``."""

    text: tuple[int, ...]
    position: int = -1
    wanted: int | None = None
    most: int = 5

    @property
    def named(self) -> Named:
        """All tokens."""
        return Named(self.text if self.wanted is None else (*self.text, self.wanted))


@dataclass(frozen=True, slots=True)
class LookByPatch(_Microscopic[PatchView]):
    """How the answer to ``text`` moves when a token's state is replaced by that of another text, after each layer.

    ``followed`` are tokens to be told of beside those that each text says by itself.
    """

    text: tuple[int, ...]
    other: tuple[int, ...]
    position: int
    other_position: int
    followed: tuple[int, ...] = ()

    @property
    def named(self) -> Named:
        """All tokens."""
        return Named((*self.text, *self.other, *self.followed))


@dataclass(frozen=True, slots=True)
class FitLens(_Microscopic[None]):
    """Fit the affine maps of the tuned lens, once for a model: that takes minutes, while nobody waits."""

    lane: ClassVar[Lane] = "idle"
