"""A training as a film: token vectors are pulled from their random start to where they end, with the losses beside."""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageColor

from bot.drawing.film import MAX_FRAMES, film
from bot.drawing.marks import colour_of
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.sheet import Sheet
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, YELLOW
from bot.drawing.training_card import draw_frame, map_title, training_alt
from bot.drawing.training_map import KINDS, Sides, draw_map, places_of, token_looks
from bot.lab.plan import Training
from bot.language import plural, tr
from bot.sentences import sentences

_FIRST, _EACH, _LAST = 1_500, 200, 4_000
"""Milliseconds."""
_EDGES = (0.2, 0.4, 0.6, 0.8, 1)


def training_film(training: Training, alike: Sequence[str] = ()) -> Picture:
    """Draw the frames of a training that has one, evenly chosen where there are many, in a GIF that begins again.

    The map keeps the axes of the last frame, and its scale. The same training gives the same bytes.
    """
    shown = _chosen(len(training.frames))
    frames = _images(training, alike, shown)
    durations = [_FIRST, *[_EACH] * (len(shown) - 2), _LAST][-len(shown) :]
    data = film(frames, durations, _colours())
    moving = plural(
        "Animation of {n} step of a training, on the axes of the last.",
        "Animation of {n} steps of a training, on the axes of the last.",
        len(shown),
    )
    alt = sentences([moving, training_alt(training)])
    return Picture(data, alt[:MAX_ALT], WIDTH, Image.open(BytesIO(data)).height, len(shown))


def _chosen(frames: int) -> list[int]:
    """The first, the last, and evenly many between them, each once.

    >>> _chosen(1), _chosen(3), len(_chosen(90)), _chosen(90)[-1]
    ([0], [0, 1, 2], 40, 89)
    """
    most = min(MAX_FRAMES, frames)
    return [round(at * (frames - 1) / max(1, most - 1)) for at in range(most)]


def _images(training: Training, alike: Sequence[str], shown: Sequence[int]) -> Iterator[Image.Image]:
    looks, places = token_looks(training, alike), places_of(training.frames)
    sides: Sides = {}
    for at in shown:
        sheet = Sheet()
        draw_frame(sheet, training, training.frames[: at + 1])
        map_title(sheet, training, tr("axes of the last step"))
        sides = draw_map(sheet, places[at], looks, sides)
        yield sheet.image()


@cache
def _colours() -> Image.Image:
    """What is drawn with, each colour as it is and as its edges come out on the ground."""
    ground = np.array(ImageColor.getrgb(GROUND))
    inks = [*[(ink, _EDGES) for ink in (INK, PINK, YELLOW, FAINT)], *[(colour_of(kind), (0.5, 1)) for kind in KINDS]]
    shades = [ground + (np.array(ImageColor.getrgb(ink)) - ground) * share for ink, shares in inks for share in shares]
    return Image.fromarray(np.array([[ground, *shades]]).round().astype(np.uint8))
