"""What every drawing comes to."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

MAX_ALT = 1_000
"""Characters of alt text; Discord takes 1,024."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, or a GIF where it moves, with the text for those who cannot see it.

    ``width`` and ``height`` are in pixels. ``drawn`` is how many of the things that were to be drawn are in
    it, where there were too many for one picture.
    """

    data: bytes
    alt: str
    width: int
    height: int
    drawn: int


def picture(image: Image.Image, alt: str, drawn: int) -> Picture:
    """``image`` as a PNG; an ``alt`` that is too long ends in ``…``."""
    data = BytesIO()
    image.save(data, "PNG", compress_level=3)  # level 6 takes 40% longer, for files that are 4% smaller
    said = alt if len(alt) <= MAX_ALT else f"{alt[: MAX_ALT - 1]}…"
    return Picture(data.getvalue(), said, image.width, image.height, drawn)
