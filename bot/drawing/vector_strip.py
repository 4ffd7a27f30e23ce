"""One token's vector as colours, above what it was at a random start."""

import numpy as np

from bot.drawing.chips import label_of, percent, signed
from bot.drawing.picture import Picture
from bot.drawing.ramps import AROUND_ZERO, cells, draw_scale
from bot.drawing.sheet import MARGIN, Sheet
from bot.drawing.theme import WIDTH
from bot.inside.views import Floats, TokenVector

_CELLS = (11, 8, 6, 4)
"""Pixels of a cell, the largest with which a strip is no higher than ``_MOST_HEIGHT``."""
_MOST_HEIGHT = 300
_FAR = 3
"""Standard deviations from zero to either end of the scale."""


def vector_strip(view: TokenVector) -> Picture:
    """Draw the numbers of the vector in rows, from left to right, each in standard deviations of all of them."""
    sheet = Sheet()
    token = label_of(view.token.text)
    numbers = f"{len(view.row):,} numbers"
    sheet.title(f"{token}: {numbers}, length {view.length:.2f}")
    sheet.paragraph(f"longer than {percent(view.shorter)} of the vocabulary, whose median is {view.median_length:.2f}")
    drawn = _draw(sheet, view.row)
    sheet.y += 14
    length = float(np.linalg.norm(view.start))
    sheet.paragraph(f"a random start (seed {view.seed}): length {length:.2f}")
    _draw(sheet, view.start)
    sheet.y += 18
    steps = [signed(-_FAR, 0), "0", f"+{_FAR}"]
    spreads = [f"{float(np.std(each)):.2f}" for each in (view.row, view.start)]
    meaning = f"standard deviations, each strip by its own: {spreads[0]} above, {spreads[1]} below"
    draw_scale(sheet, AROUND_ZERO, steps, meaning)
    return sheet.picture(_alt(view, token, numbers, length), drawn)


def _draw(sheet: Sheet, row: Floats) -> int:
    """Returns how many numbers have a cell."""
    room = WIDTH - 2 * MARGIN
    cell = next((each for each in _CELLS if -(-len(row) // (room // each)) * each <= _MOST_HEIGHT), _CELLS[-1])
    columns = min(room // cell, len(row))
    shown = row[: columns * (_MOST_HEIGHT // cell)]
    shares = 0.5 + shown / max(float(np.std(row)), 1e-9) / (2 * _FAR)
    top = sheet.y + 6
    for start in range(0, len(shown), columns):
        part = shares[start : start + columns]
        sheet.paste(cells(part[None], AROUND_ZERO), (MARGIN, top, MARGIN + cell * len(part), top + cell))
        top += cell
    sheet.y = top
    return len(shown)


def _alt(view: TokenVector, token: str, numbers: str, length: float) -> str:
    merged = "" if view.common is None else f" It was merged before {percent(view.common)} of the learnt tokens."
    return (
        f"The vector of {token} ({view.token.id}), {numbers} as colours, is {view.length:.2f} long: longer than "
        f"{percent(view.shorter)} of the vocabulary (median {view.median_length:.2f}).{merged} Below it, a random start"
        f" (seed {view.seed}) is {length:.2f} long. Both look like noise: no pattern by which eyes could tell which is "
        "trained."
    )
