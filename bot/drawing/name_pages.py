"""The names of a list that are an answer, in lines as text runs, with what was asked about marked in each."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from PIL import Image, ImageDraw

from bot.drawing.lines import length, write
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import DARK_INK, GROUND, INK, PINK, WIDTH
from bot.language import plural
from bot.letters import HowManyOf, Which, graphemes, names_of, occurrences
from bot.sentences import separated

_TEXT, _HEIGHT, _GAP, _PAD, _MARGIN, _RADIUS = 19, 29, 5, 7, 10, 6
_TILE = "#454850"
_LINES = 8
"""A page is at most 300 pixels high."""

Page = Sequence[Sequence[str]]
"""Lines of names."""


def name_pages(question: Which | HowManyOf) -> Sequence[Page]:
    """The names that ``question`` asks for, in their order, as far as they fit into a line and onto a page.

    >>> name_pages(Which("months", "j"))
    [[['January', 'June', 'July']]]
    """
    lines: list[list[str]] = []
    left = 0.0
    for name in names_of(question):
        wide = _width(name) + _GAP
        if wide > left:
            lines.append([])
            left = WIDTH - 2 * _MARGIN + _GAP
        lines[-1].append(name)
        left -= wide
    return [lines[first : first + _LINES] for first in range(0, len(lines), _LINES)]


def name_page(question: Which | HowManyOf, pages: Sequence[Page], number: int) -> Picture:
    """Draw page ``number``, from 0, of the ``pages`` of ``question``."""
    page = pages[number]
    image = Image.new("RGB", (WIDTH, 2 * _MARGIN + len(page) * (_HEIGHT + _GAP) - _GAP), GROUND)
    for row, line in enumerate(page):
        x: float = _MARGIN
        for name in line:
            _draw(image, (x, _MARGIN + row * (_HEIGHT + _GAP)), name, _marked(name, question))
            x += _width(name) + _GAP
    names = [name for line in page for name in line]
    alt = plural("{n} name: {names}.", "{n} names: {names}.", len(names), names=separated(names))
    return picture(image, alt, len(names))


def _draw(image: Image.Image, place: tuple[float, float], name: str, marked: Collection[int]) -> None:
    """A tile with the ``marked`` letters of its name dark on light."""
    x, y = place
    brush = ImageDraw.Draw(image)
    brush.rounded_rectangle((x, y, x + _width(name), y + _HEIGHT), _RADIUS, _TILE)
    x, baseline = x + _PAD, y + _HEIGHT - 9
    for number, letter in enumerate(graphemes(name)):
        wide = length(letter, _TEXT)
        if number in marked:
            brush.rectangle((x - 1, y + 3, x + wide, y + _HEIGHT - 3), PINK)
        write(image, (x, baseline), letter, _TEXT, DARK_INK if number in marked else INK)
        x += wide


@cache
def _width(name: str) -> int:
    return round(sum(length(letter, _TEXT) for letter in graphemes(name))) + 2 * _PAD


def _marked(name: str, question: Which | HowManyOf) -> Collection[int]:
    """The places of what was asked about, from 0; none where the names are those without it."""
    return {
        place + offset
        for letter in (question.letter, *question.also)
        for place in _places(name, letter, question)
        for offset in range(len(graphemes(letter)))
        if not question.without
    }


def _places(name: str, letter: str, question: Which | HowManyOf) -> Iterator[int]:
    last = len(graphemes(name)) - len(graphemes(letter))
    for place in occurrences(name, letter):
        if question.where == "anywhere" or place == (last if question.where == "end" else 0):
            yield place
