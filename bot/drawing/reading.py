"""What one token reads of those before it, as bars in the order of the text."""

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of, probability_text
from bot.drawing.picture import Picture, picture
from bot.language import plural, tr
from bot.quiz import Reading
from bot.sentences import apart, sentences
from bot.tokens import PromptToken

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
        rows.append(Category(plural("{n} other", "{n} others", len(left)), [Bar(share, probability_text(share), PALE)]))
    reader = label_of(illustration.reader.text)
    layer, head = illustration.layer, illustration.head
    title = (
        tr("What {token} reads: layer {layer}, head {head}", token=reader, layer=layer, head=head)
        if head
        else tr("What {token} reads: layer {layer}, mean of all heads", token=reader, layer=layer)
    )
    foot = tr("the first token left aside, which gets {share}", share=probability_text(illustration.on_first))
    chart = bar_chart(title, rows, axis=Axis(high=1), foot=foot)
    said = apart(
        f"{label_of(illustration.shares[at][0].text)} {probability_text(illustration.shares[at][1])}" for at in shown
    )
    right = label_of(illustration.shares[most[0]][0].text)
    told = _most_alt(illustration, reader, right)
    return picture(chart, sentences([told, tr("In the order of the text: {tokens}", tokens=said)]), len(rows))


def _row(token: PromptToken, share: float, *, at: int, right: bool) -> Category:
    """``at`` counts from the second token of the text."""
    bar = Bar(share, probability_text(share), SOLID if right else HATCHED)
    place = tr("token {number}", number=at + 2)
    return Category(label_of(token.text), [bar], f"✓ {place}" if right else "", place)


def _most_alt(illustration: Reading, reader: str, right: str) -> str:
    layer, head, on_first = illustration.layer, illustration.head, probability_text(illustration.on_first)
    if not head:
        return tr(
            "Bars: layer {layer}, mean of all heads reads most from {right} at {token}, the first token left aside, "
            "which gets {share}.",
            layer=layer,
            right=right,
            token=reader,
            share=on_first,
        )
    return tr(
        "Bars: layer {layer}, head {head} reads most from {right} at {token}, the first token left aside, "
        "which gets {share}.",
        layer=layer,
        head=head,
        right=right,
        token=reader,
        share=on_first,
    )
