"""Words in two dimensions, each with its label, its group by colour and shape, and a line to its nearest neighbour."""

from collections.abc import Iterator, Sequence
from math import hypot

import numpy as np

from bot.drawing.chips import label_of, probability_text, shortest, signed
from bot.drawing.labels import place_labels
from bot.drawing.lines import fitted, length
from bot.drawing.marks import colour_of, draw_mark
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Box, Place, Sheet
from bot.drawing.theme import FAINT, GROUND, WIDTH
from bot.inside.views import Floats, WordMap
from bot.language import joined, plural, retold, tr
from bot.sentences import sentences, separated

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
    sheet.title(_title(view, method))
    kinds = {group: number for number, group in enumerate(dict.fromkeys(view.groups))}
    area, places, tried = _laid_out(view, sheet.y + 26)
    if view.variance:
        sheet.write(
            (MARGIN, sheet.y + TEXT),
            tr("↑ 2nd axis: {share} of the variance", share=probability_text(view.variance[1])),
            TEXT,
            FAINT,
        )
    points = _points(view, area)
    for one, other in view.lines:
        sheet.line([points[one], points[other]], _LINE, 1.5)
    for group, point, box in zip(view.groups, points, places, strict=True):
        _lead(sheet, point, box, colour_of(kinds[group]))
    _draw_labels(sheet, view.words, places, tried)
    for group, point in zip(view.groups, points, strict=True):
        draw_mark(sheet, point, _MARK, kinds[group])
    sheet.y = area[3] + 4
    _draw_foot(sheet, view)
    _draw_legend(sheet, [*kinds])
    return sheet.picture(_alt(view, method), len(view.words))


def _title(view: WordMap, method: str) -> str:
    title = plural(
        "{n} word in two dimensions ({method})",
        "{n} words in two dimensions ({method})",
        len(view.words),
        method=method,
    )
    return title if view.trained else separated((title, tr("random start (seed {seed})", seed=str(view.seed))))


def _draw_labels(sheet: Sheet, words: Sequence[str], places: Sequence[Box], tried: tuple[int, int]) -> None:
    size, widest = tried
    for word, (left, top, right, bottom) in zip(words, places, strict=True):
        sheet.box((left + 1, top + 1, right - 1, bottom - 1), GROUND)  # lines stop at it, rather than cross letters
        sheet.write((left + 3, top + size * 0.94), _label(word, size, widest), size)


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
        axis = tr("1st axis: {share} of the variance →", share=probability_text(view.variance[0]))
        sheet.write((WIDTH - MARGIN, sheet.y + TEXT), axis, TEXT, FAINT, 1)
        sheet.y += 32
    else:
        how = tr(
            "perplexity {perplexity}, seed {seed}: sizes and distances between clusters mean nothing",
            perplexity=_perplexity(view),
            seed=str(view.seed),
        )
        sheet.paragraph(how, ink=FAINT)
    lines = tr("line: to the nearest neighbour in all dimensions")
    sheet.paragraph(f"{lines} · {tr('both axes stretched to fit')}" if view.variance else lines, ink=FAINT)


def _perplexity(view: WordMap) -> str:
    return shortest(float(f"{view.perplexity or 0:.3g}"))


def _draw_legend(sheet: Sheet, groups: Sequence[str]) -> None:
    """The groups with their marks, in as many lines as they need."""
    if groups == [""]:
        return
    x, sheet.y = float(MARGIN), sheet.y + 4
    for number, group in enumerate(groups[:_MOST_GROUPS]):
        said = fitted(_shown(retold(group) or tr("no group")), TEXT, 220)
        wide = length(said, TEXT) + 44
        if x > MARGIN and x + wide - 22 > WIDTH - MARGIN:
            x, sheet.y = float(MARGIN), sheet.y + 28
        draw_mark(sheet, (x + 8, sheet.y + 12), _MARK + 1, number)
        sheet.write((x + 22, sheet.y + TEXT), said)
        x += wide
    sheet.y += 28
    if len(groups) > _MOST_GROUPS:
        more = plural("and {n} more group", "and {n} more groups", len(groups) - _MOST_GROUPS)
        sheet.paragraph(more, ink=FAINT)


def _alt(view: WordMap, method: str) -> str:
    said = [_head_alt(view, method), *_grouped(view)]
    if view.variance:
        said.append(_axes_alt(view, *map(probability_text, view.variance)))
    else:
        said.append(
            tr(
                "Perplexity {perplexity}, seed {seed}: sizes and distances of clusters mean nothing.",
                perplexity=_perplexity(view),
                seed=str(view.seed),
            )
        )
    if view.lines:
        pairs = separated(f"{_shown(view.words[one])} – {_shown(view.words[other])}" for one, other in view.lines)
        said.append(tr("Nearest neighbours: {pairs}.", pairs=pairs))
    return sentences(said)


def _head_alt(view: WordMap, method: str) -> str:
    words = len(view.words)
    if view.trained:
        return plural("{method} map of {n} word.", "{method} map of {n} words.", words, method=method)
    return plural(
        "{method} map of {n} word at a random start (seed {seed}).",
        "{method} map of {n} words at a random start (seed {seed}).",
        words,
        method=method,
        seed=str(view.seed),
    )


def _axes_alt(view: WordMap, first: str, second: str) -> str:
    """What the axes hold, and what the first has to do with."""
    with_it = []
    if view.with_rank is not None:
        with_it.append(tr("{correlation} with rarity", correlation=signed(view.with_rank)))
    if view.with_length is not None:
        with_it.append(tr("{correlation} with the vector's length", correlation=signed(view.with_length)))
    if not with_it:
        return tr("The two axes hold {first} and {second} of the variance.", first=first, second=second)
    return tr(
        "The two axes hold {first} and {second} of the variance; the first correlates {correlations}.",
        first=first,
        second=second,
        correlations=joined(with_it),
    )


def _grouped(view: WordMap) -> Iterator[str]:
    """How far the groups stand together."""
    groups = [_shown(retold(group)) for group in dict.fromkeys(view.groups) if group]
    if len(groups) < 2:
        return
    yield tr(
        "Of {number} groups ({groups}), {inside} of {lines} lines to a nearest neighbour stay inside one.",
        number=len(groups),
        groups=separated(groups[:_MOST_GROUPS]),
        inside=sum(view.groups[one] == view.groups[other] for one, other in view.lines),
        lines=len(view.lines),
    )
    if view.silhouette is None:
        return
    trained = signed(view.silhouette)
    if view.silhouette_random is None:
        yield tr("Silhouette in all dimensions: {trained} trained.", trained=trained)
    else:
        yield tr(
            "Silhouette in all dimensions: {trained} trained, {random} at a random start.",
            trained=trained,
            random=signed(view.silhouette_random),
        )
