"""Calculations of a step by hand, written out in columns."""

from collections.abc import Callable, Sequence

from bot.drawing.step_scenes import exact, rounded
from bot.lab.step import Floats
from bot.language import tr
from bot.ui.text import fence, to_left


def added(
    name: str,
    values: Floats,
    weights: Floats,
    total: float,
    value: Callable[[float], str],
    weight: Callable[[float], str] = exact,
) -> list[str]:
    """A sum of products, a line each."""
    lines = [
        f"  {value(one):>6} × {weight(other):>6} {rounded(one * other):>7}"
        for one, other in zip(values, weights, strict=True)
    ]
    return [name, *lines, f"   {to_left(tr('sum'), 15)}{rounded(total):>7}"]


def products(
    starts: Sequence[str], ends: Sequence[str], values: Floats, came: Floats, value: Callable[[float], str]
) -> list[str]:
    """The gradients of all weights between two layers: what came in × what comes back."""
    lines = []
    for start, one in zip(starts, values, strict=True):
        lines.append(f"{start}: {value(one)} ×")
        lines += [
            f"  →{end:<5} {rounded(other):>6} = {rounded(one * other):>6}"
            for end, other in zip(ends, came, strict=True)
        ]
    return lines


def grid(starts: Sequence[str], ends: Sequence[str], values: Floats, came: Floats) -> list[str]:
    """The same between two layers whose second has two units: a column for each."""
    heads = (f"→{end}" for end in ends)
    lines = [
        f"{'':<12}{''.join(f'{head:>7}' for head in heads)}",
        f"{'':<11}×{''.join(f'{rounded(each):>7}' for each in came)}",
    ]
    for start, one in zip(starts, values, strict=True):
        lines.append(f"{start:<7}{exact(one):>5}{''.join(f'{rounded(one * other):>7}' for other in came)}")
    return lines


def moved(name: str, was: float, gradient: float, now: float) -> str:
    """A number as it was, its gradient, and as it is now."""
    return f"{name:<7}{exact(was):>5}{rounded(gradient):>7}{rounded(now):>7}"


def table(lines: Sequence[str]) -> str:
    """Lines that stand in columns."""
    return fence("\n".join(lines))
