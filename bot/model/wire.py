"""What travels between the bot's process and the model's."""

from dataclasses import dataclass

from bot.model.api import Failed, Loading, ModelInfo, Prompt, Reading, Scores


@dataclass(frozen=True, slots=True)
class Score:
    """Ask for the probabilities of ``choices`` after ``prompt``: answered by ``Scored`` or ``Refused``."""

    id: int
    prompt: Prompt
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generate:
    """Ask for a continuation: answered by ``Started``, ``Piece``s and ``Finished``, or by ``Refused`` at any point."""

    id: int
    prompt: Prompt
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Nobody waits for request ``id`` any more."""

    id: int


Request = Score | Generate | Cancel


@dataclass(frozen=True, slots=True)
class Scored:
    """The answer to ``Score``."""

    id: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class Started:
    """The prompt as the model was fed it."""

    id: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Piece:
    """The next characters of a continuation."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The continuation is complete."""

    id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The request cannot be answered: why, in a sentence for the member."""

    id: int
    reason: str


Reply = Scored | Started | Piece | Finished | Refused
News = Loading | ModelInfo | Failed
