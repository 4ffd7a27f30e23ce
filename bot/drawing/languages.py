"""What the same sentence costs in several languages, as bars."""

from collections.abc import Sequence

from bot.drawing.bars import Bar, Category, bar_chart
from bot.drawing.picture import Picture, picture
from bot.tokens import Price


def language_bars(prices: Sequence[Price], encoding: str) -> Picture:
    """Draw how many tokens each language needs, from top to bottom in the order of ``prices``.

    On each bar stand its tokens and how many times those of English that is: ``142 · 3.1×``.
    """
    rows = [Category(price.language, [Bar(price.tokens, _figures(price))]) for price in prices]
    chart = bar_chart(f"Tokens of one sentence\nin {encoding} · times English", rows)
    listed = "; ".join(f"{price.language} {_figures(price)}" for price in prices)
    alt = f"Bars: tokens of one sentence in {len(prices)} languages in {encoding}, and how many times English. {listed}"
    return picture(chart, alt, len(prices))


def _figures(price: Price) -> str:
    return f"{price.tokens:,} · {price.ratio:.1f}×"
