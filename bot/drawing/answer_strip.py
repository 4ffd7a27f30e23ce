"""An answer as a strip: each token that a model wrote, shaded by how likely the model found it."""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from bot.drawing.chips import MAX_CHIPS, Chip, label_of, listed
from bot.drawing.lines import length, shrunk, write
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.strip import LEVELS, SHADES, bottom, flow, pages, paint
from bot.drawing.theme import GROUND, INK, WIDTH
from bot.language import later, percent, plural
from bot.model.api import WrittenToken

_LEGEND = later("darker = the model found it likelier · grey = special")
_MARGIN, _GAP = 16, 6
_LEGEND_HEIGHT, _LEGEND_SIZE, _SWATCH_HEIGHT, _RADIUS = 84, 18, 32, 7
"""Pixels."""


def answer_strip(written: Sequence[WrittenToken]) -> Picture:
    """Draw the first tokens of an answer, as many as a page has, on a dark ground, over a legend of the shades."""
    every = [
        Chip(label_of(each.token.text), each.token.id, special=each.token.special, probability=each.probability)
        for each in written[:MAX_CHIPS]
    ]
    widest = WIDTH - 2 * _MARGIN
    shown = every[: pages(every, widest)[0].stop]
    places = flow(shown, widest)
    height = _MARGIN + bottom(places) + _LEGEND_HEIGHT + _MARGIN
    canvas = Image.new("RGB", (WIDTH, height), GROUND)
    chips = paint(shown, places).convert("RGBA")
    canvas.paste(chips, (_MARGIN, _MARGIN), chips)
    _write_legend(canvas)
    data = BytesIO()
    canvas.save(data, "PNG", compress_level=3)
    head = plural(
        "{n} token of the answer, each with the probability that the model gave it:",
        "{n} tokens of the answer, each with the probability that the model gave it:",
        len(written),
    )
    alt = f"{head} "
    alt += listed(shown, len(written), MAX_ALT - len(alt))
    return Picture(data.getvalue(), alt, WIDTH, height, len(shown))


def _write_legend(canvas: Image.Image) -> None:
    """Say at the foot of ``canvas`` what a shade means, and which probabilities have which."""
    brush = ImageDraw.Draw(canvas)
    said = canvas.height - _MARGIN - _SWATCH_HEIGHT - _LEGEND_SIZE * 2 // 3
    legend = str(_LEGEND)
    write(canvas, (_MARGIN, said), legend, shrunk(legend, _LEGEND_SIZE, canvas.width - 2 * _MARGIN), INK)
    wide = (canvas.width - 2 * _MARGIN + _GAP) / len(SHADES)
    left, foot = float(_MARGIN), canvas.height - _MARGIN
    for (fill, ink), label in zip(SHADES, _ranges(), strict=True):
        place = (left, foot - _SWATCH_HEIGHT, left + wide - _GAP, foot)
        brush.rounded_rectangle(place, _RADIUS, fill)
        start = left + (wide - _GAP - length(label, _LEGEND_SIZE)) / 2
        write(canvas, (start, foot - _SWATCH_HEIGHT / 2 + _LEGEND_SIZE / 3), label, _LEGEND_SIZE, ink)
        left += wide


def _ranges() -> Sequence[str]:
    """The probabilities of each shade: ``<1%``, ``1–5%``, …"""
    between = [f"{round(100 * low)}–{percent(high)}" for low, high in pairwise(LEVELS)]
    return [f"<{percent(LEVELS[0])}", *between, f"≥{percent(LEVELS[-1])}"]
