"""Questions of a quiz: what is asked, what may be answered, and what is shown once it is over."""

from dataclasses import dataclass
from typing import Literal, get_args

from bot.language import Later, later
from bot.quiz.illustration import Illustration

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

MIXED = "mixed"
"""In a topic's place: any that ``in_mixed`` allows, another one each round."""
GUESS = "guess"
"""In a topic's place: one question about a text that who starts the quiz has looked into, and knows the answer of."""
LONGEST_OPTION = 80
"""Characters: what Discord takes on a button."""


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
    ``options``, two to five of at most ``LONGEST_OPTION`` characters, all differ, and exactly the one
    of the number ``right`` is right. ``hint`` is sold for points; it helps, and does not give the answer away. ``why``
    is one sentence for afterwards. ``twins`` have counted, too, where the laboratory is open. ``quoted`` is what
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


def dot_name(letter: str) -> Later:
    """What the dot of a letter is called among the options.

    >>> str(dot_name("A"))
    'Dot A'
    """
    return later("Dot {letter}", letter=letter)
