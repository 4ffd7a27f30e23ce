"""Marks that are told apart by colour and by shape."""

from collections.abc import Sequence
from math import cos, pi, sin

from bot.drawing.sheet import Place, Sheet
from bot.drawing.strip import FILLS
from bot.drawing.theme import GROUND

KINDS = len(FILLS)
"""So many have a colour and a shape of their own; of more, no two have both in common up to the square of it."""
COLOURS: Sequence[str] = [f"#{bytes(fill).hex()}" for fill in FILLS]


def draw_mark(sheet: Sheet, centre: Place, radius: float, kind: int, ink: str = "") -> None:
    """Draw the mark of the kind with this number: its shape, in its colour or in ``ink``."""
    x, y = centre
    colour = ink or colour_of(kind)
    match (kind + kind // KINDS) % KINDS:
        case 0:
            sheet.circle(centre, radius, colour)
        case 1:
            sheet.box((x - 0.88 * radius, y - 0.88 * radius, x + 0.88 * radius, y + 0.88 * radius), colour)
        case 2:
            sheet.polygon(_corners(centre, 1.25 * radius, 3, 0.25), colour)
        case 3:
            sheet.polygon(_corners(centre, 1.25 * radius, 4, 0.25), colour)
        case 4:
            sheet.circle(centre, 1.05 * radius, colour, 0.45 * radius)
        case 5:
            sheet.polygon(_corners(centre, 1.25 * radius, 3, 0.75), colour)
        case 6:
            sheet.line([(x - radius, y - radius), (x + radius, y + radius)], colour, 0.6 * radius)
            sheet.line([(x - radius, y + radius), (x + radius, y - radius)], colour, 0.6 * radius)
        case _:
            sheet.box((x - radius, y - radius, x + radius, y + radius), colour)
            hole = colour_of(kind) if ink else GROUND
            sheet.box((x - 0.4 * radius, y - 0.4 * radius, x + 0.4 * radius, y + 0.4 * radius), hole)


def colour_of(kind: int) -> str:
    """The colour of the kind with this number, which is light.

    >>> colour_of(1) == colour_of(9)
    True
    """
    return COLOURS[kind % KINDS]


def _corners(centre: Place, radius: float, number: int, turned: float) -> list[Place]:
    """Of a regular polygon, one of them ``turned`` full turns from the right, upwards."""
    turns = [2 * pi * (turned + at / number) for at in range(number)]
    return [(centre[0] + radius * cos(turn), centre[1] - radius * sin(turn)) for turn in turns]
