"""How long the vectors of tokens are, as bars."""

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import lettered
from bot.drawing.picture import Picture, picture
from bot.quiz import Lengths


def lengths(illustration: Lengths) -> Picture:
    """Draw them in their order, each by the letter of its option, and the median of the vocabulary last."""
    shown = illustration.tokens
    longest = max(length for _, length in shown)
    rows = [
        Category(
            lettered(number, token),
            [Bar(length, f"{length:.2f}", SOLID if length == longest else HATCHED)],
            "✓ longest" if length == longest else "",
            f"id {token.id:,}",
        )
        for number, (token, length) in enumerate(shown)
    ]
    median = illustration.median
    rows.append(Category("median", [Bar(median, f"{median:.2f}", PALE)], detail="of all tokens"))
    chart = bar_chart("How long their vectors are", rows, axis=Axis(high=1))
    said = "; ".join(
        f"{lettered(number, token)} {length:.2f}{' (longest)' if length == longest else ''}"
        for number, (token, length) in enumerate(shown)
    )
    alt = f"Bars of the lengths of vectors: {said}; median of all tokens {median:.2f}"
    return picture(chart, alt, len(rows))
