"""The likeliest next tokens as bars: the chance of each to be drawn, and how likely the model itself finds it."""

from collections.abc import Sequence
from math import isclose

from bot.drawing.bars import HATCHED, PALE, SOLID, Bar, Category, Look, bar_chart
from bot.drawing.chips import label_of, probability_text
from bot.drawing.picture import Picture, picture
from bot.language import percent, tr
from bot.model import NextToken
from bot.sentences import apart, sentences

MAX_BARS = 12


def next_token_bars(likeliest: Sequence[NextToken]) -> Picture:
    """Draw the first ``MAX_BARS`` of at least one token, from top to bottom.

    Where chances and the model's own probabilities differ, both are drawn. What cannot be drawn by chance is hatched.
    """
    shown = likeliest[:MAX_BARS]
    differ = any(not isclose(each.chance, each.probability, rel_tol=1e-6) for each in shown)
    rows = [_category(each, differ=differ) for each in shown]
    chart = bar_chart(
        tr("The {number} likeliest next tokens", number=len(shown)), rows, legend=_legend(shown) if differ else ()
    )
    return picture(chart, _alt(shown, differ=differ), len(shown))


def chance_words(chance: float) -> str:
    """A chance in figures; unlike a model's own probability, it can be all there is.

    >>> chance_words(1), chance_words(0.999)
    ('100%', '>99%')
    """
    return percent(1) if isclose(chance, 1) else probability_text(chance)


def _category(token: NextToken, *, differ: bool) -> Category:
    bars = [Bar(token.chance, chance_words(token.chance))]
    if differ:
        own = probability_text(token.probability)
        if not token.chance:
            bars = [Bar(None, tr("never drawn"), PALE)]
        bars.append(Bar(token.probability, own, PALE if token.chance else HATCHED))
    id_ = tr("special · {id}", id=str(token.token.id)) if token.token.special else str(token.token.id)
    return Category(label_of(token.token.text), bars, detail=id_)


def _legend(shown: Sequence[NextToken]) -> Sequence[tuple[Look, str]]:
    legend = [(SOLID, tr("chance to be drawn")), (PALE, tr("the model's own probability, at temperature 1"))]
    if not all(each.chance for each in shown):
        legend.append((HATCHED, tr("the same of a token that is cut off: never drawn")))
    return legend


def _alt(shown: Sequence[NextToken], *, differ: bool) -> str:
    said = apart(_read_out(each, differ=differ) for each in shown)
    if not differ:
        head = tr(
            "Bars of the {number} likeliest next tokens: of each its id, its chance to be drawn.", number=len(shown)
        )
        return sentences([head, said])
    head = tr(
        "Bars of the {number} likeliest next tokens: of each its id, its chance to be drawn, "
        "and in brackets the model's own probability.",
        number=len(shown),
    )
    return sentences([head, said])


def _read_out(token: NextToken, *, differ: bool) -> str:
    chance = chance_words(token.chance) if token.chance else tr("never drawn")
    own = f" ({probability_text(token.probability)})" if differ else ""
    return f"{label_of(token.token.text)} ({token.token.id}): {chance}{own}"
