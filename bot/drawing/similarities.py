"""How near the vectors of tokens are to each other, as bars of their cosines."""

from collections.abc import Sequence
from math import floor

from PIL import Image, ImageDraw

from bot.drawing.hatching import fill_box
from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import Picture, picture
from bot.drawing.strip import label_of
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, YELLOW
from bot.quiz import Similarities
from bot.tokens import PromptToken

_MARGIN, _TITLE_HEIGHT, _ROW, _AXIS_HEIGHT = 16, 52, 56, 66
_LABEL_WIDTH, _NUMBER_WIDTH = 150, 62
"""Pixels of a label, and of the number right of a bar of 1."""
_LEFT, _RIGHT = _MARGIN + _LABEL_WIDTH + 14, WIDTH - _MARGIN - _NUMBER_WIDTH
_TITLE_SIZE, _LABEL_SIZE, _SIZE = 22, 20, 18
_LEAST = -0.2
"""Where the axis begins, unless a cosine is less."""


def similarities(illustration: Similarities) -> Picture:
    """Draw the cosines of at least one token, the largest first.

    Marked is the answer: the token that is nearest to the target or, without one, that which is farthest from the rest.
    """
    shown = sorted(illustration.others, key=lambda other: -other[1])
    at, word = (0, "nearest") if illustration.target else (len(shown) - 1, "odd one out")
    height = _TITLE_HEIGHT + _ROW * len(shown) + _AXIS_HEIGHT
    canvas = Image.new("RGB", (WIDTH, height), GROUND)
    title = fitted(_title(illustration), _TITLE_SIZE, WIDTH - 2 * _MARGIN)
    write(canvas, (_MARGIN, 35), title, _TITLE_SIZE, INK)
    least = min(_LEAST, floor(shown[-1][1] * 10) / 10)
    _draw_axis(canvas, least, height - _AXIS_HEIGHT)
    for number, (token, cosine) in enumerate(shown):
        top = _TITLE_HEIGHT + number * _ROW
        _write_label(canvas, token, top, f"✓ {word}" if number == at else "")
        _draw_bar(canvas, cosine, least, top, right=number == at)
    return picture(canvas, _alt(illustration, shown, at, word), len(shown))


def _title(illustration: Similarities) -> str:
    if illustration.target is None:
        return "How near each is to the others"
    return f"Nearest to {label_of(illustration.target.text)}"


def _x(cosine: float, least: float) -> float:
    """Where ``cosine`` is on an axis from ``least`` to 1."""
    return _LEFT + (cosine - least) / (1 - least) * (_RIGHT - _LEFT)


def _draw_axis(canvas: Image.Image, least: float, foot: int) -> None:
    brush = ImageDraw.Draw(canvas)
    for mark in (0, 0.5, 1):
        x = round(_x(mark, least))
        brush.line((x, _TITLE_HEIGHT, x, foot + 4), FAINT if mark == 0 else "#454850", 2)
        write(canvas, (x - length(f"{mark}", _SIZE) / 2, foot + 22), f"{mark}", _SIZE, FAINT)
    write(canvas, (_MARGIN, foot + 50), "cosine of their vectors · 1: same direction", _SIZE, FAINT)


def _write_label(canvas: Image.Image, token: PromptToken, top: int, mark: str) -> None:
    """The token, and what marks it below."""
    label, right = fitted(label_of(token.text), _LABEL_SIZE, _LABEL_WIDTH), _MARGIN + _LABEL_WIDTH
    write(canvas, (right - length(label, _LABEL_SIZE), top + (25 if mark else 33)), label, _LABEL_SIZE, INK)
    write(canvas, (right - length(mark, _SIZE), top + 48), mark, _SIZE, YELLOW)


def _draw_bar(canvas: Image.Image, cosine: float, least: float, top: int, *, right: bool) -> None:
    """From 0 to ``cosine``; solid for the answer, and hatched for the others."""
    zero, end, colour = _x(0, least), _x(cosine, least), PINK if right else FAINT
    start, stop = sorted((zero, end))
    fill_box(canvas, (start, top + 12, max(stop, start + 2), top + _ROW - 12), colour, hatched=not right)
    write(canvas, (stop + 8, top + 34), _number(cosine), _SIZE, colour)


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
