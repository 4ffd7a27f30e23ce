"""What questions about a view of the inside of a model have in common."""

from collections.abc import Sequence
from random import Random

from bot.language import Later
from bot.quiz.illustration import Illustration
from bot.quiz.lots import among, not_right
from bot.quiz.playing import play_options
from bot.quiz.question import Question, Topic
from bot.quiz.sources import Sources

OPTIONS = 4


async def about_seen(
    rng: Random,
    sources: Sources,
    topic: Topic,
    text: Later,
    right: Later,
    others: Sequence[Later],
    why: str,
    illustration: Illustration,
) -> Question:
    """A question whose options are the ``right`` one and ``others``, in random order; the model plays it, too."""
    options, place = among(rng, right, others)
    return Question(
        topic=topic,
        subject="",
        text=str(text),
        options=tuple(map(str, options)),
        right=place,
        hint=not_right(rng, options, place),
        why=why,
        illustration=illustration,
        model=await play_options(sources.model, text, options),
    )
