"""What of a quiz is to be shown next."""

from dataclasses import dataclass

from bot.quiz.session import Session


@dataclass(frozen=True, slots=True)
class Gathering:
    """The lobby is to be sent."""

    session: Session


@dataclass(frozen=True, slots=True)
class Gathered:
    """The lobby's message is to show that it is closed: the quiz has begun, or was called off."""

    session: Session


@dataclass(frozen=True, slots=True)
class Asked:
    """The current question is to be sent."""

    session: Session


@dataclass(frozen=True, slots=True)
class Revealed:
    """The answer to the current question is to be shown."""

    session: Session


@dataclass(frozen=True, slots=True)
class Ended:
    """How the quiz ended is to be shown."""

    session: Session


Scene = Gathering | Gathered | Asked | Revealed | Ended
