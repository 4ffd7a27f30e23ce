"""A strip: tokens as a row of coloured chips, each with its text and its id."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import numpy as np
import regex
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from bot.drawing.fonts import EMOJI_SIZE, font, is_emoji, legible, runs
from bot.drawing.picture import MAX_ALT, Picture
from bot.tokens import PromptToken, Tokenized

WIDTHS = (560, 840, 1_120, 1_680)
"""Pixels. Up to the first, a strip is read as it stands; a longer one grows wider before it gets higher than twice its
width, because clients shrink a high picture to a thin one."""
MAX_CHIPS = 600

_TEXT_SIZE, _ID_SIZE, _EMOJI = 26, 18, 30
_CHIP_HEIGHT, _GAP, _PADDING, _RADIUS = 62, 6, 9, 9
_MAX_LABEL = 30
"""Characters."""

_INK = (0x1B, 0x1D, 0x22)
_FILLS = (
    (0xF7, 0xA8, 0xB8), (0xFF, 0xD9, 0x8E), (0xA8, 0xE6, 0xB0), (0x9F, 0xD0, 0xFF),
    (0xD4, 0xB8, 0xFF), (0xFF, 0xBF, 0x94), (0x95, 0xE3, 0xDE), (0xE3, 0xE5, 0x8D),
)  # fmt: skip
_SPECIAL_FILL = (0xC9, 0xCC, 0xD3)
# The picture is paletted: its colour number is 16 · fill + ink, ink from 0 (none) to 15; fill 0 is see-through, so that
# the strip stands on the dark and on the light theme alike.
_SHADES = 16
_SPECIAL = len(_FILLS) + 1

_VISIBLE = {" ": "␣", "\n": "⏎", "\r": "⇤", "\t": "⇥"}
_RUN = regex.compile(r"(.)\1{4,}", regex.S)


@dataclass(frozen=True, slots=True)
class Chip:
    """A token to be drawn: what stands on it, and its id.

    ``joined`` chips hold together with the one before: only together are they a character. ``special`` ones come from
    the chat template.
    """

    label: str
    id: int
    joined: bool = False
    special: bool = False


def token_strip(cut: Tokenized) -> Picture:
    """Draw the tokens of a text. At most ``MAX_CHIPS`` are drawn."""
    return strip(chips(cut), len(cut.tokens))


def prompt_strip(tokens: Sequence[PromptToken]) -> Picture:
    """Draw the tokens of a prompt. At most ``MAX_CHIPS`` are drawn."""
    return strip(prompt_chips(tokens), len(tokens))


def chips(cut: Tokenized) -> list[Chip]:
    """The tokens of a text as chips, at most ``MAX_CHIPS``."""
    shown = cut.tokens[:MAX_CHIPS]
    ends = [0, *(token.grapheme_end for token in shown)]
    return [
        Chip(_label(token.shown), token.id, token.grapheme_start < end) for token, end in zip(shown, ends, strict=False)
    ]


def prompt_chips(tokens: Sequence[PromptToken]) -> list[Chip]:
    """The tokens of a prompt as chips, at most ``MAX_CHIPS``."""
    return [Chip(_label(token.text), token.id, special=token.special) for token in tokens[:MAX_CHIPS]]


def strip(shown: Sequence[Chip], total: int) -> Picture:
    """Draw ``shown``, in lines of one of ``WIDTHS``, on a see-through ground; ``total`` counts the rest too."""
    for widest in WIDTHS:
        places = [*_flow(shown, widest)]
        height = (places[-1][1] if places else 0) + _CHIP_HEIGHT
        if height <= 2 * widest:
            break
    width = max(1, _right(shown, places))
    fills, ink = Image.new("L", (width, height)), Image.new("L", (width, height))
    brush = ImageDraw.Draw(fills)
    for number, (chip, (x, y)) in enumerate(zip(shown, places, strict=True)):
        tile = _tile(chip.label, chip.id)
        fill = _SHADES * (_SPECIAL if chip.special else 1 + number % len(_FILLS))
        corner = (x + tile.width - 1, y + _CHIP_HEIGHT - 1)
        brush.rounded_rectangle((x, y, *corner), 0 if chip.special else _RADIUS, fill)
        ink.paste(tile.ink, (x, y))
    _join(ImageDraw.Draw(ink), shown, places)
    numbers = np.asarray(fills) + (np.asarray(ink) // _SHADES)
    return Picture(_png(numbers, shown, places), _alt(shown, total), width, height, len(shown))


@dataclass(frozen=True, slots=True)
class _Tile:
    """What is written on a chip: black ink, and what has colours of its own, at its place."""

    width: int
    ink: Image.Image
    coloured: tuple[tuple[int, Image.Image], ...]


@lru_cache(2048)
def _tile(label: str, id_: int) -> _Tile:
    pieces = [(run, font(path, _TEXT_SIZE), is_emoji(path)) for run, path in runs(label)]
    scale = _EMOJI / EMOJI_SIZE
    widths = [drawn_in.getlength(run) * (scale if emoji else 1) for run, drawn_in, emoji in pieces]
    number = str(id_)
    id_font = next(font(path, _ID_SIZE) for _, path in runs(number))
    width = min(WIDTHS[0], round(max(sum(widths), id_font.getlength(number))) + 2 * _PADDING)
    ink = Image.new("L", (width, _CHIP_HEIGHT))
    brush = ImageDraw.Draw(ink)
    coloured = []
    x = (width - sum(widths)) / 2
    for (run, drawn_in, emoji), run_width in zip(pieces, widths, strict=True):
        if emoji:
            coloured.append((round(x), _emoji(run)))
        else:
            brush.text((x, 30), run, 255, drawn_in, "ls")
        x += run_width
    brush.text((width / 2, 54), number, 220, id_font, "ms")
    return _Tile(width, ink, tuple(coloured))


def _emoji(run: str) -> Image.Image:
    drawn_in = next(font(path, _TEXT_SIZE) for _, path in runs(run))
    large = Image.new("RGBA", (max(1, round(drawn_in.getlength(run))), 128))
    ImageDraw.Draw(large).text((0, 0), run, font=drawn_in, embedded_color=True)
    return large.resize((max(1, round(large.width * _EMOJI / EMOJI_SIZE)), round(128 * _EMOJI / EMOJI_SIZE)))


def _flow(shown: Sequence[Chip], widest: int) -> Iterator[tuple[int, int]]:
    x = y = 0
    for chip in shown:
        width = _tile(chip.label, chip.id).width
        start = x - (_GAP if chip.joined and x else 0)
        if start and start + width > widest:
            start, y = 0, y + _CHIP_HEIGHT + _GAP
        yield start, y
        x = start + width + _GAP


def _right(shown: Sequence[Chip], places: Sequence[tuple[int, int]]) -> int:
    return max((x + _tile(chip.label, chip.id).width for chip, (x, _) in zip(shown, places, strict=True)), default=0)


def _join(brush: ImageDraw.ImageDraw, shown: Sequence[Chip], places: Sequence[tuple[int, int]]) -> None:
    """A bar under the chips that are one character together."""
    bottom = _CHIP_HEIGHT - 2
    for chip, (x, y), (before, row) in zip(shown[1:], places[1:], places, strict=False):
        if chip.joined and y == row:
            right = x + _tile(chip.label, chip.id).width - _RADIUS
            brush.rectangle((before + _RADIUS, y + bottom - 2, right, y + bottom), 255)


def _png(numbers: NDArray[np.uint8], shown: Sequence[Chip], places: Sequence[tuple[int, int]]) -> bytes:
    image = Image.fromarray(numbers, "P")
    image.putpalette(_palette())
    image.info["transparency"] = 0
    coloured = [
        (x + left, y + 4, picture)
        for chip, (x, y) in zip(shown, places, strict=True)
        for left, picture in _tile(chip.label, chip.id).coloured
    ]
    if coloured:
        image = image.convert("RGBA")
        for x, y, picture in coloured:
            image.alpha_composite(picture, (x, y))
    data = BytesIO()
    image.save(data, "PNG", compress_level=3)
    return data.getvalue()


@lru_cache(1)
def _palette() -> bytes:
    fills = [_INK, *_FILLS, _SPECIAL_FILL]
    shades = np.linspace(0, 1, _SHADES)[:, None]
    blended = [np.asarray(fill) * (1 - shades) + np.asarray(_INK) * shades for fill in fills]
    return np.concatenate(blended).round().astype(np.uint8).tobytes()


def _label(text: str) -> str:
    shown = _RUN.sub(lambda run: f"{run[1]}×{len(run[0])}", text)
    shown = legible("".join(_VISIBLE.get(character, character) for character in shown))
    return shown if len(shown) <= _MAX_LABEL else f"{shown[: _MAX_LABEL - 1]}…"


def _alt(shown: Sequence[Chip], total: int) -> str:
    listed = f"{total} token{'' if total == 1 else 's'}, each with its id: "
    for number, chip in enumerate(shown):
        item = f"{', ' if number else ''}{chip.label} ({chip.id})"
        if len(listed) + len(item) > MAX_ALT - 1:
            return f"{listed}…"
        listed += item
    return listed if len(shown) == total else f"{listed}…"
