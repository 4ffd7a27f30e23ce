"""What the views into a model show: each is small enough to travel, and says the controls beside its finding.

Layers count from 1, and heads too; layer 0 is the embedding. Arrays are float32.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.inside.kinds import Reveal
from bot.tokens import PromptToken

Floats = NDArray[np.float32]
Geometry = Literal["plain", "centred"]
"""Vectors as they are, or with the mean vector of the vocabulary taken away from each."""


@dataclass(frozen=True, slots=True)
class DotsView:
    """A text as a model gets it, and the tokens that the model finds likeliest next, with their probabilities.

    There are none of these before the text is revealed.
    """

    tokens: tuple[PromptToken, ...]
    reveal: Reveal
    likeliest: tuple[tuple[PromptToken, float], ...]


@dataclass(frozen=True, slots=True)
class TokenVector:
    """One row of the embedding (width), and what stands beside it.

    ``shorter`` is the share of the vocabulary whose vectors are shorter than its ``length``. ``start`` is a row at a
    seeded random initialisation: normal, with a standard deviation of 1/√width. ``common`` is the share of learnt
    tokens whose merge came later, which is roughly how common it is; None for a special token.
    """

    token: PromptToken
    row: Floats
    length: float
    median_length: float
    shorter: float
    common: float | None
    start: Floats
    seed: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """Tokens with their cosines, nearest first; ``random_mean`` is the mean cosine of random pairs, its zero."""

    tokens: tuple[tuple[PromptToken, float], ...]
    random_mean: float


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest tokens of the whole vocabulary to one token, or to the mean of several, by both geometries.

    ``shared`` is how many tokens are in both lists; ``hidden`` are so many that nobody is to be shown unasked.
    """

    asked: tuple[PromptToken, ...]
    plain: Nearest
    centred: Nearest
    shared: int
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class WordMap:
    """Words in two dimensions, ``x`` and ``y`` in their order; words of several tokens stand at their mean.

    ``cosines`` (n × n) are those of each pair in all dimensions, with the mean of the vocabulary taken away; ``lines``
    join each word (by its place) with the nearest by these. ``groups``
    are those of the words ("" where there are none). ``silhouette`` is that of the groups in all dimensions, from -1 to
    1, ``silhouette_random`` the same at the random start; None without at least two groups of two words. ``variance``
    are the shares of the two axes of a PCA, and ``with_rank``, ``with_length`` what its first axis correlates with (the
    logarithm of the id, the length of the vector); None for t-SNE. ``left_out`` are words that were given twice, or
    were too many.
    """

    words: tuple[str, ...]
    groups: tuple[str, ...]
    x: Floats
    y: Floats
    cosines: Floats
    lines: tuple[tuple[int, int], ...]
    method: Literal["pca", "tsne"]
    trained: bool
    seed: int
    perplexity: float | None
    variance: tuple[float, float] | None
    with_rank: float | None
    with_length: float | None
    silhouette: float | None
    silhouette_random: float | None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterCosines:
    """Cosines of a letter's token with each word of a list that has the letter, and with each that has not.

    ``difference`` is the mean of those with it minus the mean of the others, ``interval`` its 95 % bootstrap interval.
    """

    with_letter: tuple[tuple[str, float], ...]
    without_letter: tuple[tuple[str, float], ...]
    mean_with: float
    mean_without: float
    difference: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Relation:
    """How near a ``letter`` is to the words that have it, and to those that have not, by both geometries."""

    letter: PromptToken
    plain: LetterCosines
    centred: LetterCosines
    several: tuple[str, ...]
    """Words of several tokens: their mean was taken."""


@dataclass(frozen=True, slots=True)
class ProbeScore:
    """How well a straight line reads something out of vectors: balanced accuracy on words that it was not fitted on.

    ``control`` is the same probe with labels that were dealt out at random, ``baseline`` one that knows only length,
    rank and case; ``chance`` is what guessing gets. ``fitted`` and ``held_out`` count words.
    """

    balanced_accuracy: float
    control: float
    baseline: float
    chance: float
    fitted: int
    held_out: int


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """Whether a word has ``letter``, starts with it, and how many (none, one, two or more), read after ``layer``.

    None for what too few words have.
    """

    letter: str
    layer: int
    contains: ProbeScore | None
    starts: ProbeScore | None
    count: ProbeScore | None


