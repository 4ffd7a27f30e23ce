"""How near tokens are to one before and after what all vectors share is taken away, as pairs of bars."""

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of
from bot.drawing.picture import Picture, picture
from bot.quiz import TwoCosines


def two_cosines(illustration: TwoCosines) -> Picture:
    """Draw the nearest first as they are after it; last the one that is no longer near, and the control."""
    least = illustration.beyond
    shown = sorted(illustration.others, key=lambda each: -(least if each[2] is None else each[2]) + (each[2] is None))
    far = f"below {_number(least)}"
    rows = [
        Category(
            label_of(token.text),
            [
                Bar(plain, _number(plain), HATCHED),
                Bar(None, far, SOLID) if after is None else Bar(after, _number(after), SOLID),
            ],
            "✓ no longer near" if after is None else "",
        )
        for token, plain, after in shown
    ]
    before, after = illustration.random_pair
    rows.append(
        Category(
            "random pair",
            [Bar(before, _number(before), PALE), Bar(after, _number(after), PALE)],
            detail="mean of many",
        )
    )
    foot = f"{far}: not among the nearest {illustration.most}"
    target = label_of(illustration.target.text)
    legend = ((HATCHED, "cosine of the vectors as they are"), (SOLID, "with what all vectors share taken away"))
    chart = bar_chart(
        f"How near they are to {target}", rows, axis=Axis(min(0, after), 1, (0, 0.5, 1)), legend=legend, foot=foot
    )
    said = "; ".join(
        f"{label_of(token.text)} {_number(plain)}, then {foot if then is None else _number(then)}"
        for token, plain, then in shown
    )
    control = f"Random pairs: {_number(before)}, then {_number(after)}"
    alt = f"Pairs of bars: cosines to {target}, plain and with what all vectors share taken away: {said}. {control}"
    return picture(chart, alt, len(rows))


def _number(cosine: float) -> str:
    return f"{cosine:.2f}".replace("-", "\N{MINUS SIGN}")
