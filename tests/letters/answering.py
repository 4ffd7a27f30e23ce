"""What a model answers to how many r’s are in strawberry."""

from datetime import UTC, datetime

from bot.letters import Answer, Asker, Comparison, Count, ModelAnswer, ModelMissing
from bot.tokens import PromptToken

STRAWBERRY = (PromptToken(35199, " strawberry"),)


def comparison(model: ModelAnswer | ModelMissing, tokens: tuple[PromptToken, ...] = STRAWBERRY) -> Comparison:
    """How many r’s are in strawberry, with what the ``model`` said."""
    question = Count("strawberry", "r")
    return Comparison(datetime(2026, 1, 2, tzinfo=UTC), Asker(), "?", question, 3, model, tokens)


def answered(answer: Answer | None, distribution: dict[str, float], prior: dict[str, float]) -> ModelAnswer:
    """An answer with its ``distribution``, and the one with the word hidden (``prior``)."""
    return ModelAnswer("SmolLM2", "1", answer, "", distribution, prior, 0.9, STRAWBERRY, 0.1)
