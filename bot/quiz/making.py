"""Questions made from a seed: the same seed, sources and subjects to avoid make the same question."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import nullcontext, suppress
from random import Random
from typing import cast

from bot.errors import ModelError, OutOfQuestions
from bot.model import Capabilities
from bot.quiz.makers.attention import make_attention
from bot.quiz.makers.community import make_community
from bot.quiz.makers.cut import make_cut
from bot.quiz.makers.dots import make_dots
from bot.quiz.makers.frontier import make_frontier
from bot.quiz.makers.ids import make_ids
from bot.quiz.makers.layers import make_layers
from bot.quiz.makers.letters import make_letters
from bot.quiz.makers.neighbours import make_neighbours
from bot.quiz.makers.next_word import make_next
from bot.quiz.makers.tokens import make_tokens
from bot.quiz.makers.vectors import make_vectors
from bot.quiz.proposal import Proposal
from bot.quiz.question import MIXED, Difficulty, Question, Topic
from bot.quiz.sources import Sources

Maker = Callable[[Random, Sources, Difficulty, Collection[str]], Awaitable[Question]]
"""Makes a question whose subject is none of the last argument's. Raises ``OutOfQuestions`` and ``ModelError``."""

MAKERS: Mapping[Topic, Maker] = {
    "tokens": make_tokens,
    "cut": make_cut,
    "ids": make_ids,
    "letters": make_letters,
    "frontier": make_frontier,
    "dots": make_dots,
    "next": make_next,
    "neighbours": make_neighbours,
    "layers": make_layers,
    "attention": make_attention,
    "vectors": make_vectors,
    "community": make_community,
}
_EXPERT: frozenset[Topic] = frozenset({"layers", "attention", "vectors"})
"""Topics that ask for more than words tell: a mixed quiz has them only where it is hard."""


async def make(sources: Sources, topic: str, seed: int, difficulty: str, asked: Collection[str]) -> Question:
    """A question of ``topic``, or for ``MIXED`` of any that has one left; its subject is none of ``asked``.

    Raises ``OutOfQuestions``, and ``ModelError`` for a topic that needs the model where there is none.
    """
    rng = Random(seed)  # noqa: S311 - a game, and the same seed shall make the same question
    topics = _mixed(sources, difficulty) if topic == MIXED else [cast("Topic", topic)]
    while True:
        drawn = rng.choice(topics)
        topics.remove(drawn)
        # In a mixed quiz another topic takes the place of one that has run out, such as a server's few own questions,
        # or whose model has just become busy or died.
        with suppress(OutOfQuestions, ModelError) if topics else nullcontext():
            return await MAKERS[drawn](rng, sources, cast("Difficulty", difficulty), frozenset(asked))


def in_mixed(topic: Topic, difficulty: str) -> bool:
    """Whether a mixed quiz of this difficulty asks about ``topic``.

    >>> in_mixed("layers", "normal"), in_mixed("layers", "hard"), in_mixed("letters", "normal")
    (False, True, True)
    """
    return difficulty == "hard" or topic not in _EXPERT


def _mixed(sources: Sources, difficulty: str) -> list[Topic]:
    """What a mixed quiz can be about now."""
    can, proposals = sources.model.capabilities, sources.proposals
    return [each for each in MAKERS if in_mixed(each, difficulty) and can_be_made(each, can, proposals)]


def can_be_made(topic: Topic, can: Capabilities, proposals: Collection[Proposal]) -> bool:
    """Whether there can be questions of ``topic``, with a model that ``can`` so much and what members have proposed.

    >>> can_be_made("letters", Capabilities(), ()), can_be_made("next", Capabilities(), ())
    (True, False)
    """
    if topic == "community":
        return bool(proposals)
    needed = {
        "next": can.predicts,
        "neighbours": can.vectors,
        "vectors": can.vectors,
        "layers": can.inspects,
        "attention": can.inspects,
    }
    return needed.get(topic, True)
