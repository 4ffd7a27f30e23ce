"""Frames as a GIF, and how many of them there may be."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageColor
from PIL.GifImagePlugin import GifImageFile

from bot.drawing.film import MAX_FRAMES, MAX_PIXELS, film, most_frames

COLOURS = ["#f0718f", "#ffd98e", "#232428"]


def frames(size: tuple[int, int]) -> Iterator[Image.Image]:
    """One image, painted over before it is given out again."""
    canvas = Image.new("RGB", size)
    for colour in COLOURS:
        canvas.paste(colour, (0, 0, *size))
        yield canvas


def test_each_frame_has_its_colours_and_its_duration() -> None:
    size = (60, 40)
    together = Image.new("RGB", (len(COLOURS), 1))
    for place, colour in enumerate(COLOURS):
        together.putpixel((place, 0), ImageColor.getrgb(colour))
    data = film(frames(size), [100, 200, 300], together)
    opened = Image.open(BytesIO(data))
    assert isinstance(opened, GifImageFile)
    assert (opened.n_frames, opened.info["loop"], opened.size) == (3, 0, size)
    for number, colour in enumerate(COLOURS):
        opened.seek(number)
        assert opened.info["duration"] == 100 * (number + 1)
        assert (np.asarray(opened.convert("RGB")) == np.asarray(Image.new("RGB", size, colour))).all()


def test_a_film_has_a_limit_that_large_frames_meet_sooner() -> None:
    assert most_frames(560, 400) == MAX_FRAMES
    assert most_frames(1_680, 3_360) * 1_680 * 3_360 <= MAX_PIXELS
    large = Image.new("RGB", (4_000, 4_000))
    assert most_frames(*large.size) == 2
    with pytest.raises(ValueError, match="3 frames of 4000 × 4000 pixels are too many"):
        film([large] * 3, [100] * 3, large)
