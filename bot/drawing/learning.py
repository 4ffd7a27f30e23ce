"""How training goes: the tokens that a text needs after each merge, as a falling line."""

from collections.abc import Sequence
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from bot.drawing.picture import Picture
from bot.tokens import count

WIDTH, HEIGHT = 560, 420
"""Pixels."""

_DPI = 100
_GROUND, _INK, _FAINT, _PINK = "#232428", "#f2f3f5", "#b5bac1", "#f0718f"


def learning_curve(tokens: Sequence[int], known: int, name: str) -> Picture:
    """Draw ``tokens``, how many the text needs after 0, 1, … merges; and, dashed, the ``known`` that ``name`` needs."""
    merges = len(tokens) - 1
    figure = Figure(
        (WIDTH / _DPI, HEIGHT / _DPI), _DPI, facecolor=_GROUND, layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12)
    )
    axes = figure.add_subplot(facecolor=_GROUND)
    axes.plot(tokens, color=_PINK, linewidth=3, clip_on=False, label=f"yours: {tokens[-1]:,}")
    axes.axhline(known, color=_FAINT, linewidth=2, linestyle="--", label=f"{name}: {known:,}")
    _scales(axes, merges, max(*tokens, known))
    start = f"{tokens[0]:,}: one a byte"
    axes.annotate(start, (0, tokens[0]), (0, 8), textcoords="offset points", color=_PINK, fontsize=16)
    figure.legend(frameon=False, labelcolor=_INK, fontsize=15, loc="outside lower left", ncols=2, handlelength=1.6)
    figure.suptitle("Tokens that this text needs", color=_INK, fontsize=16, x=0.03, ha="left")
    data = BytesIO()
    figure.savefig(data, format="png")
    return Picture(data.getvalue(), _alt(tokens, known, name), WIDTH, HEIGHT, len(tokens))


def _scales(axes: Axes, merges: int, highest: int) -> None:
    axes.set_xlim(0, merges)
    axes.set_ylim(0, highest * 1.2)
    steps = sorted({0, merges // 2, merges})
    axes.set_xticks(steps, [f"{step:,}" for step in steps])
    axes.set_yticks([])
    axes.set_xlabel("merges learnt", color=_INK, fontsize=16)
    axes.tick_params(length=0, labelsize=16, labelcolor=_INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(_FAINT)


def _alt(tokens: Sequence[int], known: int, name: str) -> str:
    merges = len(tokens) - 1
    halfway = f"{tokens[merges // 2]:,} after {count(merges // 2, 'merge')}, " if merges > 1 else ""
    return (
        f"A falling line: this text needs {tokens[0]:,} tokens, one a byte, before training, {halfway}"
        f"{tokens[-1]:,} after {count(merges, 'merge')}. A dashed line marks the {known:,} of {name}."
    )
