"""An answer as a strip: each token that a model wrote, shaded by how likely the model found it."""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from bot.drawing.chips import MAX_CHIPS, Chip, label_of, listed
from bot.drawing.lines import length, write
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.strip import LEVELS, SHADES, WIDTHS, bottom, flow, paint
from bot.drawing.theme import GROUND, INK, WIDTH
from bot.model.api import WrittenToken
from bot.tokens import count

_LEGEND = "darker = the model found it likelier · grey = special"
_MARGIN, _GAP = 16, 6
_LEGEND_HEIGHT, _LEGEND_SIZE, _SWATCH_HEIGHT, _RADIUS = 84, 18, 32, 7
"""Pixels of a picture of ``WIDTH``; in a wider one, which is shown smaller, the legend is larger."""


def answer_strip(written: Sequence[WrittenToken]) -> Picture:
    """Draw the tokens of an answer on a dark ground, over a legend of the shades. At most ``MAX_CHIPS`` are drawn."""
    shown = [
        Chip(label_of(each.token.text), each.token.id, special=each.token.special, probability=each.probability)
        for each in written[:MAX_CHIPS]
    ]
    for width in WIDTHS:
        places = flow(shown, width - 2 * _MARGIN)
        legend = _LEGEND_HEIGHT * width // WIDTH
        height = _MARGIN + bottom(places) + legend + _MARGIN
        if height <= 2 * width:
            break
    canvas = Image.new("RGB", (width, height), GROUND)
    chips = paint(shown, places).convert("RGBA")
    canvas.paste(chips, (_MARGIN, _MARGIN), chips)
    _write_legend(canvas, width / WIDTH)
    data = BytesIO()
    canvas.save(data, "PNG", compress_level=3)
    alt = f"{count(len(written), 'token')} of the answer, each with the probability that the model gave it: "
    alt += listed(shown, len(written), MAX_ALT - len(alt))
    return Picture(data.getvalue(), alt, width, height, len(shown))


def _write_legend(canvas: Image.Image, scale: float) -> None:
    """Say at the foot of ``canvas`` what a shade means, and which probabilities have which."""
    brush, size = ImageDraw.Draw(canvas), round(_LEGEND_SIZE * scale)
    high = round(_SWATCH_HEIGHT * scale)
    said = canvas.height - _MARGIN - high - size * 2 // 3
    write(canvas, (_MARGIN, said), _LEGEND, size, INK)
    wide = (canvas.width - 2 * _MARGIN + _GAP) / len(SHADES)
    left, foot = float(_MARGIN), canvas.height - _MARGIN
    for (fill, ink), label in zip(SHADES, _ranges(), strict=True):
        place = (left, foot - high, left + wide - _GAP, foot)
        brush.rounded_rectangle(place, _RADIUS * scale, fill)
        start = left + (wide - _GAP - length(label, size)) / 2
        write(canvas, (start, foot - high / 2 + size / 3), label, size, ink)
        left += wide


def _ranges() -> Sequence[str]:
    """The probabilities of each shade: ``<1%``, ``1–5%``, …"""
    bounds = [round(100 * level) for level in LEVELS]
    between = [f"{low}–{high}%" for low, high in pairwise(bounds)]
    return [f"<{bounds[0]}%", *between, f"≥{bounds[-1]}%"]
