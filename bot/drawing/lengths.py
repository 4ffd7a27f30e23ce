"""How long the vectors of tokens are, as bars."""

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import lettered
from bot.drawing.picture import Picture, picture
from bot.language import number, tr
from bot.quiz import Lengths
from bot.sentences import apart


def lengths(illustration: Lengths) -> Picture:
    """Draw them in their order, each by the letter of its option, and the median of the vocabulary last."""
    shown = illustration.tokens
    longest = max(length for _, length in shown)
    rows = [
        Category(
            lettered(at, token),
            [Bar(length, number(length, 2), SOLID if length == longest else HATCHED)],
            tr("✓ longest") if length == longest else "",
            tr("id {id}", id=str(token.id)),
        )
        for at, (token, length) in enumerate(shown)
    ]
    median = illustration.median
    rows.append(Category(tr("median"), [Bar(median, number(median, 2), PALE)], detail=tr("of all tokens")))
    chart = bar_chart(tr("How long their vectors are"), rows, axis=Axis(high=1))
    said = apart(
        tr("{token} {length} (longest)", token=lettered(at, token), length=number(length, 2))
        if length == longest
        else f"{lettered(at, token)} {number(length, 2)}"
        for at, (token, length) in enumerate(shown)
    )
    alt = tr(
        "Bars of the lengths of vectors: {lengths}; median of all tokens {median}",
        lengths=said,
        median=number(median, 2),
    )
    return picture(chart, alt, len(rows))
