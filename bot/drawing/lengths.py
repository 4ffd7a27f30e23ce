"""How long the vectors of tokens are, as bars."""

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of
from bot.drawing.picture import Picture, picture
from bot.quiz import Lengths


def lengths(illustration: Lengths) -> Picture:
    """Draw the longest first, and the median of the vocabulary last."""
    shown = sorted(illustration.tokens, key=lambda each: -each[1])
    rows = [
        Category(
            label_of(token.text),
            [Bar(length, f"{length:.2f}", HATCHED if at else SOLID)],
            "" if at else "✓ longest",
            f"id {token.id:,}",
        )
        for at, (token, length) in enumerate(shown)
    ]
    median = illustration.median
    rows.append(Category("median", [Bar(median, f"{median:.2f}", PALE)], detail="of all tokens"))
    chart = bar_chart("How long their vectors are", rows, axis=Axis(high=1))
    said = "; ".join(f"{label_of(token.text)} {length:.2f}" for token, length in shown)
    alt = f"Bars of the lengths of vectors, the longest first: {said}; median of all tokens {median:.2f}"
    return picture(chart, alt, len(rows))
