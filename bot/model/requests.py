"""What a worker process can be asked, and what travels between it and the bot.

A new question is a dataclass here, a handler in the ``writer.py`` and a method that asks it (``local.py``). What is
asked of a model's inside is in ``looks.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from logging import LogRecord
from pathlib import Path
from typing import ClassVar, Generic, Literal, TypeVar

from bot.config import ModelSettings
from bot.language import Later
from bot.model.api import Sampling
from bot.model.protocols import Failed, Loading

R_co = TypeVar("R_co", covariant=True)

Lane = Literal["writing", "scoring", "inside", "training", "idle"]
"""Requests of one lane wait for each other, those of different lanes do not. ``idle`` is for when nobody waits, and is
cut short once somebody does."""
LANES: Mapping[Lane, int] = {"writing": 4, "scoring": 2, "inside": 1, "training": 1, "idle": 1}
"""Requests that a worker is given at a time, or fewer (see ``Setup``). More scores at once are not faster: reading
keeps the processors busy."""
RUNNERS_UP = 5
"""Tokens that are told of beside one that was written."""


class Request(Generic[R_co]):
    """A question to a worker process, and the type of its answer."""

    lane: ClassVar[Lane]


class Stream(Request[R_co]):
    """A question that is answered in parts."""


@dataclass(frozen=True, slots=True)
class Step:
    """A token that was written: its id, its log-probability, and those of the likeliest ids there, likeliest first.

    ``at`` is when it was written, in seconds of this machine's clock, which its processes share.
    """

    id: int
    logprob: float
    likeliest: tuple[tuple[int, float], ...]
    at: float


@dataclass(frozen=True, slots=True)
class Generate(Stream[Step]):
    """Write on after the tokens ``ids``: the tokens as they come, up to one that ends the answer.

    A grammar of ``sampling`` is one of ids, as ``Template.grammar_of_ids`` makes it.
    """

    lane: ClassVar[Lane] = "writing"
    ids: tuple[int, ...]
    max_tokens: int
    sampling: Sampling


@dataclass(frozen=True, slots=True)
class Score(Request[dict[tuple[int, ...], dict[int, float]]]):
    """How likely some tokens are: after ``ids`` and each of some beginnings, the ids that belong to it.

    Answered by beginning, each with the probabilities by id.
    """

    lane: ClassVar[Lane] = "scoring"
    ids: tuple[int, ...]
    wanted: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """The likeliest next tokens with their log-probabilities, likeliest first.

    ``share`` is the probability of the first of them at the temperature that was asked for.
    """

    likeliest: tuple[tuple[int, float], ...]
    share: float


@dataclass(frozen=True, slots=True)
class Predict(Request[Predicted]):
    """The ``most`` likeliest next tokens after ``ids``, and the share of the first at ``temperature``."""

    lane: ClassVar[Lane] = "scoring"
    ids: tuple[int, ...]
    most: int
    temperature: float


@dataclass(frozen=True, slots=True)
class ReadAhead(Request[None]):
    """Read ``ids``, so that whoever goes on from them need not wait for it."""

    lane: ClassVar[Lane] = "idle"
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """To a worker: answer ``request``, which in logs belongs to the member's request of the id ``origin``."""

    id: int
    request: Request[object]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    """To a worker: nobody waits for request ``id`` any more. It still says when it has ended."""

    id: int


@dataclass(frozen=True, slots=True)
class Answer:
    """From a worker: an answer to request ``id``, or a part of one."""

    id: int
    value: object


@dataclass(frozen=True, slots=True)
class Ended:
    """From a worker: request ``id`` is over. ``refused`` says to a member why it could not be answered."""

    id: int
    refused: Later | str = ""


@dataclass(frozen=True, slots=True)
class Alive:
    """From a worker: it still gets ready, whatever it said last of that."""


@dataclass(frozen=True, slots=True)
class Logged:
    """From a worker: an entry of the log, without a member's words."""

    entry: LogRecord


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is opened with: the model's settings, where prepared models are kept, and the longest answer.

    ``chats`` are answers that are written at the same time, ``prompt_tokens`` the longest prompt.
    """

    settings: ModelSettings
    cache: Path
    answer_tokens: int
    chats: int = LANES["writing"]
    prompt_tokens: int = 1024

    def places(self, lane: Lane) -> int:
        """Requests of ``lane`` that a worker is given at a time: those that an engine has room for.

        >>> few = Setup(ModelSettings(), Path("cache"), 256, chats=1)
        >>> few.places("writing"), few.places("scoring"), few.places("inside")
        (1, 1, 1)
        """
        if lane == "writing":
            return self.chats
        return min(self.chats, LANES[lane])


@dataclass(frozen=True, slots=True)
class Ready:
    """From a worker: it can be asked; ``prepared`` is the folder of the model that it has loaded."""

    prepared: Path


News = Loading | Ready | Failed
