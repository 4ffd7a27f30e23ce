"""How near tokens are to one before and after what all vectors share is taken away, as pairs of bars."""

from collections.abc import Sequence
from math import floor

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of, lettered
from bot.drawing.picture import Picture, picture
from bot.quiz import TwoCosines


def two_cosines(illustration: TwoCosines) -> Picture:
    """Draw them in their order, each by the letter of its option, and the control last.

    Marked is the answer: the one that is no longer near or, where all are still told of, the nearest.
    """
    shown = illustration.others
    gone = any(after is None for _, _, after in shown)
    nearest = max(range(len(shown)), key=lambda number: shown[number][2] or 0)
    far = f"below {_number(illustration.beyond)}"
    rows = [
        Category(
            lettered(number, token),
            [
                Bar(plain, _number(plain), HATCHED),
                Bar(None, far, SOLID) if after is None else Bar(after, _number(after), SOLID),
            ],
            _mark(after, nearest=number == nearest, gone=gone),
        )
        for number, (token, plain, after) in enumerate(shown)
    ]
    before, after = illustration.random_pair
    rows.append(
        Category(
            "random pair",
            [Bar(before, _number(before), PALE), Bar(after, _number(after), PALE)],
            detail="mean of many",
        )
    )
    foot = f"{far}: not among the nearest {illustration.most}" if gone else ""
    target = label_of(illustration.target.text)
    legend = ((HATCHED, "cosine of the vectors as they are"), (SOLID, "with what all vectors share taken away"))
    chart = bar_chart(
        f"How near they are to {target}", rows, axis=Axis(_low(rows), 1, (0, 0.5, 1)), legend=legend, foot=foot
    )
    said = "; ".join(
        f"{lettered(number, token)} {_number(plain)}, then {foot if then is None else _number(then)}"
        f"{' (nearest)' if number == nearest and not gone else ''}"
        for number, (token, plain, then) in enumerate(shown)
    )
    control = f"Random pairs: {_number(before)}, then {_number(after)}"
    alt = f"Pairs of bars: cosines to {target}, plain and with what all vectors share taken away: {said}. {control}"
    return picture(chart, alt, len(rows))


def _low(rows: Sequence[Category]) -> float:
    """Where the axis begins: at zero, or at the last tenth before the least of all."""
    return min(0, floor(min(bar.value or 0 for row in rows for bar in row.bars) * 10) / 10)


def _mark(after: float | None, *, nearest: bool, gone: bool) -> str:
    if gone:
        return "✓ no longer near" if after is None else ""
    return "✓ nearest" if nearest else ""


def _number(cosine: float) -> str:
    return f"{cosine:.2f}".replace("-", "\N{MINUS SIGN}")
