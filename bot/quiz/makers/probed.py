"""How well does a straight line read a letter out of the vectors of words that it was not fitted on?"""

from random import Random

from bot.inside.views import ProbeResult, ProbeScore
from bot.quiz.makers.seen import OPTIONS, about_seen
from bot.quiz.question import Probed, Question
from bot.quiz.sources import Sources

_WIDE = 10
"""Percent: of each range that is offered."""
_STARTS = range(40, 70, _WIDE)
"""Percent: where the lowest range may begin. A line that has found nothing may by chance be just below a half."""


async def read_how_well(chance: Random, sources: Sources, seen: ProbeResult) -> Question | None:
    """In which of four ranges its balanced accuracy is; None where it is at an end of one, or was not measured."""
    asked = {f"has the letter “{seen.letter}”": seen.contains, f"begins with “{seen.letter}”": seen.starts}
    what, score = next(((what, each) for what, each in asked.items() if each and _clear(each)), ("", None))
    if score is None:
        return None
    right = _percent(score) // _WIDE * _WIDE
    lowest = chance.choice([each for each in _STARTS if each <= right < each + OPTIONS * _WIDE])
    offered = range(lowest, lowest + OPTIONS * _WIDE, _WIDE)
    where = f"after layer {seen.layer}" if seen.layer else "in the embedding"
    name = sources.model_name
    text = (
        f"A weighted sum of the numbers that stand for a word {where} of {name} has to tell whether the word {what}. "
        "It was fitted on some words. How often is it right on others, if words of which that is true and those of "
        "which it is not count half each? Guessing gets 50%."
    )
    why = (
        f"It is right on {score.balanced_accuracy:.0%} (balanced accuracy, {score.held_out:,} words that it was not "
        f"fitted on). With random labels it gets {score.control:.0%}, and {score.baseline:.0%} from length, how rare a "
        "word is, and capitals alone. What can be read out need not be used."
    )
    others = [_range(each) for each in offered if each != right]
    return await about_seen(chance, sources, "vectors", text, _range(right), others, why, Probed(seen))


def _clear(score: ProbeScore) -> bool:
    """Whether it is inside one range, however it is rounded."""
    return _STARTS.start < _percent(score) < 100 and _percent(score) % _WIDE > 0


def _percent(score: ProbeScore) -> int:
    return round(100 * score.balanced_accuracy)


def _range(start: int) -> str:
    return f"{start}–{start + _WIDE}%"
