"""What the pictures of a model's inside are drawn from in the tests, and how they are looked at."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageColor

from bot.drawing import Picture
from bot.drawing.picture import MAX_ALT
from bot.drawing.theme import WIDTH
from bot.inside.views import Floats
from bot.tokens import PromptToken

ODD = (
    "👩‍👩‍👧", " שלום", " مرحبا", "\n\n", "⟨F0·9F·8D⟩", "\u202e", "e\u0301" * 30, "中文字", "W" * 40,
    "<|im_start|>", "\0", "﷽", " ",
)  # fmt: skip
"""Texts of tokens that are easily drawn badly."""
texts = st.text(max_size=40) | st.sampled_from(ODD)


def named(names: Sequence[str]) -> tuple[PromptToken, ...]:
    """A token of each text; the same text is the same token."""
    return tuple(PromptToken(names.index(name), name) for name in names)


def floats(values: object) -> Floats:
    return np.asarray(values, np.float32)


def pixels(picture: Picture) -> NDArray[np.int_]:
    image = Image.open(BytesIO(picture.data))
    assert image.size == (picture.width, picture.height)
    return np.asarray(image.convert("RGB")).astype(int)


def assert_sound(picture: Picture) -> None:
    """It is as wide as all are, ends somewhere, has something to read out, and nothing in it is cut off by its edge."""
    drawn = pixels(picture)
    assert picture.width == WIDTH
    assert 100 < picture.height < 2_100
    assert 30 < len(picture.alt) <= MAX_ALT
    for edge in (drawn[:5], drawn[-5:], drawn[:, :5], drawn[:, -5:]):
        assert (abs(edge - drawn[0, 0]) < 8).all()


def where(picture: Picture, colour: str) -> NDArray[np.int_]:
    """The places (n, 2), row and column, of the pixels of about a colour: thin lines are smooth."""
    return np.argwhere((abs(pixels(picture) - ImageColor.getrgb(colour)) < 24).all(axis=2))
