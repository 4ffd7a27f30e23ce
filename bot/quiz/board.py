"""Points added up: leaderboards, and what one member has answered."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Board:
    """Which rounds are counted: of one server or of all, since a moment or ever, of one topic or of all."""

    guild_id: int | None = None
    since: datetime | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place: ``right`` of ``answered`` rounds. ``here``: they have played in the server that asks.

    The points of rounds in which they only took a hint are among ``points``.
    """

    rank: int
    user_id: int
    points: int
    right: int
    answered: int
    here: bool


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """What a member has answered of a topic, solo rounds too, and the model in those rounds of them that it played.

    The points of rounds in which they only took a hint are among ``points``; nothing else of these is counted.
    """

    topic: str
    answered: int
    right: int
    points: int
    model_answered: int
    model_right: int
