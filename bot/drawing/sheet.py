"""A picture that is drawn from top to bottom; all sizes and places are those in the picture as it is seen."""

from collections.abc import Sequence
from itertools import cycle, pairwise
from math import ceil, hypot, inf

from PIL import Image, ImageChops, ImageDraw

from bot.drawing.lines import length, shrunk, wrapped, write
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import GROUND, INK, WIDTH

MARGIN = 16
TEXT = 18
"""Pixels of text that is still read on a phone."""
_TITLE = 22
_FINE = 2
"""Everything is drawn so many times larger and shrunk, so that round and slanted edges come out smooth."""
_TALL = 1_500

Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Sheet:
    """A ground of ``WIDTH`` and at most ``tall`` pixels. ``y`` is where the next thing goes."""

    def __init__(self, tall: int = _TALL) -> None:
        self.y = float(MARGIN)
        self._canvas = Image.new("RGB", (WIDTH * _FINE, tall * _FINE), GROUND)
        self._brush = ImageDraw.Draw(self._canvas)

    def picture(self, alt: str, drawn: int, foot: float = MARGIN) -> Picture:
        """What was drawn down to ``y``, and ``foot`` pixels below it."""
        return picture(self.image(foot), alt, drawn)

    def image(self, foot: float = MARGIN) -> Image.Image:
        """The same as pixels: a frame of a film."""
        size = (WIDTH, ceil(self.y + foot))
        seen = self._canvas.crop((0, 0, size[0] * _FINE, size[1] * _FINE))
        return seen.reduce(_FINE)

    def paragraph(self, text: str, size: int = TEXT, ink: str = INK, most: int = 3) -> None:
        """Write at most ``most`` lines, as wide as the picture, and go on below them."""
        for line in wrapped(text, size, WIDTH - 2 * MARGIN, most):
            self.write((MARGIN, self.y + size), line, size, ink)
            self.y += round(size * 1.4)

    def title(self, text: str) -> None:
        """Write what the picture is about at its top."""
        self.paragraph(text, _TITLE)
        self.y += 4

    def write(
        self, place: Place, text: str, size: int = TEXT, ink: str = INK, align: float = 0, *, room: float = inf
    ) -> None:
        """Write one line, whose baseline begins at ``place``; with ``align`` 0.5 it has its middle there, 1 its end.

        Where it is wider than ``room`` pixels, its letters are smaller.
        """
        x, y = place
        size = shrunk(text, size, room)
        write(self._canvas, ((x - align * length(text, size)) * _FINE, y * _FINE), text, size * _FINE, ink)

    def turned(self, place: Place, text: str, size: int = TEXT, ink: str = INK) -> None:
        """Write one line from ``place`` upwards, with the middle of its letters there."""
        fine = size * _FINE
        aside = Image.new("RGB", (ceil(length(text, fine)) + 4, round(fine * 1.3)), GROUND)
        write(aside, (0, fine), text, fine, ink)
        turned = aside.rotate(90, expand=True)
        left, bottom = round(place[0] * _FINE - 0.64 * fine), round(place[1] * _FINE)
        box = (left, bottom - turned.height, left + turned.width, bottom)
        # Letters of lines beside each other may overlap in their grounds.
        self._canvas.paste(ImageChops.lighter(self._canvas.crop(box), turned), box)

    def line(self, points: Sequence[Place], ink: str, width: float = 2, dash: Sequence[float] = ()) -> None:
        """Draw a line through ``points``; ``dash`` has the lengths that are drawn and left out by turns."""
        for part in _dashed(points, dash) if dash else [points]:
            self._brush.line(_fine(part), ink, round(width * _FINE), "curve")

    def box(self, box: Box, fill: str | None, outline: str | None = None, width: float = 2) -> None:
        """Draw a rectangle."""
        corners = [round(each * _FINE) for each in box]
        self._brush.rectangle((*corners[:2], corners[2] - 1, corners[3] - 1), fill, outline, round(width * _FINE))

    def chip(self, box: Box, fill: str) -> None:
        """Draw a rectangle with round corners."""
        self._brush.rounded_rectangle([each * _FINE for each in box], 6 * _FINE, fill)

    def circle(self, centre: Place, radius: float, ink: str, ring: float | None = None) -> None:
        """Draw a disc, or a ring that is ``ring`` wide."""
        around = _around(centre, radius)
        if ring is None:
            self._brush.ellipse(around, ink)
        else:
            self._brush.ellipse(around, None, ink, round(ring * _FINE))

    def arc(self, centre: Place, radius: float, degrees: tuple[float, float], ink: str, width: float) -> None:
        """Draw a part of a ring."""
        self._brush.arc(_around(centre, radius), *degrees, ink, round(width * _FINE))

    def polygon(self, points: Sequence[Place], ink: str) -> None:
        """Fill what is between ``points``."""
        self._brush.polygon(_fine(points), ink)

    def paste(self, image: Image.Image, box: Box) -> None:
        """Fill ``box`` with ``image``, each of whose pixels becomes a cell with sharp edges."""
        left, top, right, bottom = (round(each * _FINE) for each in box)
        self._canvas.paste(image.resize((right - left, bottom - top), Image.Resampling.NEAREST), (left, top))


def _around(centre: Place, radius: float) -> Box:
    x, y = centre
    return (x - radius) * _FINE, (y - radius) * _FINE, (x + radius) * _FINE, (y + radius) * _FINE


def _fine(points: Sequence[Place]) -> list[Place]:
    return [(x * _FINE, y * _FINE) for x, y in points]


def _dashed(points: Sequence[Place], dash: Sequence[float]) -> list[list[Place]]:
    """The parts of the line through ``points`` that are drawn."""
    parts = [[points[0]]]
    lengths = cycle(dash)
    left, drawn = next(lengths), True
    for start, end in pairwise(points):
        long = hypot(end[0] - start[0], end[1] - start[1])
        at = 0.0
        while long - at > left:
            at += left
            place = (start[0] + (end[0] - start[0]) * at / long, start[1] + (end[1] - start[1]) * at / long)
            if drawn:
                parts[-1].append(place)
            else:
                parts.append([place])
            left, drawn = next(lengths), not drawn
        left -= long - at
        if drawn:
            parts[-1].append(end)
    return [part for part in parts if len(part) > 1]
