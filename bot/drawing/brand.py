"""The bot's own pictures: its icon, a strawberry made of tokens, and the banner of its profile."""

import math
from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from bot.drawing.fonts import font, runs
from bot.drawing.picture import Picture, picture

ICON, BANNER = 1024, (680, 240)
"""Pixels, as Discord wants them."""
TOKENS: Sequence[tuple[str, int]] = (("st", 302), ("raw", 1618), ("berry", 19772))
"""What the banner shows: the tokens of “strawberry” in ``o200k_base``, with their ids."""

_Box = tuple[float, float, float, float]
_FINER = 4
"""Drawn so much larger, then made smaller: round edges become smooth."""
_NIGHT, _DUSK, _CREAM = "#2a1233", "#371a43", "#fff3e6"
_RED, _ROSE, _CORAL, _PINK, _ORANGE, _LEAF, _SPROUT = (
    "#e5263f", "#f4516c", "#ff7a59", "#ff8fa6", "#ffa552", "#43b05c", "#7ed36f",
)  # fmt: skip
_ROWS: Sequence[Sequence[tuple[float, str]]] = (
    ((2.0, _ROSE), (3.0, _RED), (1.9, _CORAL)),
    ((1.5, _RED), (2.2, _ORANGE), (2.4, _ROSE)),
    ((2.4, _CORAL), (1.7, _RED), (1.7, _PINK)),
    ((1.6, _RED), (2.0, _ROSE)),
    ((1.0, _CORAL),),
)
"""The strawberry from top to bottom: rows of tokens, each with its share of the row and its colour."""
_LEAVES = ((76, 0.4, _LEAF), (-76, 0.4, _LEAF), (0, 0.36, _LEAF), (40, 0.36, _SPROUT), (-40, 0.36, _SPROUT))
"""Each with its angle in degrees, its length, and its colour."""
_GAP = 0.016
"""Between tokens, as a share of the icon's side."""


def draw_icon() -> Picture:
    """The icon, which Discord cuts to a circle."""
    side = ICON * _FINER
    image = Image.new("RGB", (side, side), _NIGHT)
    _strawberry(image, (0.5 * side, 0.535 * side), 0.84 * side)
    alt = "A strawberry made of coloured tokens."  # untranslated: a file
    return picture(image.resize((ICON, ICON), Image.Resampling.LANCZOS), alt, 1)


def draw_banner() -> Picture:
    """The banner: “strawberry” as its tokens. Its lower left corner stays empty, as the icon lies there."""
    width, height = (length * _FINER for length in BANNER)
    image = Image.new("RGB", (width, height), _NIGHT)
    draw = ImageDraw.Draw(image)
    _text_unread(draw, height)
    x = 0.36 * width
    for (label, id_), share, colour in zip(TOKENS, (0.13, 0.18, 0.24), (_RED, _CORAL, _ROSE), strict=True):
        box = (x, 0.26 * height, x + share * width, 0.6 * height)
        draw.rounded_rectangle(box, 0.07 * height, colour)
        _write(draw, ((box[0] + box[2]) / 2, 0.43 * height), label, 0.17 * height, _NIGHT)
        _write(draw, ((box[0] + box[2]) / 2, 0.71 * height), str(id_), 0.12 * height, _PINK)
        x = box[2] + 0.012 * width
    ids = ", ".join(f"{label} {id_}" for label, id_ in TOKENS)
    image = image.resize(BANNER, Image.Resampling.LANCZOS)
    alt = f"“strawberry” as a language model reads it: the tokens {ids}."  # untranslated: a file
    return picture(image, alt, len(TOKENS))


def _text_unread(draw: ImageDraw.ImageDraw, height: float) -> None:
    """Lines of tokens without words, behind everything."""
    tall = height / 6
    for row in range(6):
        x = -tall * (row * 7 % 5) / 2
        for number in range(40):
            wide = tall * (1 + (row * 5 + number * 3) % 4 / 1.4)
            draw.rounded_rectangle((x, (row + 0.1) * tall, x + wide, (row + 0.9) * tall), 0.28 * tall, _DUSK)
            x += wide + 0.2 * tall


def _write(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: float, colour: str) -> None:
    [(said, path)] = runs(text)
    draw.text(at, said, colour, font(path, round(size)), anchor="mm")


def _strawberry(image: Image.Image, centre: tuple[float, float], height: float) -> None:
    outline = _outline(image.size, centre, height)
    draw = ImageDraw.Draw(image)
    for number, (box, colour) in enumerate(_tokens(centre, height)):
        left, top, right, bottom = map(round, box)
        mask = _rounded(outline.crop((left, top, right, bottom)), 0.13 * (bottom - top))
        image.paste(colour, (left, top), mask)
        # A seed, as each token has one id; in the first row it is below the leaves.
        lowered = 0.73 if number < len(_ROWS[0]) else 0.5
        x, y, long = (left + right) / 2, top + lowered * (bottom - top), 0.13 * (bottom - top)
        draw.ellipse((x - 0.5 * long, y - long, x + 0.5 * long, y + long), _CREAM)
    _leaves(image, centre, height)


def _rounded(shape: Image.Image, radius: float) -> Image.Image:
    """``shape`` with all of its corners rounded, also those where it ends at its edge."""
    padded = ImageOps.expand(shape, round(3 * radius))
    rounded = padded.filter(ImageFilter.GaussianBlur(radius)).point(lambda value: 255 * (value > 127))
    return ImageOps.crop(rounded, round(3 * radius))


def _tokens(centre: tuple[float, float], height: float) -> Iterator[tuple[_Box, str]]:
    """Where each stands before the outline cuts it."""
    top, tall, gap = centre[1] - 0.36 * height, 0.86 * height / len(_ROWS), _GAP * height
    for number, row in enumerate(_ROWS):
        y = top + number * tall
        half = max(_half_width((y - centre[1] + step * tall / 8) / height) for step in range(9)) * height
        wide, x = 2 * half / sum(share for share, _ in row), centre[0] - half
        for share, colour in row:
            yield (x + gap / 2, y + gap / 2, x + share * wide - gap / 2, y + tall - gap / 2), colour
            x += share * wide


def _half_width(y: float) -> float:
    """Of the strawberry at ``y`` from its centre, both as shares of its height."""
    t = (y + 0.36) / 0.86  # 0 at the shoulders, 1 at the tip
    if not 0 <= t <= 1:
        return 0.0
    return 0.44 * math.sqrt(1 - math.pow(1 - min(t / 0.3, 1), 2.2)) * math.pow(1 - math.pow(t, 2.1), 0.72)


def _outline(size: tuple[int, int], centre: tuple[float, float], height: float) -> Image.Image:
    mask = Image.new("L", size)
    ys = [-0.36 + 0.86 * step / 400 for step in range(401)]
    right = [(centre[0] + _half_width(y) * height, centre[1] + y * height) for y in ys]
    left = [(2 * centre[0] - x, y) for x, y in reversed(right)]
    ImageDraw.Draw(mask).polygon([*right, *left], 255)
    return mask


def _leaves(image: Image.Image, centre: tuple[float, float], height: float) -> None:
    side = round(0.62 * height)
    at = (round(centre[0] - side / 2), round(centre[1] - 0.31 * height - side / 2))
    for angle, length, colour in _LEAVES:
        leaf = Image.new("L", (side, side))
        ImageDraw.Draw(leaf).rounded_rectangle(
            (0.41 * side, (0.52 - length) * side, 0.59 * side, 0.56 * side), 0.09 * side, 255
        )
        image.paste(colour, at, leaf.rotate(angle, Image.Resampling.BICUBIC))
