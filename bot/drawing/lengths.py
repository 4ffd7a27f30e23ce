"""How long the vectors of tokens are, as bars."""

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of
from bot.drawing.picture import Picture, picture
from bot.language import number, tr
from bot.quiz import Lengths
from bot.sentences import apart


def lengths(illustration: Lengths) -> Picture:
    """Draw them in their order, and the median of the vocabulary last."""
    shown = illustration.tokens
    longest = max(length for _, length in shown)
    rows = [
        Category(
            label_of(token.text),
            [Bar(length, number(length, 2), SOLID if length == longest else HATCHED)],
            tr("✓ longest") if length == longest else "",
            tr("id {id}", id=str(token.id)),
        )
        for token, length in shown
    ]
    median = illustration.median
    rows.append(Category(tr("median"), [Bar(median, number(median, 2), PALE)], detail=tr("of all tokens")))
    chart = bar_chart(tr("How long their vectors are"), rows, axis=Axis(high=1))
    said = apart(
        tr("{token} {length} (longest)", token=label_of(token.text), length=number(length, 2))
        if length == longest
        else f"{label_of(token.text)} {number(length, 2)}"
        for token, length in shown
    )
    alt = tr(
        "Bars of the lengths of vectors: {lengths}; median of all tokens {median}",
        lengths=said,
        median=number(median, 2),
    )
    return picture(chart, alt, len(rows))
