"""What one token reads of those before it, as bars in the order of the text."""

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of, percent
from bot.drawing.picture import Picture, picture
from bot.quiz import Reading
from bot.tokens import PromptToken, count

_MOST = 10


def reading(illustration: Reading) -> Picture:
    """Draw the tokens that are read most; the first token of the text is told of below."""
    places = [*range(len(illustration.shares))]
    most = sorted(places, key=lambda at: -illustration.shares[at][1])
    shown = sorted(most[:_MOST])
    rows = [_row(*illustration.shares[at], at=at, right=at == most[0]) for at in shown]
    left = most[_MOST:]
    if left:
        share = sum(illustration.shares[at][1] for at in left)
        rows.append(Category(count(len(left), "other"), [Bar(share, percent(share), PALE)]))
    reader = label_of(illustration.reader.text)
    title = f"What {reader} reads: {_head(illustration)}"
    foot = f"the first token left aside, which gets {percent(illustration.on_first)}"
    chart = bar_chart(title, rows, axis=Axis(high=1), foot=foot)
    said = "; ".join(
        f"{label_of(illustration.shares[at][0].text)} {percent(illustration.shares[at][1])}" for at in shown
    )
    right = label_of(illustration.shares[most[0]][0].text)
    alt = f"Bars: {_head(illustration)} reads most from {right} at {reader}, {foot}. In the order of the text: {said}"
    return picture(chart, alt, len(rows))


def _row(token: PromptToken, share: float, *, at: int, right: bool) -> Category:
    """``at`` counts from the second token of the text."""
    bar = Bar(share, percent(share), SOLID if right else HATCHED)
    place = f"token {at + 2}"
    return Category(label_of(token.text), [bar], f"✓ {place}" if right else "", place)


def _head(illustration: Reading) -> str:
    head = f"head {illustration.head}" if illustration.head else "mean of all heads"
    return f"layer {illustration.layer}, {head}"
