"""A strip: tokens as a row of coloured chips, each with its text and its id, or how likely it was."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw

from bot.drawing.chips import Chip, chips, listed, prompt_chips
from bot.drawing.lines import emoji_image, pieces
from bot.drawing.picture import MAX_ALT, Picture, picture
from bot.drawing.theme import DARK_INK, INK, WIDTH
from bot.language import plural, tr
from bot.tokens import PromptToken, Tokenized

PAGE_LINES = 12
"""Lines of chips on a page: with what stands around it, a phone's screen and a half."""

_TEXT_SIZE, _ID_SIZE = 26, 18
_CHIP_HEIGHT, _GAP, _PADDING, _RADIUS, _FRAME = 62, 6, 9, 9, 4

FILLS = (
    (0xF7, 0xA8, 0xB8), (0xFF, 0xD9, 0x8E), (0xA8, 0xE6, 0xB0), (0x9F, 0xD0, 0xFF),
    (0xD4, 0xB8, 0xFF), (0xFF, 0xBF, 0x94), (0x95, 0xE3, 0xDE), (0xE3, 0xE5, 0x8D),
)  # fmt: skip
"""Of chips that stand beside each other; light, to be written on in ``DARK_INK``."""
_SPECIAL_FILL = (0xC9, 0xCC, 0xD3)
LEVELS = (0.01, 0.05, 0.2, 0.5, 0.9)
"""Probabilities that part those with one shade from those with the next."""
SHADES = (
    ("#fff0f2", DARK_INK), ("#fec2cb", DARK_INK), ("#f593a6", DARK_INK), ("#e55d7e", DARK_INK),
    ("#be2f5a", INK), ("#8b173d", INK),
)  # fmt: skip
"""One hue in even steps of lightness, from the least likely to the likeliest, each with the ink that it takes."""
# The picture is paletted: its colour number is 16 · fill + ink, ink from 0 (none) to 15; fill 0 is see-through, so that
# the strip stands on the dark and on the light theme alike.
_INKS = 16
_SPECIAL = len(FILLS) + 1


@dataclass(frozen=True, slots=True)
class StripPage:
    """One page of a long strip: its ``number``, from 0, of so many ``pages``, and which tokens are ``shown``, from 0.

    All pages together show the first ``last`` tokens.
    """

    picture: Picture
    number: int
    pages: int
    shown: range
    last: int


def token_strip(cut: Tokenized, page: int = 0) -> StripPage:
    """Draw a page of the tokens of a text, the last one where there are not so many.

    All pages together show at most ``MAX_CHIPS``.
    """
    return strip_page(chips(cut), len(cut.tokens), page)


def strip_page(shown: Sequence[Chip], total: int, page: int = 0) -> StripPage:
    """Draw so many lines of ``shown`` that a phone can show them; ``total`` counts the rest too.

    >>> strip_page([Chip("strawberry", 101_830)] * 50, 50, 1).shown
    range(36, 50)
    """
    every = pages(shown)
    number = min(page, len(every) - 1)
    here = every[number]
    part = shown[here.start : here.stop]
    image = paint(part, flow(part, WIDTH))
    if len(every) > 1:
        first, last = here.start + 1, here.stop
        head = tr("Tokens {first} to {last} of {total}, each with its id:", first=first, last=last, total=total)
    else:
        head = plural("{n} token, each with its id:", "{n} tokens, each with its id:", total)
    alt = f"{head} " + listed(part, total if len(every) == 1 else len(part), MAX_ALT - len(head) - 1)
    return StripPage(picture(image, alt, len(part)), number, len(every), here, len(shown))


def pages(shown: Sequence[Chip], widest: int = WIDTH) -> list[range]:
    """Which of ``shown`` stand on each page, in lines of at most ``widest`` pixels; an empty strip has one, too.

    >>> pages([]), pages([Chip("strawberry", 101_830)] * 50)
    ([range(0, 0)], [range(0, 36), range(36, 50)])
    """
    height = PAGE_LINES * (_CHIP_HEIGHT + _GAP)
    numbers = [y // height for _, y in flow(shown, widest)]
    starts = [0, *(at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1])]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True)]


def prompt_strip(tokens: Sequence[PromptToken]) -> Picture:
    """Draw the first tokens of a prompt, as many as a page has."""
    return prompt_page(tokens).picture


def prompt_page(tokens: Sequence[PromptToken], page: int = 0) -> StripPage:
    """Draw a page of the tokens of a prompt. All pages together show at most ``MAX_CHIPS``."""
    return strip_page(prompt_chips(tokens), len(tokens), page)


def prompt_end(tokens: Sequence[PromptToken]) -> Picture:
    """Draw the last tokens of a prompt, as many as a page has."""
    backwards = pages(prompt_chips(tokens[::-1]))[0]
    return prompt_strip(tokens[len(tokens) - len(backwards) :])


def flow(shown: Sequence[Chip], widest: int) -> list[tuple[int, int]]:
    """Where the left upper corner of each chip is in lines of at most ``widest`` pixels, as (x, y).

    >>> flow([Chip("st", 302), Chip("raw", 1618), Chip("berry", 19772)], 130)
    [(0, 0), (58, 0), (0, 68)]
    """
    places = []
    x = y = 0
    for chip in shown:
        width = _tile(chip).width
        start = x - (_GAP if chip.joined and x else 0)
        if start and start + width > widest:
            start, y = 0, y + _CHIP_HEIGHT + _GAP
        places.append((start, y))
        x = start + width + _GAP
    return places


