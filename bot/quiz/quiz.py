"""A quiz as it is kept: what was planned, asked and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MODEL = 0
"""Stands for the model among those who answer; no member of Discord has this id."""
Kind = Literal["quiz", "daily"]
QuizEnding = Literal["complete", "short", "stopped", "lost"]
"""How a quiz ended: after all rounds; because questions ran out; stopped by a member; because its channel is out of
reach."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What kind of quiz, where (ids of Discord), started by whom, and of what; ``seconds`` are those of a round."""

    kind: Kind
    guild_id: int | None
    channel_id: int
    user_id: int | None
    topic: str
    difficulty: str
    rounds: int
    seconds: int
    encoding: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """A member's one answer in a round, or the model's: the option's number, None where only a hint was taken.

    ``right`` and ``points`` are None until the round is revealed.
    """

    user_id: int
    choice: int | None
    at: datetime
    hinted: bool = False
    right: bool | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One question of a quiz, packed. ``model`` is the name of the model that played.

    It is asked from ``asked_at`` to ``closes_at``; ``revealed_at`` is None until answers no longer count, and ``shown``
    whether the channel has seen how it ended.
    """

    id: int
    number: int
    topic: str
    subject: str
    question: str
    model: str | None
    asked_at: datetime
    closes_at: datetime
    message_id: int | None = None
    revealed_at: datetime | None = None
    shown: bool = False
    answers: Sequence[Answer] = ()


@dataclass(frozen=True, slots=True)
class Lobby:
    """Where ``players`` gather before the first question, which comes at ``until``.

    ``message_id`` is None before a message shows it, and again once that one shows that it is closed.
    """

    until: datetime
    message_id: int | None = None
    players: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz with its rounds, the first one first. ``ending`` is None while it goes on; not all have a ``lobby``."""

    id: int
    plan: Plan
    rounds: Sequence[Round] = ()
    ending: QuizEnding | None = None
    lobby: Lobby | None = None


class Withdrawn(Exception):
    """The member who had proposed a question has had it deleted before it could be asked."""
