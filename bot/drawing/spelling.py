"""A word letter by letter, and which letters count."""

from math import ceil

from PIL import Image, ImageDraw

from bot.drawing.fonts import legible
from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import DARK_INK, GROUND, INK, PINK, WIDTH
from bot.language import joined, tr
from bot.quiz import Spelling
from bot.sentences import separated
from bot.tokens import visible

_FINE = 2
"""Everything is drawn so many times larger and shrunk, so that round corners come out smooth."""
_OTHER = "#454850"
# All sizes are those in the picture as it is seen.
_MARGIN, _GAP, _NUMBER_HEIGHT, _TITLE_HEIGHT, _RADIUS = 16, 4, 28, 50, 8
_IN_LINE, _LARGEST = 12, 72
"""Tiles in a line at most, and pixels of the widest one."""
_TITLE_SIZE, _LEAST_SIZE = 24, 9


def spelling(illustration: Spelling) -> Picture:
    """Draw each letter as a tile; those that count are filled, and numbered from 1 below."""
    graphemes = illustration.graphemes
    lines = max(1, ceil(len(graphemes) / _IN_LINE))
    in_line = max(1, ceil(len(graphemes) / lines))
    wide = min(_LARGEST, (WIDTH - 2 * _MARGIN + _GAP) / in_line - _GAP)
    height = round(_TITLE_HEIGHT + lines * (wide + _NUMBER_HEIGHT) + _MARGIN / 2)
    canvas = Image.new("RGB", (WIDTH * _FINE, height * _FINE), GROUND)
    title = fitted(_title(illustration), _TITLE_SIZE * _FINE, (WIDTH - 2 * _MARGIN) * _FINE)
    write(canvas, (_MARGIN * _FINE, 34 * _FINE), title, _TITLE_SIZE * _FINE, INK)
    numbers = {place: number for number, place in enumerate(illustration.found, 1)}
    for place, grapheme in enumerate(graphemes):
        x = _MARGIN + place % in_line * (wide + _GAP)
        y = _TITLE_HEIGHT + place // in_line * (wide + _NUMBER_HEIGHT)
        _draw_tile(canvas, (x, y, x + wide, y + wide), grapheme, numbers.get(place))
    small = canvas.reduce(_FINE)
    return picture(small, _alt(illustration), len(graphemes))


def _title(illustration: Spelling) -> str:
    number, letters = len(illustration.found), legible(_letters(illustration))
    return f"{number} × {letters}" if number else tr("no {letters}", letters=letters)


def _letters(illustration: Spelling) -> str:
    return joined([visible(each) for each in (illustration.letter, illustration.also) if each], "or")


def _draw_tile(canvas: Image.Image, box: tuple[float, float, float, float], grapheme: str, number: int | None) -> None:
    """The letter in the middle of its tile, and its number below the tile, where it has one."""
    left, top, right, bottom = (side * _FINE for side in box)
    fill, ink = (_OTHER, INK) if number is None else (PINK, DARK_INK)
    ImageDraw.Draw(canvas).rounded_rectangle((left, top, right, bottom), _RADIUS * _FINE, fill)
    shown, middle, room = legible(visible(grapheme)), (left + right) / 2, right - left - 4 * _FINE
    size = round((right - left) * 0.58)
    size = max(_LEAST_SIZE * _FINE, min(size, int(size * room / max(1, length(shown, size)))))
    shown = fitted(shown, size, room)
    write(canvas, (middle - length(shown, size) / 2, top + (right - left) * 0.5 + size * 0.3), shown, size, ink)
    if number is not None:
        small = 18 * _FINE
        write(canvas, (middle - length(str(number), small) / 2, bottom + 19 * _FINE), str(number), small, INK)


def _alt(illustration: Spelling) -> str:
    word, letter = visible("".join(illustration.graphemes)), _letters(illustration)
    places = separated(str(place + 1) for place in illustration.found)
    number = len(illustration.graphemes)
    said = (
        tr(
            "{word} letter by letter, {number} in all: {letter} stands at {places}.",
            word=word,
            number=number,
            letter=letter,
            places=places,
        )
        if places
        else tr(
            "{word} letter by letter, {number} in all: {letter} does not stand in it.",
            word=word,
            number=number,
            letter=letter,
        )
    )
    return f"{said} {' '.join(map(visible, illustration.graphemes))}"
