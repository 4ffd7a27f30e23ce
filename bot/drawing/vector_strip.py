"""One token's vector as colours, above what it was at a random start."""

import numpy as np

from bot.drawing.chips import label_of, probability_text, signed
from bot.drawing.picture import Picture
from bot.drawing.ramps import AROUND_ZERO, cells, draw_scale
from bot.drawing.sheet import MARGIN, Sheet
from bot.drawing.theme import WIDTH
from bot.inside.views import Floats, TokenVector
from bot.language import number, tr
from bot.sentences import sentences

_CELLS = (11, 8, 6, 4)
"""Pixels of a cell, the largest with which a strip is no higher than ``_MOST_HEIGHT``."""
_MOST_HEIGHT = 300
_FAR = 3
"""Standard deviations from zero to either end of the scale."""


def vector_strip(view: TokenVector) -> Picture:
    """Draw the numbers of the vector in rows, from left to right, each in standard deviations of all of them."""
    sheet = Sheet()
    token = label_of(view.token.text)
    sheet.title(
        tr(
            "{token}: {number} numbers, length {length}",
            token=token,
            number=len(view.row),
            length=number(view.length, 2),
        )
    )
    sheet.paragraph(
        tr(
            "longer than {share} of the vocabulary, whose median is {median}",
            share=probability_text(view.shorter),
            median=number(view.median_length, 2),
        )
    )
    drawn = _draw(sheet, view.row)
    sheet.y += 14
    length = float(np.linalg.norm(view.start))
    sheet.paragraph(tr("a random start (seed {seed}): length {length}", seed=str(view.seed), length=number(length, 2)))
    _draw(sheet, view.start)
    sheet.y += 18
    steps = [signed(-_FAR, 0), "0", f"+{_FAR}"]
    spreads = [number(float(np.std(each)), 2) for each in (view.row, view.start)]
    meaning = tr(
        "standard deviations, each strip by its own: {first} above, {second} below",
        first=spreads[0],
        second=spreads[1],
    )
    draw_scale(sheet, AROUND_ZERO, steps, meaning)
    return sheet.picture(_alt(view, token, length), drawn)


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


def _alt(view: TokenVector, token: str, length: float) -> str:
    said = [
        tr(
            "The vector of {token} ({id}), {number} numbers as colours, is {length} long: longer than {share} of the "
            "vocabulary (median {median}).",
            token=token,
            id=str(view.token.id),
            number=len(view.row),
            length=number(view.length, 2),
            share=probability_text(view.shorter),
            median=number(view.median_length, 2),
        )
    ]
    if view.common is not None:
        said.append(tr("It was merged before {share} of the learnt tokens.", share=probability_text(view.common)))
    said.append(
        tr(
            "Below it, a random start (seed {seed}) is {length} long. Both look like noise: no pattern by which eyes "
            "could tell which is trained.",
            seed=str(view.seed),
            length=number(length, 2),
        )
    )
    return sentences(said)
