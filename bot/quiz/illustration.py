"""What is drawn of a question, and of its answer: a kind for each picture."""

from dataclasses import dataclass
from typing import Literal

from bot.inside.views import LensView, PatchView, ProbeResult
from bot.model import NextToken
from bot.tokens import PromptToken


@dataclass(frozen=True, slots=True)
class Strip:
    """To be drawn as coloured tokens with their ids."""

    tokens: tuple[PromptToken, ...]
    kind: Literal["strip"] = "strip"


@dataclass(frozen=True, slots=True)
class Strips:
    """To be drawn as the coloured tokens of each option, in the order of the options."""

    rows: tuple[tuple[PromptToken, ...], ...]
    kind: Literal["strips"] = "strips"


@dataclass(frozen=True, slots=True)
class Spelling:
    """To be drawn letter by letter: ``found`` are the places in ``graphemes`` of ``letter``, and of ``also`` if any."""

    graphemes: tuple[str, ...]
    found: tuple[int, ...]
    letter: str
    also: str = ""
    kind: Literal["spelling"] = "spelling"


@dataclass(frozen=True, slots=True)
class Survey:
    """To be drawn as bars: which answers models gave to a counting question, and the true one.

    ``answers`` pairs each model's name with its number, None where it gave none; ``asked`` is the model that the quiz
    asks about. ``credit`` is shown with it.
    """

    word: str
    letter: str
    answers: tuple[tuple[str, int | None], ...]
    asked: str
    true_count: int
    credit: str
    kind: Literal["survey"] = "survey"


@dataclass(frozen=True, slots=True)
class Dots:
    """To be drawn as dots, the same token in the same colour: first ``tokens`` alone, then with their text.

    ``next`` is the token that really follows. What the model says is told by the question that the dots belong to.
    """

    tokens: tuple[PromptToken, ...]
    next: PromptToken
    kind: Literal["dots"] = "dots"


@dataclass(frozen=True, slots=True)
class Likeliest:
    """To be drawn as bars: the likeliest next tokens after a text, likeliest first."""

    tokens: tuple[NextToken, ...]
    kind: Literal["likeliest"] = "likeliest"


@dataclass(frozen=True, slots=True)
class Similarities:
    """To be drawn as bars: the cosine of the angle between the vector of ``target`` and those of other tokens.

    ``target`` is None where the options are compared among each other: then each number is an option's mean cosine to
    the others. ``random_pair`` is the mean of all pairs of tokens, None in questions that were kept without it.
    """

    target: PromptToken | None
    others: tuple[tuple[PromptToken, float], ...]
    random_pair: float | None = None
    kind: Literal["similarities"] = "similarities"


@dataclass(frozen=True, slots=True)
class Layers:
    """To be drawn as the view of the layers: the likeliest token after each, and the place of the final one there."""

    seen: LensView
    kind: Literal["layers"] = "layers"


@dataclass(frozen=True, slots=True)
class Reading:
    """To be drawn as bars: what the token ``reader`` reads of each token of a text but the first, up to itself.

    ``shares`` add up to 1; ``on_first`` is what the first token gets of all. ``head`` 0 is the mean of all of a
    ``layer``.
    """

    reader: PromptToken
    shares: tuple[tuple[PromptToken, float], ...]
    on_first: float
    layer: int
    head: int
    kind: Literal["reading"] = "reading"


@dataclass(frozen=True, slots=True)
class TwoCosines:
    """To be drawn as pairs of bars: how near ``others`` are to ``target``, plainly and with the mean taken away.

    The second cosine is None for what is not among the ``most`` nearest then, and below ``beyond``; where there is no
    such one, the answer is the nearest by the second. ``random_pair`` has the means of random pairs of both kinds.
    """

    target: PromptToken
    others: tuple[tuple[PromptToken, float, float | None], ...]
    random_pair: tuple[float, float]
    most: int = 0
    beyond: float = 0.0
    kind: Literal["two cosines"] = "two cosines"  # untranslated: it is kept


@dataclass(frozen=True, slots=True)
class Lengths:
    """To be drawn as bars: the lengths of tokens' vectors, and the ``median`` of the vocabulary."""

    tokens: tuple[tuple[PromptToken, float], ...]
    median: float
    kind: Literal["lengths"] = "lengths"


@dataclass(frozen=True, slots=True)
class Probed:
    """To be drawn as the view of the probe: how well a straight line reads a letter, beside its controls."""

    seen: ProbeResult
    kind: Literal["probed"] = "probed"


@dataclass(frozen=True, slots=True)
class Patched:
    """To be drawn as the view of the patch: how the answer moves, by the layer after which a state was replaced."""

    seen: PatchView
    kind: Literal["patched"] = "patched"


Inside = Layers | Reading | TwoCosines | Lengths | Probed | Patched
"""What is seen inside a model."""
Illustration = Strip | Strips | Spelling | Survey | Dots | Likeliest | Similarities | Inside
