"""Questions of a quiz: what is asked, what may be answered, and what is shown once it is over."""

from dataclasses import dataclass
from typing import Literal, get_args

from bot.inside.views import LensView, PatchView, ProbeResult
from bot.language import Later, later
from bot.model import NextToken
from bot.tokens import PromptToken

Topic = Literal[
    "tokens",
    "cut",
    "ids",
    "letters",
    "frontier",
    "dots",
    "next",
    "neighbours",
    "layers",
    "attention",
    "vectors",
    "community",
]
TOPICS: tuple[Topic, ...] = get_args(Topic)
Difficulty = Literal["easy", "normal", "hard"]
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)

MIXED = "mixed"
"""In a topic's place: any that ``in_mixed`` allows, another one each round."""
GUESS = "guess"
"""In a topic's place: one question about a text that who starts the quiz has looked into, and knows the answer of."""
LONGEST_OPTION = 80
"""Characters: what Discord takes on a button."""
MOST_OPTIONS = 5
"""As many as stand in a row of buttons."""
LETTERS = "ABCDE"
"""By which the picture of an answer tells the options."""


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


@dataclass(frozen=True, slots=True)
class Played:
    """The model's answer: the number of its option, and the share of its probability that this one had of all.

    ``moved`` is how far apart its shares are with the word shown and with it hidden, as a ``total_variation``; None
    where no word was hidden.
    """

    name: str
    choice: int
    share: float
    moved: float | None = None


@dataclass(frozen=True, slots=True)
class SatOut:
    """Why the model does not play, in a sentence."""

    reason: str


ModelPlay = Played | SatOut


@dataclass(frozen=True, slots=True)
class TwinPlayed:
    """What a twin of the laboratory counts: a network that reads letters, or one alike that reads tokens."""

    name: str
    answer: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question, in the language that was spoken when it was made. All texts are plain text, made safe where shown.

    ``subject`` is the word or text that it is about, case-folded: a channel is not asked about it again for a while.
    ``options``, two to ``MOST_OPTIONS`` of at most ``LONGEST_OPTION`` characters, all differ, and exactly the one of
    the number ``right`` is right. ``hint`` is sold for points; it helps, and does not give the answer away. ``why`` is
    one sentence for afterwards. ``twins`` have counted, too, where the laboratory is open. ``quoted`` is the text that
    ``text`` quotes, where nothing else tells it; questions of older versions have none.
    """

    topic: Topic
    subject: str
    text: str
    options: tuple[str, ...]
    right: int
    hint: str
    why: str
    illustration: Illustration
    model: ModelPlay
    twins: tuple[TwinPlayed, ...] = ()
    quoted: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands on the buttons: each option, behind its letter where the picture of the answer shows the options.

        >>> Question("ids", "", "?", ("banana", "fruit"), 0, "", "", Strips(()), SatOut("")).labels
        ('A: banana', 'B: fruit')
        """
        if not isinstance(self.illustration, Strips | Similarities | TwoCosines | Lengths):
            return self.options
        lettered = (f"{letter}: {option}" for letter, option in zip(LETTERS, self.options, strict=False))
        return tuple(label[:LONGEST_OPTION] for label in lettered)


def dot_name(letter: str) -> Later:
    """What the dot of a letter is called among the options.

    >>> str(dot_name("A"))
    'Dot A'
    """
    return later("Dot {letter}", letter=letter)
