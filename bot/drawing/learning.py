"""How training goes: the tokens that a text needs after each merge, as a falling line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.drawing.picture import Picture
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, chart, png
from bot.tokens import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 370
"""Pixels."""


def learning_curve(tokens: Sequence[int], known: int, name: str) -> Picture:
    """Draw ``tokens``, how many the text needs after 0, 1, … merges; and, dashed, the ``known`` that ``name`` needs."""
    merges = len(tokens) - 1
    figure = chart("Tokens that this text needs", HEIGHT)
    axes = figure.add_subplot(facecolor=GROUND)
    axes.plot(tokens, color=PINK, linewidth=3, clip_on=False, label=f"yours: {tokens[-1]:,}")
    axes.axhline(known, color=FAINT, linewidth=2, linestyle="--", label=f"{name}: {known:,}")
    _scales(axes, merges, max(*tokens, known))
    start = f"{tokens[0]:,}: one a byte"
    axes.annotate(start, (0, tokens[0]), (0, 8), textcoords="offset points", color=PINK, fontsize=16)
    figure.legend(frameon=False, labelcolor=INK, fontsize=15, loc="outside lower left", handlelength=1.6)
    return Picture(png(figure), _alt(tokens, known, name), WIDTH, HEIGHT, len(tokens))


def _scales(axes: "Axes", merges: int, highest: int) -> None:
    axes.set_xlim(0, merges)
    axes.set_ylim(0, highest * 1.2)
    steps = sorted({0, merges // 2, merges})
    axes.set_xticks(steps, [f"{step:,}" for step in steps])
    axes.set_yticks([])
    axes.set_xlabel("merges learnt", color=INK, fontsize=16)
    axes.tick_params(length=0, labelsize=16, labelcolor=INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)


def _alt(tokens: Sequence[int], known: int, name: str) -> str:
    merges = len(tokens) - 1
    halfway = f"{tokens[merges // 2]:,} after {count(merges // 2, 'merge')}, " if merges > 1 else ""
    return (
        f"A falling line: this text needs {tokens[0]:,} tokens, one a byte, before training, {halfway}"
        f"{tokens[-1]:,} after {count(merges, 'merge')}. A dashed line marks the {known:,} of {name}."
    )
