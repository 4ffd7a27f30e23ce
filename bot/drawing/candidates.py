"""The tokens that a model could have written at one place of its answer, as bars."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.drawing.fonts import legible_in_a_chart
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.strip import percent
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, chart, png
from bot.model.api import Candidate, WrittenToken
from bot.tokens import PromptToken, visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW_HEIGHT, _REST_HEIGHT = 44, 72
"""Pixels of a token with its bar, and of the title and the margins together."""
_MAX_LABEL = 16
"""Characters."""


def candidate_bars(written: WrittenToken) -> Picture:
    """Draw the likeliest tokens at the place of ``written``, itself among them, likeliest first.

    It is marked by a word and a solid bar. Last comes what all other tokens of the vocabulary have together.
    """
    chosen = Candidate(written.token, written.probability)
    shown = sorted([chosen, *written.runners_up], key=lambda each: -each.probability)
    at = shown.index(chosen)
    labels = [*(_label(each.token) for each in shown), "all others"]
    labels[at] = f"chosen ▸ {labels[at]}"
    shares = [each.probability for each in shown]
    shares.append(max(0.0, 1 - sum(shares)))  # what was kept of them is rounded
    height = _ROW_HEIGHT * len(labels) + _REST_HEIGHT
    figure = chart("How likely each token was", height)
    _bars(figure.add_subplot(facecolor=GROUND), labels, shares, at)
    listed = "; ".join(f"{label} {percent(share)}" for label, share in zip(labels, shares, strict=True))
    alt = f"Bars: how likely the model found each token at this place. {listed}"
    return Picture(png(figure), alt[:MAX_ALT], WIDTH, height, len(shown))


def _bars(axes: "Axes", labels: Sequence[str], shares: Sequence[float], chosen: int) -> None:
    """A bar for each of ``shares``, from top to bottom; that at ``chosen`` is solid."""
    for place, share in enumerate(shares):
        colour, fill, hatch = (PINK, PINK, None) if place == chosen else (FAINT, "none", "////")
        axes.barh(place, share, 0.66, color=fill, edgecolor=colour, hatch=hatch)
        weight = "bold" if place == chosen else "normal"
        axes.text(share, place, f" {percent(share)}", color=colour, fontsize=16, va="center", weight=weight)
    axes.set_xlim(0, max(shares) * 1.3)
    # A token with two dollars is no formula.
    axes.set_yticks(range(len(labels)), labels, color=INK, fontsize=17, parse_math=False)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _label(token: PromptToken) -> str:
    label = legible_in_a_chart(visible(token.text))
    return label if len(label) <= _MAX_LABEL else f"{label[: _MAX_LABEL - 1]}…"
