"""Whether the word mattered to a model: how far apart its answers are with the word shown and with it hidden."""

from collections.abc import Mapping

from bot.language import plural, tr

_NOISE, _HALF = 6, 50
"""Percentage points: only above the first does the word count, and above the second it counts most.

The engine computes in 8 bits: its shares were off by up to 0.06 from those of the same weights in float32 (README, “One
file, two readers”), so less cannot be told from rounding. Above one half, more of the probability moves than stays.
"""


def total_variation(shown: Mapping[str, float], hidden: Mapping[str, float]) -> float:
    """The total variation distance of two distributions: the share of the probability that moves from one to the other.

    0 where they are equal, 1 where they have nothing in common; what is missing in one of them counts as 0 there.

    >>> round(total_variation({"1": 0.31, "2": 0.69}, {"1": 0.17, "2": 0.83}), 2)
    0.14
    """
    return sum(abs(shown.get(choice, 0) - hidden.get(choice, 0)) for choice in {*shown, *hidden}) / 2


def in_points(distance: float) -> str:
    """A ``total_variation`` as it is shown.

    >>> in_points(0.14), in_points(0.01), in_points(0.003)
    ('14 percentage points', '1 percentage point', 'less than 1 percentage point')
    """
    points = round(100 * distance)
    if not points:
        return tr("less than 1 percentage point")
    return plural("{n} percentage point", "{n} percentage points", points)


def effect(distance: float) -> str:
    """What a ``total_variation`` says of the word, in a phrase. It follows from the figure that is shown.

    >>> effect(0.02), effect(0.14), effect(0.7)
    ('mostly habit', 'the word counts, but habit counts more', 'the word counts most')
    """
    points = round(100 * distance)
    if points <= _NOISE:
        return tr("mostly habit")
    return tr("the word counts most") if points > _HALF else tr("the word counts, but habit counts more")


def unseen(distance: float) -> str:
    """What would change without the word, as a ``total_variation`` tells it, in a sentence.

    >>> unseen(0.05)
    'Without seeing the word it answers nearly the same (5 percentage points apart): mostly habit.'
    >>> unseen(0.62)
    'Without seeing the word it would answer quite differently (62 percentage points apart): the word counts most.'
    """
    points, apart = round(100 * distance), in_points(distance)
    if points <= _NOISE:
        return tr("Without seeing the word it answers nearly the same ({apart} apart): mostly habit.", apart=apart)
    if points > _HALF:
        return tr(
            "Without seeing the word it would answer quite differently ({apart} apart): the word counts most.",
            apart=apart,
        )
    return tr(
        "Without seeing the word it would answer somewhat differently ({apart} apart): the word counts, but habit "
        "counts more.",
        apart=apart,
    )