def bottom(places: Sequence[tuple[int, int]]) -> int:
    """How high chips at ``places`` are together, in pixels; none are as high as one.

    >>> bottom([]), bottom([(0, 0), (60, 0), (0, 70)])
    (62, 132)
    """
    return (places[-1][1] if places else 0) + _CHIP_HEIGHT


def paint(shown: Sequence[Chip], places: Sequence[tuple[int, int]]) -> Image.Image:
    """The chips at their places on a see-through ground, which is no larger than they need."""
    width, height = max(1, _right(shown, places)), bottom(places)
    fills, ink = Image.new("L", (width, height)), Image.new("L", (width, height))
    brush = ImageDraw.Draw(fills)
    for number, (chip, (x, y)) in enumerate(zip(shown, places, strict=True)):
        tile = _tile(chip)
        fill = _INKS * _fill(chip, number)
        corner = (x + tile.width - 1, y + _CHIP_HEIGHT - 1)
        brush.rounded_rectangle((x, y, *corner), 0 if chip.special else _RADIUS, fill)
        ink.paste(tile.ink, (x, y))
    _join(ImageDraw.Draw(ink), shown, places)
    _frame(ImageDraw.Draw(ink), shown, places)
    numbers = np.asarray(fills) + (np.asarray(ink) // _INKS)
    return _coloured(numbers, shown, places)


@dataclass(frozen=True, slots=True)
class _Tile:
    """What is written on a chip: black ink, and what has colours of its own, at its place."""

    width: int
    ink: Image.Image
    coloured: tuple[tuple[int, Image.Image], ...]


def _tile(chip: Chip) -> _Tile:
    return _written(chip.label, chip.foot)


@lru_cache(2048)
def _written(label: str, foot: str) -> _Tile:
    written, number = pieces(label, _TEXT_SIZE), pieces(foot, _ID_SIZE)
    text_width, foot_width = (sum(piece.width for piece in line) for line in (written, number))
    width = min(WIDTH, round(max(text_width, foot_width)) + 2 * _PADDING)
    ink = Image.new("L", (width, _CHIP_HEIGHT))
    brush = ImageDraw.Draw(ink)
    coloured = []
    x = (width - text_width) / 2
    for piece in written:
        if piece.emoji:
            coloured.append((round(x), emoji_image(piece, _TEXT_SIZE)))
        else:
            brush.text((x, 30), piece.text, 255, piece.font, "ls")
        x += piece.width
    x = (width - foot_width) / 2
    for piece in number:
        brush.text((x, 54), piece.text, 220, piece.font, "ls")
        x += piece.width
    return _Tile(width, ink, tuple(coloured))


def _fill(chip: Chip, number: int) -> int:
    """The number of the colour of the chip that stands at ``number``."""
    if chip.special:
        return _SPECIAL
    if chip.probability is None:
        return 1 + number % len(FILLS)
    return _SPECIAL + 1 + bisect_right(LEVELS, chip.probability)


def _right(shown: Sequence[Chip], places: Sequence[tuple[int, int]]) -> int:
    return max((x + _tile(chip).width for chip, (x, _) in zip(shown, places, strict=True)), default=0)


def _join(brush: ImageDraw.ImageDraw, shown: Sequence[Chip], places: Sequence[tuple[int, int]]) -> None:
    """A bar under the chips that are one character together."""
    foot = _CHIP_HEIGHT - 2
    for chip, (x, y), (before, row) in zip(shown[1:], places[1:], places, strict=False):
        if chip.joined and y == row:
            right = x + _tile(chip).width - _RADIUS
            brush.rectangle((before + _RADIUS, y + foot - 2, right, y + foot), 255)


def _frame(brush: ImageDraw.ImageDraw, shown: Sequence[Chip], places: Sequence[tuple[int, int]]) -> None:
    """A line within the edge of each chip that is marked."""
    for chip, (x, y) in zip(shown, places, strict=True):
        if chip.marked:
            corner = (x + _tile(chip).width - 1, y + _CHIP_HEIGHT - 1)
            brush.rounded_rectangle((x, y, *corner), _RADIUS, None, 255, _FRAME)


def _coloured(numbers: NDArray[np.uint8], shown: Sequence[Chip], places: Sequence[tuple[int, int]]) -> Image.Image:
    image = Image.fromarray(numbers, "P")
    image.putpalette(_palette())
    image.info["transparency"] = 0
    coloured = [
        (x + left, y + 4, picture)
        for chip, (x, y) in zip(shown, places, strict=True)
        for left, picture in _tile(chip).coloured
    ]
    if coloured:
        image = image.convert("RGBA")
        for x, y, picture in coloured:
            image.alpha_composite(picture, (x, y))
    return image


@lru_cache(1)
def _palette() -> bytes:
    dark = ImageColor.getrgb(DARK_INK)
    colours = [(fill, dark) for fill in (dark, *FILLS, _SPECIAL_FILL)]
    colours += [(ImageColor.getrgb(fill), ImageColor.getrgb(ink)) for fill, ink in SHADES]
    part = np.linspace(0, 1, _INKS)[:, None]
    blended = [np.asarray(fill) * (1 - part) + np.asarray(ink) * part for fill, ink in colours]
    return np.concatenate(blended).round().astype(np.uint8).tobytes()