@dataclass(frozen=True, slots=True)
class AttentionView:
    """Who reads from whom at one layer: ``weights`` (T × T) of ``head``, or of the mean of all heads (0).

    Row t says how much token t reads from each token up to it; rows add up to 1. ``value_weighted``: each weight is
    multiplied by the length of what it moves, |α · v · W_O|, before that. ``without_first``: the first token is left
    out, and rows add up to 1 without it (row 0 is all zeros). ``on_first`` is the mean share of the first token over
    all rows but the first, of this head, before it is left out. ``strongest`` are the heads of the whole model that
    give the first token least, as (layer, head, share of the others), strongest first; ``elsewhere`` is that share of
    each head of this layer.
    """

    tokens: tuple[PromptToken, ...]
    layer: int
    head: int
    weights: Floats
    value_weighted: bool
    without_first: bool
    on_first: float
    elsewhere: tuple[float, ...]
    strongest: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class LayerGuess:
    """What would be said after one layer: the likeliest tokens with their probabilities.

    ``rank`` is that of the final answer, from 1; ``kl`` is how far the distribution is from the final one, in nats;
    ``wanted_rank`` is the rank of the token that was asked about, if one was.
    """

    layer: int
    top: tuple[tuple[PromptToken, float], ...]
    rank: int
    kl: float
    wanted_rank: int | None = None


def stays_first(guesses: Sequence[LayerGuess]) -> int | None:
    """The place in ``guesses`` from which on the final answer has rank 1 to the end; None where it has not at the end.

    >>> stays_first([LayerGuess(layer, (), rank, 0.0) for layer, rank in enumerate((1, 7, 1, 1))])
    2
    """
    start = 1 + max((at for at, guess in enumerate(guesses) if guess.rank > 1), default=-1)
    return start if start < len(guesses) else None


@dataclass(frozen=True, slots=True)
class LensView:
    """What a model would say after each layer, at ``position`` (from 0) of ``tokens``.

    ``raw`` reads each layer through the final norm; ``tuned`` through an affine map that was fitted for that layer; it
    is None while that is being fitted. ``answer`` is what the whole model says.
    """

    tokens: tuple[PromptToken, ...]
    position: int
    answer: PromptToken
    wanted: PromptToken | None
    raw: tuple[LayerGuess, ...]
    tuned: tuple[LayerGuess, ...] | None


@dataclass(frozen=True, slots=True)
class PatchView:
    """How an answer moves when one token's state is replaced by that of another text.

    The state after each layer (0 is the embedding), at ``position`` of ``tokens``, is replaced by that at
    ``other_position`` of ``other``. ``followed`` are the tokens whose probabilities are told: first what each text
    says by itself. ``before`` are theirs in the text as it is, ``source`` in the other; ``after`` (layers + 1 ×
    followed) where the state after that layer was replaced.
    """

    tokens: tuple[PromptToken, ...]
    other: tuple[PromptToken, ...]
    position: int
    other_position: int
    followed: tuple[PromptToken, ...]
    before: tuple[float, ...]
    source: tuple[float, ...]
    after: tuple[tuple[float, ...], ...]

    @property
    def halved(self) -> tuple[int, ...]:
        """The layers after which the swap at least halves the chance of what the text says by itself."""
        return tuple(layer for layer, (own, *_) in enumerate(self.after) if own <= self.before[0] / 2)


@dataclass(frozen=True, slots=True)
class Preset:
    """Words in groups that can be mapped as they are."""

    title: str
    groups: Mapping[str, tuple[str, ...]]


Seen = DotsView | TokenVector | Near | WordMap | Relation | ProbeResult | AttentionView | LensView | PatchView
"""What a view shows."""
