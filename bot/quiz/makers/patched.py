"""Up to which layer does replacing one token's state still change what a model says?"""

import itertools
from random import Random

from bot.inside.views import PatchView
from bot.language import Later, later, percent, tr
from bot.quiz.illustration import Patched
from bot.quiz.lots import ending, named
from bot.quiz.makers.seen import OPTIONS, about_seen
from bot.quiz.question import Question
from bot.quiz.sources import Sources

_STEP = 4
"""Layers between one option and the next."""
_LEAST = 0.1
"""The least probability of what the text says by itself."""
_CLEAR = 0.05
"""By how much of it the shares beside the half are off that: bfloat16 is off by less."""


async def last_that_halves(rng: Random, sources: Sources, seen: PatchView) -> Question | None:
    """After which layer the swap last halves the chance of the answer; None unless it does so up to there alone."""
    if not _clear(seen):
        return None
    right, layers = seen.halved[-1], len(seen.after) - 1
    lowest = [each for each in range(right, -1, -_STEP)[:OPTIONS] if each + (OPTIONS - 1) * _STEP <= layers]
    if not lowest:
        return None
    offered = [*itertools.islice(itertools.count(rng.choice(lowest), _STEP), OPTIONS)]
    answer = named(seen.followed[0])
    text = later(
        "“{text} …” Here {model} finds “{answer}” likeliest to come next. Now its state at “{token}” is replaced by "
        "that at “{other}” in “{other_text}”, after one of its {layers} layers. What is the last layer at which this "
        "swap halves the chance of “{answer}”, or more than halves it?",
        text=ending(seen.tokens),
        model=sources.model_name,
        answer=answer,
        token=named(seen.tokens[seen.position]),
        other=named(seen.other[seen.other_position]),
        other_text=ending(seen.other),
        layers=layers,
    )
    why = tr(
        "“{answer}” has {share} as it is, {replaced} if the state is replaced after layer {layer}, and {next_replaced} "
        "after layer {next_layer}. After that layer, what tells the texts apart mostly reaches the end through other "
        "tokens.",
        answer=answer,
        share=percent(seen.before[0], 1),
        replaced=percent(seen.after[right][0], 1),
        layer=right,
        next_replaced=percent(seen.after[right + 1][0], 1),
        next_layer=right + 1,
    )
    options = [_label(each) for each in offered]
    return await about_seen(rng, sources, "layers", text, options, offered.index(right), why, Patched(seen))


def _clear(seen: PatchView) -> bool:
    """Whether the swap halves the chance of the answer up to a layer and not from there on, both clearly."""
    last = len(seen.halved) - 1
    if seen.before[0] < _LEAST or not 0 <= last < len(seen.after) - 1 or seen.halved != tuple(range(last + 1)):
        return False
    shares = [own / seen.before[0] for own, *_ in seen.after]
    return shares[last] <= 0.5 - _CLEAR and shares[last + 1] >= 0.5 + _CLEAR


def _label(layer: int) -> Later:
    return later("Layer {layer}", layer=layer) if layer else later("The embedding (0)")
