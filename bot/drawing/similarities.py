"""How near the vectors of tokens are to each other, as bars of their cosines."""

from collections.abc import Sequence
from math import floor

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of, signed
from bot.drawing.picture import Picture, picture
from bot.language import tr
from bot.quiz import Similarities
from bot.sentences import apart, sentences, stopped
from bot.tokens import PromptToken

_LEAST = -0.2
"""Where the axis begins, unless a cosine is less."""


def similarities(illustration: Similarities) -> Picture:
    """Draw the cosines of at least one token, in their order.

    Marked is the answer: the token that is nearest to the target or, without one, that which is farthest from the rest.
    Last comes the control, what a random pair has.
    """
    shown = illustration.others
    nearness = [cosine for _, cosine in shown]
    answer, word = (max, tr("nearest")) if illustration.target else (min, tr("odd one out"))
    at = nearness.index(answer(nearness))
    rows = [
        Category(
            label_of(token.text),
            [Bar(cosine, signed(cosine), SOLID if number == at else HATCHED)],
            f"✓ {word}" if number == at else "",
        )
        for number, (token, cosine) in enumerate(shown)
    ]
    control = illustration.random_pair
    if control is not None:
        rows.append(Category(tr("random pair"), [Bar(control, signed(control), PALE)], detail=tr("mean of all")))
    axis = Axis(min(_LEAST, floor(min(*nearness, control or 0) * 10) / 10), 1, (0, 0.5, 1))
    chart = bar_chart(_title(illustration), rows, axis=axis, foot=tr("cosine of their vectors · 1: same direction"))
    return picture(chart, _alt(illustration, shown, at, word), len(shown))


def _title(illustration: Similarities) -> str:
    if illustration.target is None:
        return tr("How near each is to the others")
    return tr("Nearest to {token}", token=label_of(illustration.target.text))


def _alt(illustration: Similarities, shown: Sequence[tuple[PromptToken, float]], at: int, word: str) -> str:
    said = apart(
        f"{label_of(token.text)} {signed(cosine)}{f' ({word})' if number == at else ''}"
        for number, (token, cosine) in enumerate(shown)
    )
    target = illustration.target
    told = [
        tr("Bars of cosines of each token to the others: {cosines}", cosines=said)
        if target is None
        else tr("Bars of cosines to {token}: {cosines}", token=label_of(target.text), cosines=said)
    ]
    if illustration.random_pair is not None:
        told.append(tr("Mean of all pairs of tokens: {cosine}", cosine=signed(illustration.random_pair)))
    return sentences(map(stopped, told))
