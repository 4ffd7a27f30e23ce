"""What the same sentence costs in several languages, as bars."""

from collections.abc import Sequence

from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.theme import GROUND, INK, PINK, WIDTH, chart, png
from bot.tokens import Price

_ROW_HEIGHT, _REST_HEIGHT = 40, 102
"""Pixels of a language with its bar, and of the title and the margins together."""


def language_bars(prices: Sequence[Price], encoding: str) -> Picture:
    """Draw how many tokens each language needs, from top to bottom in the order of ``prices``.

    On each bar stand its tokens and how many times those of English that is: ``142 · 3.1×``.
    """
    height = _ROW_HEIGHT * len(prices) + _REST_HEIGHT
    figure = chart(f"Tokens of one sentence\nin {encoding} · times English", height)
    axes = figure.add_subplot(facecolor=GROUND)
    axes.barh(range(len(prices)), [price.tokens for price in prices], 0.66, color=PINK)
    for place, price in enumerate(prices):
        said = f" {_figures(price)}"
        axes.text(price.tokens, place, said, color=INK, fontsize=16, va="center", weight="bold")
    # Room on the right for the figures of the longest bar.
    axes.set_xlim(0, max(price.tokens for price in prices) * 1.45)
    axes.set_yticks(range(len(prices)), [price.language for price in prices], color=INK, fontsize=17)
    axes.set_ylim(len(prices) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    listed = "; ".join(f"{price.language} {_figures(price)}" for price in prices)
    alt = f"Bars: tokens of one sentence in {len(prices)} languages in {encoding}, and how many times English. {listed}"
    return Picture(png(figure), alt[:MAX_ALT], WIDTH, height, len(prices))


def _figures(price: Price) -> str:
    return f"{price.tokens:,} · {price.ratio:.1f}×"
