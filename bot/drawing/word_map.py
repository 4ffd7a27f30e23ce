"""Words in two dimensions, each with its label, its group by colour and shape, and a line to its nearest neighbour."""

from collections.abc import Sequence
from math import hypot

import numpy as np

from bot.drawing.chips import label_of, percent, signed
from bot.drawing.labels import place_labels
from bot.drawing.lines import fitted, length
from bot.drawing.marks import colour_of, draw_mark
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Box, Place, Sheet
from bot.drawing.theme import FAINT, GROUND, WIDTH
from bot.inside.views import Floats, WordMap
from bot.tokens import count

_TRIES = ((18, 170), (18, 120), (17, 100), (16, 80), (15, 64))
"""Sizes of the labels and how wide they may be, in pixels: the first with which all of them have room."""
_LEAST, _MOST = 380, 780
"""Pixels from top to bottom of the map."""
_SPARE = 3.4
"""So many times as large as its labels is a map."""
_MARK, _INNER = 6, 40
"""Pixels: half of a mark, and from the edge to the outermost points."""
_MOST_GROUPS = 24
"""In the legend."""
_LINE = "#6d717b"


def word_map(view: WordMap) -> Picture:
    """Draw the map, higher where there are more words; every word has a label, which covers no other.

    :raises ValueError: there are many more words than ``MOST_WORDS``, and no room for so many labels
    """
    sheet = Sheet()
    method = "PCA" if view.method == "pca" else "t-SNE"
    training = "" if view.trained else f", random start (seed {view.seed})"
    sheet.title(f"{count(len(view.words), 'word')} in two dimensions ({method}){training}")
    kinds = {group: number for number, group in enumerate(dict.fromkeys(view.groups))}
    area, places, tried = _laid_out(view, sheet.y + 26)
    if view.variance:
        sheet.write((MARGIN, sheet.y + TEXT), f"↑ 2nd axis: {percent(view.variance[1])} of the variance", TEXT, FAINT)
    points = _points(view, area)
    for one, other in view.lines:
        sheet.line([points[one], points[other]], _LINE, 1.5)
    for group, point, box in zip(view.groups, points, places, strict=True):
        _lead(sheet, point, box, colour_of(kinds[group]))
    size, widest = tried
    for word, (left, top, right, bottom) in zip(view.words, places, strict=True):
        sheet.box((left + 1, top + 1, right - 1, bottom - 1), GROUND)  # lines stop at it, rather than cross letters
        sheet.write((left + 3, top + size * 0.94), _label(word, size, widest), size)
    for group, point in zip(view.groups, points, strict=True):
        draw_mark(sheet, point, _MARK, kinds[group])
    sheet.y = area[3] + 4
    _draw_foot(sheet, view)
    _draw_legend(sheet, [*kinds])
    return sheet.picture(_alt(view, method), len(view.words))


def _laid_out(view: WordMap, top: float) -> tuple[Box, list[Box], tuple[int, int]]:
    """The area of the map, the boxes of the labels, and which of ``_TRIES`` they have."""
    for size, widest in _TRIES:
        sizes = [(length(_label(word, size, widest), size) + 6, size * 1.25) for word in view.words]
        needed = _SPARE * sum(width * height for width, height in sizes) / (WIDTH - 2 * MARGIN)
        area = (MARGIN, top, WIDTH - MARGIN, top + min(_MOST, max(_LEAST, needed)))
        places = place_labels(_points(view, area), sizes, area, _MARK + 2)
        if places is not None:
            return area, places, (size, widest)
    raise ValueError(f"no room for {len(view.words)} labels")


def _label(word: str, size: int, widest: int) -> str:
    return fitted(_shown(word), size, widest)


def _shown(word: str) -> str:
    """All of ``word`` to be seen; inside it a space is plain enough."""
    shown = label_of(word)
    return shown[:1] + shown[1:].replace("␣", " ")


def _points(view: WordMap, area: Box) -> list[Place]:
    left, top, right, bottom = area
    across = _between(view.x, left + _INNER, right - _INNER)
    return list(zip(across, _between(view.y, bottom - _INNER, top + _INNER), strict=True))


