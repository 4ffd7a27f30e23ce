"""Boxes that are told apart without colour: filled or hatched."""

from PIL import Image, ImageDraw

from bot.drawing.theme import GROUND

_STEP = 7
"""Pixels from one line to the next."""

Box = tuple[float, float, float, float]


def fill_box(canvas: Image.Image, box: Box, colour: str, *, hatched: bool) -> None:
    """Fill ``box`` (left, top, right, bottom, all inside it) of ``canvas``, or hatch it with a frame around it."""
    if not hatched:
        ImageDraw.Draw(canvas).rectangle(box, colour)
        return
    left, top, right, bottom = map(round, box)
    width, height = right - left + 1, bottom - top + 1
    patch = Image.new("RGB", (width, height), GROUND)
    brush = ImageDraw.Draw(patch)
    for start in range(-height, width, _STEP):
        brush.line((start, height, start + height, 0), colour, 2)
    brush.rectangle((0, 0, width - 1, height - 1), None, colour)
    canvas.paste(patch, (left, top))
