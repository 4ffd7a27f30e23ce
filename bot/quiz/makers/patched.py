"""Up to which layer does replacing one token's state still change what a model says?"""

import itertools
from random import Random

from bot.inside.views import PatchView
from bot.quiz.lots import ending, named
from bot.quiz.makers.seen import OPTIONS, about_seen
from bot.quiz.question import Patched, Question
from bot.quiz.sources import Sources

_STEP = 4
"""Layers between one option and the next."""
_LEAST = 0.1
"""The least probability of what the text says by itself."""
_CLEAR = 0.05
"""By how much of it the shares beside the half are off that: bfloat16 is off by less."""


async def last_that_halves(chance: Random, sources: Sources, seen: PatchView) -> Question | None:
    """After which layer the swap last halves the chance of the answer; None unless it does so up to there alone."""
    if not _clear(seen):
        return None
    right, layers = seen.halved[-1], len(seen.after) - 1
    lowest = [each for each in range(right, -1, -_STEP)[:OPTIONS] if each + (OPTIONS - 1) * _STEP <= layers]
    if not lowest:
        return None
    offered = itertools.islice(itertools.count(chance.choice(lowest), _STEP), OPTIONS)
    answer, own, other = (
        named(each) for each in (seen.followed[0], seen.tokens[seen.position], seen.other[seen.other_position])
    )
    name = sources.model_name
    text = (
        f"“{ending(seen.tokens)} …” Here {name} finds “{answer}” likeliest to come next. Now its state at “{own}” is "
        f"replaced by that at “{other}” in “{ending(seen.other)}”, after one of its {layers} layers. What is the "
        f"last layer at which this swap halves the chance of “{answer}”, or more than halves it?"
    )
    before, (kept, *_), (gone, *_) = seen.before[0], seen.after[right + 1], seen.after[right]
    why = (
        f"“{answer}” has {before:.1%} as it is, {gone:.1%} if the state is replaced after layer {right}, and "
        f"{kept:.1%} after layer {right + 1}. After that layer, what tells the texts apart mostly reaches the end "
        "through other tokens."
    )
    others = [_label(each) for each in offered if each != right]
    return await about_seen(chance, sources, "layers", text, _label(right), others, why, Patched(seen))


def _clear(seen: PatchView) -> bool:
    """Whether the swap halves the chance of the answer up to a layer and not from there on, both clearly."""
    last = len(seen.halved) - 1
    if seen.before[0] < _LEAST or not 0 <= last < len(seen.after) - 1 or seen.halved != tuple(range(last + 1)):
        return False
    shares = [own / seen.before[0] for own, *_ in seen.after]
    return shares[last] <= 0.5 - _CLEAR and shares[last + 1] >= 0.5 + _CLEAR


def _label(layer: int) -> str:
    return f"Layer {layer}" if layer else "The embedding (0)"