def _between(values: Floats, start: float, end: float) -> list[float]:
    """``values`` stretched such that the least is at ``start`` and the largest at ``end``; in the middle if equal."""
    low, spread = float(values.min()), float(np.ptp(values))
    shares = (values - low) / spread if spread > 0 else np.full(len(values), 0.5)
    placed: list[float] = (start + shares * (end - start)).tolist()
    return placed


def _lead(sheet: Sheet, point: Place, box: Box, colour: str) -> None:
    """A dotted line from ``point`` to the ``box`` of its label, where that is not beside it."""
    (x, y), (left, top, right, bottom) = point, box
    near = min(max(x, left), right), min(max(y, top), bottom)
    if hypot(near[0] - x, near[1] - y) > 2.2 * _MARK:
        sheet.line([point, near], colour, 1.2, (2, 3))


def _draw_foot(sheet: Sheet, view: WordMap) -> None:
    if view.variance:
        axis = f"1st axis: {percent(view.variance[0])} of the variance →"
        sheet.write((WIDTH - MARGIN, sheet.y + TEXT), axis, TEXT, FAINT, 1)
        sheet.y += 32
    else:
        how = f"perplexity {view.perplexity or 0:.3g}, seed {view.seed}"
        sheet.paragraph(f"{how}: sizes and distances between clusters mean nothing", ink=FAINT)
    stretched = " · both axes stretched to fit" if view.variance else ""
    sheet.paragraph(f"line: to the nearest neighbour in all dimensions{stretched}", ink=FAINT)


def _draw_legend(sheet: Sheet, groups: Sequence[str]) -> None:
    """The groups with their marks, in as many lines as they need."""
    if groups == [""]:
        return
    x, sheet.y = float(MARGIN), sheet.y + 4
    for number, group in enumerate(groups[:_MOST_GROUPS]):
        said = fitted(_shown(group or "no group"), TEXT, 220)
        wide = length(said, TEXT) + 44
        if x > MARGIN and x + wide - 22 > WIDTH - MARGIN:
            x, sheet.y = float(MARGIN), sheet.y + 28
        draw_mark(sheet, (x + 8, sheet.y + 12), _MARK + 1, number)
        sheet.write((x + 22, sheet.y + TEXT), said)
        x += wide
    sheet.y += 28
    if len(groups) > _MOST_GROUPS:
        sheet.paragraph(f"and {count(len(groups) - _MOST_GROUPS, 'more group')}", ink=FAINT)


def _alt(view: WordMap, method: str) -> str:
    before = "" if view.trained else f" at a random start (seed {view.seed})"
    said = f"{method} map of {count(len(view.words), 'word')}{before}.{_grouped(view)}"
    if view.variance:
        said += f" The two axes hold {percent(view.variance[0])} and {percent(view.variance[1])} of the variance"
        of_first = [("rarity", view.with_rank), ("the vector's length", view.with_length)]
        with_it = [f"{signed(each)} with {name}" for name, each in of_first if each is not None]
        said += f"; the first correlates {' and '.join(with_it)}." if with_it else "."
    else:
        said += (
            f" Perplexity {view.perplexity or 0:.3g}, seed {view.seed}: sizes and distances of clusters mean nothing."
        )
    nearest = ", ".join(f"{_shown(view.words[one])} – {_shown(view.words[other])}" for one, other in view.lines)
    return f"{said} Nearest neighbours: {nearest}." if nearest else said


def _grouped(view: WordMap) -> str:
    """How far the groups stand together."""
    groups = [_shown(group) for group in dict.fromkeys(view.groups) if group]
    if len(groups) < 2:
        return ""
    together = sum(view.groups[one] == view.groups[other] for one, other in view.lines)
    said = f" Of {len(groups)} groups ({', '.join(groups[:_MOST_GROUPS])}), {together} of {len(view.lines)} lines to a"
    said += " nearest neighbour stay inside one."
    if view.silhouette is not None:
        random = view.silhouette_random
        at_random = "" if random is None else f", {signed(random)} at a random start"
        said += f" Silhouette in all dimensions: {signed(view.silhouette)} trained{at_random}."
    return said
