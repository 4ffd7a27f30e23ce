"""What the same sentence costs in several languages, as bars."""

from collections.abc import Sequence

from bot.drawing.bars import Bar, Category, bar_chart
from bot.drawing.picture import Picture, picture
from bot.language import language_name, number, tr
from bot.sentences import apart, sentences
from bot.tokens import Price


def language_bars(prices: Sequence[Price], encoding: str) -> Picture:
    """Draw how many tokens each language needs, from top to bottom in the order of ``prices``.

    On each bar stand its tokens and how many times those of English that is: ``142 · 3.1×``.
    """
    rows = [Category(language_name(price.language), [Bar(price.tokens, _figures(price))]) for price in prices]
    chart = bar_chart(tr("Tokens of one sentence\nin {encoding} · times English", encoding=encoding), rows)
    listed = apart(f"{language_name(price.language)} {_figures(price)}" for price in prices)
    said = tr(
        "Bars: tokens of one sentence in {number} languages in {encoding}, and how many times English.",
        number=len(prices),
        encoding=encoding,
    )
    return picture(chart, sentences([said, listed]), len(prices))


def _figures(price: Price) -> str:
    return f"{number(price.tokens)} · {number(price.ratio, 1)}×"
