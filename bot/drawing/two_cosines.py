"""How near tokens are to one before and after what all vectors share is taken away, as pairs of bars."""

from collections.abc import Sequence
from math import floor

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of, signed
from bot.drawing.picture import Picture, picture
from bot.language import tr
from bot.quiz import TwoCosines
from bot.sentences import apart, sentences


def two_cosines(illustration: TwoCosines) -> Picture:
    """Draw them in their order, and the control last.

    Marked is the answer: the one that is no longer near or, where all are still told of, the nearest.
    """
    shown = illustration.others
    gone = any(after is None for _, _, after in shown)
    nearest = max(range(len(shown)), key=lambda number: shown[number][2] or 0)
    rows = _rows(illustration, nearest, gone=gone)
    foot = _foot(illustration) if gone else ""
    target = label_of(illustration.target.text)
    legend = ((HATCHED, tr("cosine of the vectors as they are")), (SOLID, tr("with what all vectors share taken away")))
    chart = bar_chart(
        tr("How near they are to {token}", token=target),
        rows,
        axis=Axis(_low(rows), 1, (0, 0.5, 1)),
        legend=legend,
        foot=foot,
    )
    told = (
        _told(label_of(token.text), signed(plain), foot if then is None else signed(then), at == nearest and not gone)
        for at, (token, plain, then) in enumerate(shown)
    )
    return picture(chart, _alt(target, apart(told), *map(signed, illustration.random_pair)), len(rows))


def _foot(illustration: TwoCosines) -> str:
    return tr(
        "below {cosine}: not among the nearest {number}",
        cosine=signed(illustration.beyond),
        number=illustration.most,
    )


def _rows(illustration: TwoCosines, nearest: int, *, gone: bool) -> list[Category]:
    far = tr("below {cosine}", cosine=signed(illustration.beyond))
    rows = [
        Category(
            label_of(token.text),
            [
                Bar(plain, signed(plain), HATCHED),
                Bar(None, far, SOLID) if after is None else Bar(after, signed(after), SOLID),
            ],
            _mark(after, nearest=number == nearest, gone=gone),
        )
        for number, (token, plain, after) in enumerate(illustration.others)
    ]
    before, after = illustration.random_pair
    rows.append(
        Category(
            tr("random pair"),
            [Bar(before, signed(before), PALE), Bar(after, signed(after), PALE)],
            detail=tr("mean of many"),
        )
    )
    return rows


def _alt(target: str, cosines: str, before: str, after: str) -> str:
    pairs = tr(
        "Pairs of bars: cosines to {token}, plain and with what all vectors share taken away: {cosines}.",
        token=target,
        cosines=cosines,
    )
    return sentences([pairs, tr("Random pairs: {before}, then {after}", before=before, after=after)])


def _told(token: str, before: str, after: str, nearest: bool) -> str:
    if nearest:
        return tr("{token} {before}, then {after} (nearest)", token=token, before=before, after=after)
    return tr("{token} {before}, then {after}", token=token, before=before, after=after)


def _low(rows: Sequence[Category]) -> float:
    """Where the axis begins: at zero, or at the last tenth before the least of all."""
    return min(0, floor(min(bar.value or 0 for row in rows for bar in row.bars) * 10) / 10)


def _mark(after: float | None, *, nearest: bool, gone: bool) -> str:
    if gone:
        return tr("✓ no longer near") if after is None else ""
    return tr("✓ nearest") if nearest else ""
