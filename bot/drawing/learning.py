"""How training goes: the tokens that a text needs after each merge, as a falling line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from bot.drawing.picture import Picture
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, chart, png
from bot.language import number, plural, tr
from bot.sentences import headed, separated

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 370
"""Pixels."""


def learning_curve(tokens: Sequence[int], known: int, name: str) -> Picture:
    """Draw ``tokens``, how many the text needs after 0, 1, … merges; and, dashed, the ``known`` that ``name`` needs."""
    merges = len(tokens) - 1
    figure = chart(tr("Tokens that this text needs"), HEIGHT)
    axes = figure.add_subplot(facecolor=GROUND)
    axes.plot(tokens, color=PINK, linewidth=3, clip_on=False, label=tr("yours: {number}", number=tokens[-1]))
    axes.axhline(known, color=FAINT, linewidth=2, linestyle="--", label=headed(name, number(known)))
    _scales(axes, merges, max(*tokens, known))
    start = tr("{number}: one a byte", number=tokens[0])
    offset: Literal["offset points"] = "offset points"  # untranslated: a unit
    axes.annotate(start, (0, tokens[0]), (0, 8), textcoords=offset, color=PINK, fontsize=16)
    where: Literal["outside lower left"] = "outside lower left"  # untranslated: a place
    figure.legend(frameon=False, labelcolor=INK, fontsize=15, loc=where, handlelength=1.6)
    return Picture(png(figure), _alt(tokens, known, name), WIDTH, HEIGHT, len(tokens))


def _scales(axes: "Axes", merges: int, highest: int) -> None:
    axes.set_xlim(0, merges)
    axes.set_ylim(0, highest * 1.2)
    steps = sorted({0, merges // 2, merges})
    axes.set_xticks(steps, [number(step) for step in steps])
    axes.set_yticks([])
    axes.set_xlabel(tr("merges learnt"), color=INK, fontsize=16)
    axes.tick_params(length=0, labelsize=16, labelcolor=INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)


def _alt(tokens: Sequence[int], known: int, name: str) -> str:
    merges = len(tokens) - 1
    later = [merges // 2, merges] if merges > 1 else [merges]
    return tr(
        "A falling line: this text needs {tokens} tokens, one a byte, before training, {later}. "
        "A dashed line marks the {known} of {encoding}.",
        tokens=tokens[0],
        later=separated(_after(tokens[each], each) for each in later),
        known=known,
        encoding=name,
    )


def _after(tokens: int, merges: int) -> str:
    # Translators: so many tokens.
    return plural("{tokens} after {n} merge", "{tokens} after {n} merges", merges, tokens=tokens)
