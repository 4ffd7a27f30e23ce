"""What travels between the bot's process and the model's."""

from dataclasses import dataclass

from bot.model.api import Failed, Loading, ModelInfo, Neighbours, NextTokens, Piece, Prompt, Reading, Sampling, Scores


@dataclass(frozen=True, slots=True)
class Score:
    """Ask for the probabilities of ``choices`` after ``prompt``: answered by ``Scored`` or ``Refused``."""

    id: int
    prompt: Prompt
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generate:
    """Ask for a continuation: answered by ``Started``, ``Wrote``s and ``Finished``, or by ``Refused`` at any point."""

    id: int
    prompt: Prompt
    max_tokens: int
    sampling: Sampling


@dataclass(frozen=True, slots=True)
class Predict:
    """Ask what could come after ``text`` and the tokens ``ids``: answered by ``Predicted`` or ``Refused``."""

    id: int
    text: str
    ids: tuple[int, ...]
    sampling: Sampling


@dataclass(frozen=True, slots=True)
class Near:
    """Ask for the ``nearest`` tokens to one, and how near ``others`` are: answered by ``Nearby`` or ``Refused``."""

    id: int
    token: int
    others: tuple[int, ...]
    nearest: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Nobody waits for request ``id`` any more."""

    id: int


Request = Score | Generate | Predict | Near | Cancel


@dataclass(frozen=True, slots=True)
class Scored:
    """The answer to ``Score``."""

    id: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class Predicted:
    """The answer to ``Predict``."""

    id: int
    next: NextTokens


@dataclass(frozen=True, slots=True)
class Nearby:
    """The answer to ``Near``."""

    id: int
    neighbours: Neighbours


@dataclass(frozen=True, slots=True)
class Started:
    """The prompt as the model was fed it."""

    id: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Wrote:
    """The next piece of a continuation."""

    id: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class Finished:
    """The continuation is complete."""

    id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The request cannot be answered: why, in a sentence for the member."""

    id: int
    reason: str


Reply = Scored | Predicted | Nearby | Started | Wrote | Finished | Refused
News = Loading | ModelInfo | Failed
