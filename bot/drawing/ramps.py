"""Numbers as colours, in scales that get ever lighter, so that they are read in grey and by colour-blind eyes too."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor

from bot.drawing.sheet import MARGIN, TEXT, Sheet
from bot.drawing.theme import FAINT, INK, WIDTH

Ramp = Sequence[str]
"""Colours at even steps."""

AROUND_ZERO: Ramp = ("#123c9c", "#4f6fb4", "#8c8f98", "#cbb77e", "#ffe680")
"""From far below zero, dark and blue, over grey to far above it, light and yellow."""
FROM_ZERO: Ramp = ("#3a3238", "#8f3f58", "#f0718f", "#ffd3dc")
"""Of one hue, from zero, almost as dark as the ground."""


def colours(shares: NDArray[np.floating], ramp: Ramp) -> NDArray[np.uint8]:
    """Where each of ``shares`` (…), from 0 to 1, is on ``ramp``, as red, green and blue (… × 3)."""
    stops = np.array([ImageColor.getrgb(each) for each in ramp])
    steps = np.linspace(0, 1, len(ramp))
    return np.stack([np.interp(shares, steps, stops[:, part]) for part in range(3)], -1).round().astype(np.uint8)


def cells(shares: NDArray[np.floating], ramp: Ramp) -> Image.Image:
    """``shares`` (rows × columns) as an image with one pixel each."""
    return Image.fromarray(colours(shares, ramp))


def draw_scale(sheet: Sheet, ramp: Ramp, numbers: Sequence[str], meaning: str) -> None:
    """A legend: ``ramp`` with ``numbers`` at even steps below it, and ``meaning`` below them."""
    left, right = MARGIN, WIDTH - MARGIN
    sheet.paste(cells(np.linspace(0, 1, 128)[None], ramp), (left, sheet.y, right, sheet.y + 14))
    for at, number in enumerate(numbers):
        share = at / (len(numbers) - 1)
        x = left + (right - left) * share
        sheet.line([(x, sheet.y + 14), (x, sheet.y + 19)], FAINT, 2)
        sheet.write((x, sheet.y + 38), number, TEXT, INK, share)
    sheet.y += 46
    sheet.paragraph(meaning, TEXT, FAINT)
