"""A word letter by letter, with those that count framed and numbered."""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.drawing.fonts import legible
from bot.drawing.lines import length, write
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.theme import DARK_INK, FAINT, GROUND, INK, PINK, WIDTH
from bot.quiz import Spelling

_MARGIN, _TILE, _GAP, _ROW = 16, 46, 6, 80
_SIZE, _SMALL = 27, 18
_EMPTY = "#3a3d44"


def spelling(illustration: Spelling) -> Picture:
    """Draw the word in rows of tiles; those of the letter are filled, and counted below."""
    in_a_row = (WIDTH - 2 * _MARGIN + _GAP) // (_TILE + _GAP)
    rows = -(-len(illustration.graphemes) // in_a_row)
    canvas = Image.new("RGB", (WIDTH, rows * _ROW + 2 * _MARGIN), GROUND)
    counted = {place: number for number, place in enumerate(illustration.found, 1)}
    for place, grapheme in enumerate(illustration.graphemes):
        x = _MARGIN + place % in_a_row * (_TILE + _GAP)
        _draw(canvas, (x, _MARGIN + place // in_a_row * _ROW), legible(grapheme), counted.get(place))
    data = BytesIO()
    canvas.save(data, "PNG")
    word = "".join(illustration.graphemes)
    places = ", ".join(str(place + 1) for place in illustration.found)
    found = (
        f"{illustration.letter} stands at {places}: {len(counted)} times" if counted else f"no {illustration.letter}"
    )
    return Picture(
        data.getvalue(), f"“{word}” letter by letter: {found}."[:MAX_ALT], *canvas.size, len(illustration.graphemes)
    )


def _draw(canvas: Image.Image, place: tuple[int, int], letter: str, number: int | None) -> None:
    x, y = place
    box = (x, y, x + _TILE - 1, y + _TILE - 1)
    ImageDraw.Draw(canvas).rounded_rectangle(box, 8, PINK if number else _EMPTY, INK if number else None, 3)
    write(canvas, (x + (_TILE - length(letter, _SIZE)) / 2, y + 33), letter, _SIZE, DARK_INK if number else INK)
    if number:
        below = str(number)
        write(canvas, (x + (_TILE - length(below, _SMALL)) / 2, y + _TILE + 20), below, _SMALL, FAINT)
