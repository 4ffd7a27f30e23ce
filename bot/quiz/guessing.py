"""One question about a text that somebody looks into, made by the maker of its topic."""

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from bot.errors import OutOfQuestions
from bot.inside.kinds import View
from bot.model.looks import LookAtAttention
from bot.quiz.makers.attention import most_read
from bot.quiz.makers.layers import layer_of_the_answer
from bot.quiz.makers.vectors import longest, no_longer_near
from bot.quiz.question import Question
from bot.quiz.sources import Sources

GUESSED: Collection[View] = ("layers", "attention", "near", "vector")
"""The views that questions are made of."""
_LEAST, _MOST = 4, 24
"""Tokens of which the longest vector is asked for."""
_NOTHING = "Nothing here stands clearly enough apart to be asked. Try another token, another head, or a longer text."


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about: a ``view`` of the text ``ids``, at place ``at`` (from 0), of a ``layer`` and ``head``.

    A ``layer`` counts from 1; ``head`` 0 is the mean of all.
    """

    view: View
    ids: tuple[int, ...]
    at: int
    layer: int = 0
    head: int = 0


async def guess(chance: Random, sources: Sources, about: About) -> Question:
    """The question. Its subject is empty, so that no channel is kept from being asked about the same.

    Raises ``OutOfQuestions`` where nothing in the text stands clearly apart, and ``ModelError``.
    """
    question = None
    match about.view:
        case "layers":
            question = await layer_of_the_answer(chance, sources, about.ids[: about.at + 1], "hard", "")
        case "attention":
            look = LookAtAttention(about.ids, about.layer or max(1, sources.inside.layers // 2), about.head)
            question = await most_read(chance, sources, look, "hard", "")
        case "near":
            question = await no_longer_near(chance, sources, about.ids[about.at], "normal", "")
        case "vector" if len({*about.ids}) >= _LEAST:
            question = await longest(chance, sources, about.ids[-_MOST:], "hard", "")
        case _:
            pass
    if question is None:
        raise OutOfQuestions(_NOTHING)
    return question
