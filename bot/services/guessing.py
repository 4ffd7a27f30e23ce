"""A question about what a card of ``/inside`` looks at."""

import secrets
from random import Random

from bot.errors import ModelUnavailable
from bot.model import LanguageModel, ModelInfo
from bot.quiz import About, Question, Sources, guess
from bot.services.looking import Looking, Subject


async def question_about(model: LanguageModel, subject: Subject, looking: Looking) -> Question:
    """What is asked of those who have not looked. Raises ``OutOfQuestions`` and ``ModelError``."""
    if not isinstance(model.state, ModelInfo):
        raise ModelUnavailable("There is no model to look into at the moment. Try again later.")
    tokenizer = model.state.tokenizer
    about = About(looking.view, subject.ids, subject.place(looking), looking.layer, looking.head)
    return await guess(Random(secrets.randbits(63)), Sources(tokenizer, tokenizer, model), about)  # noqa: S311 - a game
