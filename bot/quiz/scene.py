"""What of a quiz is to be shown next."""

from dataclasses import dataclass

from bot.quiz.session import Session


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


Scene = Asked | Revealed | Ended
