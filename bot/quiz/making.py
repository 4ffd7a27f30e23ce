"""Questions made from a seed: the same seed, sources and words to avoid make the same question."""

from collections.abc import Awaitable, Callable, Collection
from random import Random

from bot.quiz.question import Difficulty, Question
from bot.quiz.sources import Sources

Maker = Callable[[Random, Sources, Difficulty, Collection[str]], Awaitable[Question]]
"""Makes a question whose subject is none of the last argument's. Raises ``OutOfQuestions`` and ``ModelError``."""
