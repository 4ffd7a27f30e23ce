"""What questions about a view of the inside of a model have in common."""

from collections.abc import Sequence
from random import Random

from bot.language import Later
from bot.quiz.illustration import Illustration
from bot.quiz.lots import not_right
from bot.quiz.playing import play_options
from bot.quiz.question import Question, Topic
from bot.quiz.sources import Sources

OPTIONS = 4


async def about_seen(
    rng: Random,
    sources: Sources,
    topic: Topic,
    text: Later,
    options: Sequence[Later],
    right: int,
    why: str,
    illustration: Illustration,
) -> Question:
    """A question with these ``options``, of which the one of the number ``right`` is; the model plays it, too."""
    return Question(
        topic=topic,
        subject="",
        text=str(text),
        options=tuple(map(str, options)),
        right=right,
        hint=not_right(rng, options, right),
        why=why,
        illustration=illustration,
        model=await play_options(sources.model, text, options),
    )
