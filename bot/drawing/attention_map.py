"""Who reads from whom: the weights of a head as a heat map, the last tokens below each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from bot.drawing.chips import label_of, probability_text
from bot.drawing.lines import fitted, length
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.ramps import FROM_ZERO, cells, draw_scale
from bot.drawing.sheet import MARGIN, TEXT, Sheet
from bot.drawing.theme import DARK_INK, FAINT, GROUND, INK, WIDTH, YELLOW
from bot.inside.views import AttentionView, Floats
from bot.language import percent, tr
from bot.sentences import headed, sentences, stopped

MOST_ROWS = 20
"""The last tokens, so that their names can be read on a phone."""
_WIDEST, _HIGHEST, _LARGEST, _GAP = 118, 110, 36, 8
"""Pixels of a row's name, of a column's name, of a cell, and between names and cells."""
_REST = "…"
_LIGHT = 0.6
"""From this part of the scale on a cell is light."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """What is drawn: ``weights`` (rows × columns) with the names of both.

    ``blank`` are cells of tokens that are not yet there, ``strongest`` is the column that each row reads from most, -1
    for none.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    weights: Floats
    blank: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    strongest: Sequence[int]


def attention_map(view: AttentionView) -> Picture:
    """Draw the last ``MOST_ROWS`` tokens as rows, whose columns are the tokens that they read from.

    Where there are more, the columns are the first token, all between as one sum, and the last ones. A first token that
    was left out has no column.
    """
    grid = _grid(view)
    sheet = Sheet()
    sheet.title(
        tr("Attention: layer {layer}, head {head}", layer=view.layer, head=view.head)
        if view.head
        else tr("Attention: layer {layer}, mean of all heads", layer=view.layer)
    )
    sheet.paragraph(sentences(_key(view, grid)))
    _draw(sheet, grid)
    sheet.y += 14
    highest = float(grid.weights.max())
    if highest:
        weighed = tr("share of a row of weight × length of what is moved")
        meaning = weighed if view.value_weighted else tr("share of a row")
        draw_scale(sheet, FROM_ZERO, [percent(0), probability_text(highest / 2), probability_text(highest)], meaning)
    return sheet.picture(_alt(view), len(grid.rows))


def _key(view: AttentionView, grid: _Grid) -> Iterator[str]:
    if view.without_first:
        yield tr("Each row's token reads from the columns, the first token left out.")
    else:
        yield tr("Each row's token reads from the columns.")
    yield tr("● the most of a row.")
    if _REST in grid.columns[:2]:
        yield tr("{dots} sums up all between.", dots=_REST)


def _grid(view: AttentionView) -> _Grid:
    names = [label_of(token.text) for token in view.tokens]
    total = len(names)
    start = int(view.without_first and total > 1)
    first = max(start, total - MOST_ROWS)
    shown, weights, rest = [*range(first, total)], view.weights, first - start
    parts, columns = [weights[first:, first:]], [names[at] for at in shown]
    if rest:
        head = 0 if view.without_first else 1
        if rest > head:
            parts.insert(0, weights[first:, start + head : first].sum(1, keepdims=True))
            columns.insert(0, _REST)
        if head:
            parts.insert(0, weights[first:, :1])
            columns.insert(0, names[0])
    before = len(columns) - len(shown)
    blank = np.zeros((len(shown), len(columns)), bool)
    blank[:, before:] = np.triu(np.ones((len(shown), len(shown)), bool), 1)
    at = [int(weights[row].argmax()) if weights[row].max() > 0 else -1 for row in shown]
    strongest = [each - first + before if each >= first else _before(each, before) for each in at]
    return _Grid([names[each] for each in shown], columns, np.concatenate(parts, 1), blank, strongest)


def _before(token: int, columns: int) -> int:
    """In which of the ``columns`` before the last tokens ``token`` is."""
    return token if token <= 0 else columns - 1


def _draw(sheet: Sheet, grid: _Grid) -> None:
    widest = max(length(fitted(name, TEXT, _WIDEST), TEXT) for name in grid.rows)
    left = MARGIN + max(widest, length(tr("from →"), TEXT)) + _GAP
    side = min(_LARGEST, (WIDTH - MARGIN - left) / len(grid.columns))
    high = max(24, side)
    columns = [fitted(name, TEXT, _HIGHEST) for name in grid.columns]
    top = sheet.y + max(length(name, TEXT) for name in columns) + 16
    for number, name in enumerate(columns):
        sheet.turned((left + (number + 0.5) * side, top - 6), name)
    sheet.write((left - _GAP, top - 8), tr("from →"), TEXT, FAINT, 1)
    highest = max(float(grid.weights.max()), 1e-9)
    shades = np.asarray(cells(grid.weights / highest, FROM_ZERO)).copy()
    shades[grid.blank] = [int(GROUND[at : at + 2], 16) for at in (1, 3, 5)]
    size = (side * len(grid.columns), high * len(grid.rows))
    sheet.paste(Image.fromarray(shades), (left, top, left + size[0], top + size[1]))
    for number, (name, strongest) in enumerate(zip(grid.rows, grid.strongest, strict=True)):
        y = top + (number + 0.5) * high
        sheet.write((left - _GAP, y + 6), fitted(name, TEXT, _WIDEST), TEXT, INK, 1)
        if strongest >= 0:
            light = grid.weights[number, strongest] / highest > _LIGHT
            sheet.circle((left + (strongest + 0.5) * side, y), 4.5, DARK_INK if light else YELLOW)
    sheet.y = top + size[1]


def _alt(view: AttentionView) -> str:
    """The last tokens are read out, as many as there is room for, the last of all first."""
    names = [label_of(token.text) for token in view.tokens]
    where = (
        tr("Layer {layer}, head {head}", layer=view.layer, head=view.head)
        if view.head
        else tr("Layer {layer}, mean of all heads", layer=view.layer)
    )
    share, token = probability_text(view.on_first), names[0]
    first = (
        tr(
            "{share} of the attention goes to the first token, {token}, which is left out here.",
            share=share,
            token=token,
        )
        if view.without_first
        else tr("{share} of the attention goes to the first token, {token}.", share=share, token=token)
    )
    said = headed(where, first)
    read = []
    for row in range(len(names) - 1, max(-1, len(names) - 1 - MOST_ROWS), -1):
        at = int(view.weights[row].argmax())
        if view.weights[row, at] > 0:
            read.append(
                tr(
                    "{reader} from {read} ({share})",
                    reader=names[row],
                    read=names[at],
                    share=probability_text(float(view.weights[row, at])),
                )
            )
    if not read:
        return sentences([said, tr("There is nothing else to read from.")])
    told = tr("Read from most, weighted by what is moved:") if view.value_weighted else tr("Read from most:")
    for each in read:
        if len(said) + len(told) + len(each) + 3 > MAX_ALT:
            break
        told += f" {each};"
    return sentences([said, stopped(told[:-1])])
