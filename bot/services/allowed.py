"""Whether a model is asked: not where a server has switched it off, and not what would teach nothing."""

from bot.errors import ModelUnavailable
from bot.language import later
from bot.letters import HowManyOf, Question, Which, is_letter, unasked
from bot.storage import ServerSettings

_NO_MODEL_HERE = later("Those who manage this server have switched the model off here (/settings).")


def teaches_nothing(question: Question) -> bool:
    """Whether it is about a list and a string in its names: what a model says to that tells nothing of letters."""
    return isinstance(question, Which | HowManyOf) and question.where == "anywhere" and not is_letter(question.letter)


def check_model(server: ServerSettings) -> None:
    """Raises ``ModelUnavailable`` where those who manage the server do not want the model."""
    if not server.model:
        raise ModelUnavailable(_NO_MODEL_HERE)


def check_asked(question: Question) -> None:
    """Raises ``ModelUnavailable`` where it would not be fair to ask a model ``question``."""
    if reason := unasked(question):
        raise ModelUnavailable(reason)
