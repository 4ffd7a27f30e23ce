"""What the cards of quizzes ask for."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class Choose(CustomId):
    """A quiz's question answered; asked for again, or with another choice, it changes the answer."""

    prefix: ClassVar = "quiz"
    round: int
    choice: int


@dataclass(frozen=True, slots=True)
class TakeHint(CustomId):
    """A hint, which costs points."""

    prefix: ClassVar = "quiz-hint"
    round: int


@dataclass(frozen=True, slots=True)
class RevealNow(CustomId):
    """The answer before the time is up, for who leads the quiz."""

    prefix: ClassVar = "quiz-reveal"
    round: int


@dataclass(frozen=True, slots=True)
class Join(CustomId):
    """To wait in the lobby of a quiz."""

    prefix: ClassVar = "quiz-join"
    quiz: int


@dataclass(frozen=True, slots=True)
class StartNow(CustomId):
    """The first question before the lobby's time is up, for who leads the quiz."""

    prefix: ClassVar = "quiz-begin"
    quiz: int


@dataclass(frozen=True, slots=True)
class ChooseTopic(CustomId):
    """Another topic, in the lobby, for who leads the quiz."""

    prefix: ClassVar = "quiz-topic"
    quiz: int


@dataclass(frozen=True, slots=True)
class StopQuiz(CustomId):
    """No further question, for who leads the quiz."""

    prefix: ClassVar = "quiz-stop"
    quiz: int


@dataclass(frozen=True, slots=True)
class Propose(CustomId):
    """A form for a question that somebody proposes."""

    prefix: ClassVar = "quiz-propose"


@dataclass(frozen=True, slots=True)
class ExplainRound(CustomId):
    """What lies behind a question that is over, for whoever presses."""

    prefix: ClassVar = "quiz-more"
    round: int


@dataclass(frozen=True, slots=True)
class QuizResults(CustomId):
    """What everybody answered in a quiz, as a file, for those who manage the server."""

    prefix: ClassVar = "quiz-results"
    quiz: int


@dataclass(frozen=True, slots=True)
class PlayAgain(CustomId):
    """The same quiz once more, for anybody."""

    prefix: ClassVar = "quiz-again"
    quiz: int


@dataclass(frozen=True, slots=True)
class StopDaily(CustomId):
    """No more questions of the day."""

    prefix: ClassVar = "quiz-daily-stop"


@dataclass(frozen=True, slots=True)
class Review(CustomId):
    """A proposed question with its answers, for those who manage the server."""

    prefix: ClassVar = "quiz-review"
    proposal: int


@dataclass(frozen=True, slots=True)
class Decide(CustomId):
    """A proposal accepted or declined; ``message`` is where it was proposed."""

    prefix: ClassVar = "quiz-decide"
    proposal: int
    message: int
    state: Literal["accepted", "declined"]
