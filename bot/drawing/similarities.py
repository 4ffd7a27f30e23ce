"""How near the vectors of tokens are to each other, as bars of their cosines."""

from collections.abc import Sequence
from math import floor

from bot.drawing.bars import HATCHED, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of
from bot.drawing.picture import Picture, picture
from bot.quiz import Similarities
from bot.tokens import PromptToken

_LEAST = -0.2
"""Where the axis begins, unless a cosine is less."""


def similarities(illustration: Similarities) -> Picture:
    """Draw the cosines of at least one token, the largest first.

    Marked is the answer: the token that is nearest to the target or, without one, that which is farthest from the rest.
    """
    shown = sorted(illustration.others, key=lambda other: -other[1])
    at, word = (0, "nearest") if illustration.target else (len(shown) - 1, "odd one out")
    rows = [
        Category(
            label_of(token.text),
            [Bar(cosine, _number(cosine), SOLID if number == at else HATCHED)],
            f"✓ {word}" if number == at else "",
        )
        for number, (token, cosine) in enumerate(shown)
    ]
    axis = Axis(min(_LEAST, floor(shown[-1][1] * 10) / 10), 1, (0, 0.5, 1))
    chart = bar_chart(_title(illustration), rows, axis=axis, foot="cosine of their vectors · 1: same direction")
    return picture(chart, _alt(illustration, shown, at, word), len(shown))


def _title(illustration: Similarities) -> str:
    if illustration.target is None:
        return "How near each is to the others"
    return f"Nearest to {label_of(illustration.target.text)}"


def _number(cosine: float) -> str:
    return f"{cosine:.2f}".replace("-", "\N{MINUS SIGN}")


def _alt(illustration: Similarities, shown: Sequence[tuple[PromptToken, float]], at: int, word: str) -> str:
    said = "; ".join(
        f"{label_of(token.text)} {_number(cosine)}{f' ({word})' if number == at else ''}"
        for number, (token, cosine) in enumerate(shown)
    )
    target = illustration.target
    what = "of each token to the others" if target is None else f"to {label_of(target.text)}"
    return f"Bars of cosines {what}: {said}"
