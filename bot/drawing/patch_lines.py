"""How an answer moves when one token's state is replaced: a line a followed token, over the layers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.drawing.chips import label_of, probability_text
from bot.drawing.lines import fitted
from bot.drawing.marks import colour_of, draw_mark
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Sheet
from bot.drawing.theme import FAINT, INK, WIDTH
from bot.inside.views import PatchView
from bot.language import percent, tr
from bot.sentences import sentences, separated
from bot.tokens import PromptToken

MOST_LINES = 4
_DASHES: Sequence[Sequence[float]] = ((), (14, 6), (3, 5), (16, 5, 3, 5))
_LEFT, _BEFORE, _SOURCE, _START, _END = MARGIN + 52, 106, 172, 214, 412
"""Where things are across: the marks of the text as it is and of the other, and where the lines begin and end."""
_HEIGHT, _APART, _MARK = 300, 24, 6
_GRID = "#454850"


@dataclass(frozen=True, slots=True)
class _Line:
    """A followed token: its probability in the text as it is, in the other, and after each layer was replaced."""

    token: PromptToken
    before: float
    source: float
    after: Sequence[float]

    @property
    def name(self) -> str:
        return label_of(self.token.text)


def patch_lines(view: PatchView) -> Picture:
    """Draw the first ``MOST_LINES`` tokens of those followed."""
    told = zip(view.followed, view.before, view.source, zip(*view.after, strict=True), strict=True)
    lines = [_Line(*each) for each in told][:MOST_LINES]
    sheet = Sheet()
    place, other = (label_of(each.text) for each in (view.tokens[view.position], view.other[view.other_position]))
    sheet.title(tr("The state of {place} replaced by that of {other}: what it says next", place=place, other=other))
    top = sheet.y + 34
    _draw_axes(sheet, top, len(view.after) - 1)
    ends = _spread([_y(top, line.after[-1]) for line in lines])
    for number, (line, end) in enumerate(zip(lines, ends, strict=True)):
        _draw(sheet, line, number, top, end)
    sheet.y = top + _HEIGHT + 64
    sheet.paragraph(tr("as is: nothing replaced · other: the other text by itself"), ink=FAINT)
    return sheet.picture(_alt(lines, place, other), len(lines))


def _y(top: float, probability: float) -> float:
    return top + (1 - probability) * _HEIGHT


def _draw_axes(sheet: Sheet, top: float, layers: int) -> None:
    sheet.write((MARGIN, top - 18), tr("probability"), TEXT, FAINT)
    for share in (0.0, 0.5, 1.0):
        y = _y(top, share)
        sheet.line([(_LEFT + 4, y), (_END, y)], _GRID)
        sheet.write((_LEFT, y + 6), percent(share), TEXT, FAINT, 1, room=_LEFT - 2)
    foot = top + _HEIGHT
    for middle, said in ((_BEFORE, tr("as is")), (_SOURCE, tr("other"))):
        sheet.write((middle, foot + 26), said, TEXT, INK, 0.5, room=_SOURCE - _BEFORE - 6)
    for layer in sorted({0, layers // 2, layers}):
        x = _START + (_END - _START) * layer / max(layers, 1)
        sheet.line([(x, foot), (x, foot + 6)], FAINT)
        sheet.write((x, foot + 26), str(layer), TEXT, FAINT, 0.5)
    sheet.write(
        (WIDTH - MARGIN, foot + 52), tr("layer after which it was replaced"), TEXT, FAINT, 1, room=WIDTH - 2 * MARGIN
    )


def _spread(places: Sequence[float]) -> list[float]:
    """``places`` moved up as little as needed to be ``_APART`` from each other."""
    spread = [*places]
    lowest = float("inf")
    for at in sorted(range(len(places)), key=lambda at: (-places[at], -at)):
        lowest = spread[at] = min(places[at], lowest - _APART)
    return spread


def _draw(sheet: Sheet, line: _Line, number: int, top: float, end: float) -> None:
    """The line, its name at its end, and its marks where both texts stand by themselves."""
    colour = colour_of(number)
    steps = np.linspace(_START, _END, max(2, len(line.after)))
    points = [(float(x), _y(top, share)) for x, share in zip(steps, line.after, strict=False)]
    if len(points) == 1:
        points.append((_END, points[0][1]))
    sheet.line(points, colour, 3.5, _DASHES[number])
    sheet.line([points[-1], (_END + 14, end)], colour, 1.5)
    draw_mark(sheet, (_END + 22, end), _MARK, number)
    sheet.write((_END + 34, end + 6), fitted(line.name, TEXT, WIDTH - MARGIN - _END - 34), TEXT, colour)
    for x, share in ((_BEFORE, line.before), (_SOURCE, line.source)):
        y = _y(top, share)
        sheet.line([(x - 20, y), (x + 20, y)], colour, 3)
        draw_mark(sheet, (x + 8 * number - 12, y), _MARK, number)


def _alt(lines: Sequence[_Line], place: str, other: str) -> str:
    said = [tr("The state of {place} replaced by that of {other}.", place=place, other=other)]
    said += [_told(line) for line in lines]
    if len(lines) > 1:
        ahead = [at for at, (own, new) in enumerate(zip(lines[0].after, lines[1].after, strict=True)) if new > own]
        said.append(_ahead(ahead, lines, len(lines[0].after)))
    return sentences(said)


def _told(line: _Line) -> str:
    last = len(line.after) - 1
    told = sorted({0, last // 4, last // 2, 3 * last // 4, last})
    steps = separated(tr("{share} at layer {layer}", share=probability_text(line.after[at]), layer=at) for at in told)
    return tr(
        "{token}: {before} as is, {other} in the other text; replaced: {shares}.",
        token=line.name,
        before=probability_text(line.before),
        other=probability_text(line.source),
        shares=steps,
    )


def _ahead(layers: Sequence[int], lines: Sequence[_Line], total: int) -> str:
    own, new = lines[0].name, lines[1].name
    if not layers:
        return tr("{new} is never likelier than {own}.", new=new, own=own)
    if len(layers) == total:
        return tr("{new} is likelier than {own} at every layer.", new=new, own=own)
    if [*layers] == [*range(layers[-1] + 1)]:
        return tr("{new} is likelier than {own} up to layer {layer}.", new=new, own=own, layer=layers[-1])
    return tr(
        "{new} is likelier than {own} at {layers} of {total} layers.", new=new, own=own, layers=len(layers), total=total
    )
