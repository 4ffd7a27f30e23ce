"""The likeliest next tokens as bars: the chance of each to be drawn, and how likely the model itself finds it."""

from collections.abc import Sequence
from math import isclose

from PIL import Image

from bot.drawing.hatching import fill_box
from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import Picture, picture
from bot.drawing.strip import label_of, percent
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH
from bot.model import NextToken

MAX_BARS = 12

_MARGIN, _TITLE_HEIGHT, _ROW, _LEGEND_ROW = 16, 48, 54, 30
_LABEL_WIDTH, _LONGEST = 150, 282
"""Pixels of a label, and of the longest bar; the rest is for its number."""
_BARS = _MARGIN + _LABEL_WIDTH + 12
_TITLE_SIZE, _LABEL_SIZE, _SIZE = 22, 20, 17
_LEAST_SCALE = 0.05
"""The longest bar stands for at least this share: where nothing is likely, nothing looks so."""


def next_token_bars(likeliest: Sequence[NextToken]) -> Picture:
    """Draw the first ``MAX_BARS`` of at least one token, from top to bottom.

    Where chances and the model's own probabilities differ, both are drawn. What cannot be drawn by chance is hatched.
    """
    shown = likeliest[:MAX_BARS]
    differ = any(not isclose(each.chance, each.probability, rel_tol=1e-6) for each in shown)
    legend = _legend(shown) if differ else ()
    height = _TITLE_HEIGHT + _ROW * len(shown) + _LEGEND_ROW * len(legend) + _MARGIN
    canvas = Image.new("RGB", (WIDTH, height), GROUND)
    write(canvas, (_MARGIN, 34), f"The {len(shown)} likeliest next tokens", _TITLE_SIZE, INK)
    scale = _LONGEST / max(_LEAST_SCALE, *(share for each in shown for share in (each.chance, each.probability)))
    for number, each in enumerate(shown):
        top = _TITLE_HEIGHT + number * _ROW
        _write_label(canvas, each, top)
        if differ:
            _draw_pair(canvas, each, top, scale)
        else:
            _bar(canvas, (top + 8, 30), each.chance * scale, PINK, chance_words(each.chance))
    for number, (colour, hatched, meaning) in enumerate(legend):
        top = height - _MARGIN - _LEGEND_ROW * (len(legend) - number)
        fill_box(canvas, (_MARGIN, top + 8, _MARGIN + 26, top + 24), colour, hatched=hatched)
        write(canvas, (_MARGIN + 36, top + 22), meaning, _SIZE, INK)
    return picture(canvas, _alt(shown, differ=differ), len(shown))


def chance_words(chance: float) -> str:
    """A chance in figures; unlike a model's own probability, it can be all there is.

    >>> chance_words(1), chance_words(0.999)
    ('100%', '>99%')
    """
    return "100%" if isclose(chance, 1) else percent(chance)


def _write_label(canvas: Image.Image, token: NextToken, top: int) -> None:
    label = fitted(label_of(token.token.text), _LABEL_SIZE, _LABEL_WIDTH)
    right = _MARGIN + _LABEL_WIDTH
    write(canvas, (right - length(label, _LABEL_SIZE), top + 24), label, _LABEL_SIZE, INK)
    id_ = f"special · {token.token.id}" if token.token.special else str(token.token.id)
    write(canvas, (right - length(id_, _SIZE), top + 44), id_, _SIZE, FAINT)


def _draw_pair(canvas: Image.Image, token: NextToken, top: int, scale: float) -> None:
    """The chance above, the model's own probability below."""
    if token.chance:
        _bar(canvas, (top + 5, 20), token.chance * scale, PINK, chance_words(token.chance))
    else:
        write(canvas, (_BARS, top + 22), "never drawn", _SIZE, FAINT)
    own = percent(token.probability)
    _bar(canvas, (top + 29, 14), token.probability * scale, FAINT, own, hatched=not token.chance)


def _bar(
    canvas: Image.Image, place: tuple[int, int], width: float, colour: str, said: str, *, hatched: bool = False
) -> None:
    """A bar with its number; ``place`` is its top and its height."""
    top, height = place
    right = _BARS + max(1, round(width))
    fill_box(canvas, (_BARS, top, right, top + height - 1), colour, hatched=hatched)
    write(canvas, (right + 8, top + height / 2 + 6), said, _SIZE, colour)


def _legend(shown: Sequence[NextToken]) -> Sequence[tuple[str, bool, str]]:
    """Colour, whether it is hatched, and what that means."""
    legend = [(PINK, False, "chance to be drawn"), (FAINT, False, "the model's own probability, at temperature 1")]
    if not all(each.chance for each in shown):
        legend.append((FAINT, True, "the same of a token that is cut off: never drawn"))
    return legend


def _alt(shown: Sequence[NextToken], *, differ: bool) -> str:
    said = "; ".join(_read_out(each, differ=differ) for each in shown)
    own = ", and in brackets the model's own probability" if differ else ""
    return f"Bars of the {len(shown)} likeliest next tokens: of each its id, its chance to be drawn{own}. {said}"


def _read_out(token: NextToken, *, differ: bool) -> str:
    chance = chance_words(token.chance) if token.chance else "never drawn"
    own = f" ({percent(token.probability)})" if differ else ""
    return f"{label_of(token.token.text)} ({token.token.id}): {chance}{own}"
