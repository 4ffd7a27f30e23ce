"""Tokens as dots in rows, the same token the same dot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from bot.drawing.chips import label_of
from bot.drawing.lines import fitted, length, shrunk
from bot.drawing.marks import KINDS, colour_of, draw_mark
from bot.drawing.sheet import Place, Sheet
from bot.drawing.theme import DARK_INK, FAINT, INK, TEMPLATE, WIDTH, YELLOW
from bot.language import Later, later
from bot.tokens import PromptToken

KEY = later("same letter, same colour: the same token")
KEY_OF_MARKS = later("same dot: the same token")
FOLDED = later("chat template")
"""What stands in a box."""
_LETTERS = ascii_uppercase + ascii_lowercase
_MARGIN, _DOT, _GAP, _LINE_GAP, _RING, _MARK = 18, 56, 10, 18, 5, 8
_LETTER_SIZE, _LABEL_SIZE, _NOTE_SIZE = 27, 19, 20
_LABEL_HEIGHT, _WIDEST_LABEL = 27, 150
_NOTE_HEIGHT, _NOTE_DOT = 46, 36
_DASHES = 10
_BOX_PADDING, _INNER_MARK = 14, 0.34


@dataclass(frozen=True, slots=True)
class Dot:
    """``number`` is that of its colour, None for the dot that is asked for; ``label`` is what stands below it.

    One that is not ``lettered`` has a mark in the place of its letter. With a ``box`` it is no dot but a box for what
    the chat template has put there, with that text in it.
    """

    number: int | None
    label: str = ""
    marked: bool = False
    lettered: bool = True
    box: str = ""

    @property
    def letter(self) -> str:
        """What stands on it."""
        return "?" if self.number is None else letter(self.number)

    @property
    def width(self) -> float:
        """Of the dot with its label, or of the box, in pixels."""
        if self.box:
            return max(length(str(FOLDED), _LABEL_SIZE), length(self.box, _LABEL_SIZE)) + 2 * _BOX_PADDING
        return max(_DOT + 2 * self.marked * _MARK, length(self.label, _LABEL_SIZE))


def letter(number: int) -> str:
    """What stands on dots of one kind: A to Z, a to z, then two letters.

    >>> letter(0), letter(51), letter(52), letter(53)
    ('A', 'z', 'AA', 'AB')
    """
    if number < len(_LETTERS):
        return _LETTERS[number]
    first, second = divmod(number - len(_LETTERS), len(ascii_uppercase))
    return ascii_uppercase[first] + ascii_uppercase[second]


def numbered(tokens: Sequence[PromptToken]) -> Mapping[PromptToken, int]:
    """Which colour each token has: 0 for the first, and so on by first appearance."""
    return {token: number for number, token in enumerate(dict.fromkeys(tokens))}


def label(text: str) -> str:
    """``text`` as short as it has to be below a dot."""
    return fitted(label_of(text), _LABEL_SIZE, _WIDEST_LABEL)


def draw_dots(shown: Sequence[Dot], notes: Sequence[tuple[Dot, str]] = (), key: Later | str = KEY) -> Sheet:
    """At least one dot, and below them ``notes``, or the ``key`` where there are none."""
    line = _DOT + _LINE_GAP + (_LABEL_HEIGHT if any(each.label for each in shown) else 0)
    places = _flow(shown, line)
    foot = places[-1][1] + line
    sheet = Sheet(height := round(foot + _NOTE_HEIGHT * max(1, len(notes)) + _MARGIN / 2))
    for each, (x, y) in zip(shown, places, strict=True):
        if each.box:
            _draw_box(sheet, each, (x, y))
        else:
            _draw_dot(sheet, each, (x + each.width / 2, y + _DOT / 2), _DOT / 2)
        if each.label:
            ink = YELLOW if each.marked else INK
            sheet.write((x + each.width / 2, y + _DOT + 24), each.label, _LABEL_SIZE, ink, 0.5)
    for number, (dot, said) in enumerate(notes):
        _write_note(sheet, dot, said, foot + number * _NOTE_HEIGHT)
    if not notes:
        place = (_MARGIN, foot + _NOTE_HEIGHT / 2 + 4)
        sheet.write(place, str(key), _NOTE_SIZE, FAINT, room=WIDTH - 2 * _MARGIN)
    sheet.y = height
    return sheet


def _flow(shown: Sequence[Dot], line: float) -> Sequence[Place]:
    """Where the left upper corner of each dot with its text is, in lines that are ``line`` apart."""
    places = []
    x, y = float(_MARGIN), float(_MARGIN)
    for each in shown:
        if x > _MARGIN and x + each.width > WIDTH - _MARGIN:
            x, y = float(_MARGIN), y + line
        places.append((x, y))
        x += each.width + _GAP
    return places


def _write_note(sheet: Sheet, dot: Dot, said: str, top: float) -> None:
    middle = top + _NOTE_HEIGHT / 2
    _draw_dot(sheet, dot, (_MARGIN + _NOTE_DOT / 2, middle), _NOTE_DOT / 2)
    x, baseline = _MARGIN + _NOTE_DOT + 12, middle + 7
    size = shrunk(said, _NOTE_SIZE, WIDTH - _MARGIN - x - 8 - min(_WIDEST_LABEL, length(dot.label, _NOTE_SIZE)))
    label = fitted(dot.label, _NOTE_SIZE, WIDTH - _MARGIN - x - 8 - length(said, size))
    sheet.write((x, baseline), label, _NOTE_SIZE, YELLOW)
    sheet.write((x + length(label, _NOTE_SIZE) + 8, baseline), said, size, INK)


def _draw_box(sheet: Sheet, dot: Dot, corner: Place) -> None:
    x, y = corner
    sheet.box((x, y, x + dot.width, y + _DOT), TEMPLATE)
    for said, baseline in ((str(FOLDED), 24), (dot.box, 46)):
        sheet.write((x + dot.width / 2, y + baseline), said, _LABEL_SIZE, DARK_INK, 0.5)


def _draw_dot(sheet: Sheet, dot: Dot, centre: Place, radius: float) -> None:
    """The first eight are discs, the next eight rings, then discs with a ring inside; after that from the start.

    Without letters they are discs, and no two of 64 have both the colour and the mark inside in common.
    """
    if dot.number is not None and not dot.lettered:
        sheet.circle(centre, radius, colour_of(dot.number))
        draw_mark(sheet, centre, radius * _INNER_MARK, dot.number, DARK_INK)
        return
    colour, ink = INK, INK
    if dot.number is None:
        _dash(sheet, centre, radius)
    else:
        look, hue = divmod(dot.number, KINDS)
        colour = colour_of(hue)
        ink = colour if look % 3 == 1 else DARK_INK
        sheet.circle(centre, radius, colour, _RING if look % 3 == 1 else None)
        if look % 3 == 2:
            sheet.circle(centre, radius * 0.84, DARK_INK, _RING)
    if dot.marked:
        sheet.circle(centre, radius + _MARK, YELLOW, _RING)
    size = round(_LETTER_SIZE * 2 * radius / _DOT * (1 if len(dot.letter) == 1 else 0.8))
    x, y = centre
    sheet.write((x, y + size * 0.36), dot.letter, size, ink, 0.5)


def _dash(sheet: Sheet, centre: Place, radius: float) -> None:
    step = 360 / _DASHES
    for number in range(_DASHES):
        sheet.arc(centre, radius, (number * step, (number + 0.55) * step), INK, _RING)
