"""How well does a straight line read a letter out of the vectors of words that it was not fitted on?"""

from random import Random

from bot.inside.views import ProbeResult, ProbeScore
from bot.language import Later, later, percent, tr
from bot.quiz.illustration import Probed
from bot.quiz.makers.seen import OPTIONS, about_seen
from bot.quiz.question import Question
from bot.quiz.sources import Sources

_WIDE = 10
"""Percent: of each range that is offered."""
_HAS = (
    later(
        "A weighted sum of the numbers that stand for a word after layer {layer} of {model} has to tell whether the "
        "word has the letter “{letter}”."
    ),
    later(
        "A weighted sum of the numbers that stand for a word in the embedding of {model} has to tell whether the word "
        "has the letter “{letter}”."
    ),
)
_BEGINS = (
    later(
        "A weighted sum of the numbers that stand for a word after layer {layer} of {model} has to tell whether the "
        "word begins with “{letter}”."
    ),
    later(
        "A weighted sum of the numbers that stand for a word in the embedding of {model} has to tell whether the word "
        "begins with “{letter}”."
    ),
)
"""What is read, after a layer and in the embedding."""
_STARTS = range(40, 70, _WIDE)
"""Percent: where the lowest range may begin. A line that has found nothing may by chance be just below a half."""


async def read_how_well(rng: Random, sources: Sources, seen: ProbeResult) -> Question | None:
    """In which of four ranges its balanced accuracy is; None where it is at an end of one, or was not measured."""
    read = next(
        ((what, each) for what, each in ((_HAS, seen.contains), (_BEGINS, seen.starts)) if each and _clear(each)), None
    )
    if read is None:
        return None
    what, score = read
    right = _percent(score) // _WIDE * _WIDE
    lowest = rng.choice([each for each in _STARTS if each <= right < each + OPTIONS * _WIDE])
    offered = range(lowest, lowest + OPTIONS * _WIDE, _WIDE)
    text = later(
        "{task} It was fitted on some words. How often is it right on others, if words of which that is true and those "
        "of which it is not count half each? Guessing gets 50%.",
        task=what[not seen.layer].format(layer=seen.layer, model=sources.model_name, letter=seen.letter),
    )
    why = tr(
        "It is right on {share} (balanced accuracy, {words} words that it was not fitted on). With random labels it "
        "gets {control}, and {baseline} from length, how rare a word is, and capitals alone. What can be read out need "
        "not be used.",
        share=percent(score.balanced_accuracy),
        words=score.held_out,
        control=percent(score.control),
        baseline=percent(score.baseline),
    )
    options = [_range(each) for each in offered]
    return await about_seen(rng, sources, "vectors", text, options, offered.index(right), why, Probed(seen))


def _clear(score: ProbeScore) -> bool:
    """Whether it is inside one range, however it is rounded."""
    return _STARTS.start < _percent(score) < 100 and _percent(score) % _WIDE > 0


def _percent(score: ProbeScore) -> int:
    return round(100 * score.balanced_accuracy)


def _range(start: int) -> Later:
    return later("{start}–{end}%", start=start, end=start + _WIDE)
