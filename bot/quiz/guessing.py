"""One question about a text that somebody looks into, made by the maker of its topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from bot.errors import OutOfQuestions
from bot.inside.kinds import View
from bot.inside.views import PatchView, ProbeResult, Relation, WordMap
from bot.language import Later, later
from bot.model.looks import LookAtAttention
from bot.quiz.makers.attention import most_read
from bot.quiz.makers.layers import layer_of_the_answer
from bot.quiz.makers.nearest import nearest_on_map, nearest_to_letter
from bot.quiz.makers.next_word import token_that_follows
from bot.quiz.makers.patched import last_that_halves
from bot.quiz.makers.probed import read_how_well
from bot.quiz.makers.vectors import longest, no_longer_near
from bot.quiz.question import Question
from bot.quiz.sources import Sources

_LEAST, _MOST = 4, 24
"""Tokens of which the longest vector is asked for."""
_NOTHING: Mapping[View, Later] = {
    "dots": later(
        "Nothing here stands clearly enough apart to be asked. Try a longer text, or one that it can go on with in one "
        "way alone."
    ),
    "vector": later("Nothing here stands clearly enough apart to be asked. Try a text with more words."),
    "near": later("Nothing here stands clearly enough apart to be asked. Try another token."),
    "map": later("Nothing here stands clearly enough apart to be asked. Try another list of words."),
    "related": later(
        "Nothing here stands clearly enough apart to be asked. Try another letter, or another list of words."
    ),
    "probe": later("Nothing here stands clearly enough apart to be asked. Try another letter, or another layer."),
    "attention": later(
        "Nothing here stands clearly enough apart to be asked. Try another head, another layer, or a longer text."
    ),
    "layers": later("Nothing here stands clearly enough apart to be asked. Try another token, or a longer text."),
    "patch": later(
        "Nothing here stands clearly enough apart to be asked. Try another token, or patch in another text."
    ),
}
"""What is said where a view has nothing to ask, with what to try."""


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


async def guess(rng: Random, sources: Sources, about: About) -> Question:
    """The question about a text. Its subject is empty, so that no channel is kept from being asked about the same.

    Raises ``OutOfQuestions`` where nothing in the text stands clearly apart, and ``ModelError``.
    """
    question = None
    match about.view:
        case "dots":
            question = await token_that_follows(rng, sources, about.ids)
        case "layers":
            question = await layer_of_the_answer(rng, sources, about.ids[: about.at + 1], "hard", "")
        case "attention":
            look = LookAtAttention(about.ids, about.layer or max(1, sources.inside.layers // 2), about.head)
            question = await most_read(rng, sources, look, "hard", "")
        case "near":
            question = await no_longer_near(rng, sources, about.ids[about.at], "normal", "")
        case "vector" if len({*about.ids}) >= _LEAST:
            question = await longest(rng, sources, about.ids[-_MOST:], "hard", "")
        case _:
            pass
    return _or_nothing(question, about.view)


async def guess_of(rng: Random, sources: Sources, seen: WordMap | Relation | ProbeResult | PatchView) -> Question:
    """The question about what a view shows, as ``guess``."""
    match seen:
        case WordMap():
            return _or_nothing(await nearest_on_map(rng, sources, seen), "map")
        case Relation():
            return _or_nothing(await nearest_to_letter(rng, sources, seen), "related")
        case ProbeResult():
            return _or_nothing(await read_how_well(rng, sources, seen), "probe")
        case PatchView():
            return _or_nothing(await last_that_halves(rng, sources, seen), "patch")


def _or_nothing(question: Question | None, view: View) -> Question:
    if question is None:
        raise OutOfQuestions(_NOTHING[view])
    return question
