"""Ten steps of training: the loss falls, the right word's probability rises, and the words' vectors move."""

from collections.abc import Sequence

import numpy as np

from bot.drawing.chips import shortest, signed
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Box, Place, Sheet
from bot.drawing.step_net import DOWN, UP
from bot.drawing.theme import FAINT, GROUND, PINK, WIDTH, YELLOW
from bot.lab.step import READ, RIGHT, WORDS, Net, forward
from bot.language import number, percent, tr
from bot.sentences import apart, sentences, separated, stopped, vector

_GRID = "#454850"
_CHART, _MAP = 190, 300
"""Pixels of each from top to bottom."""
_LEFT, _RIGHT = MARGIN + 40, WIDTH - MARGIN - 56
_ROOM = 0.25
"""Around the paths on the map, in its own numbers."""


def step_chart(title: str, nets: Sequence[Net]) -> Picture:
    """Draw ``nets``, of which each is a step further than the one before, under a ``title``, which may be empty."""
    said = [forward(net) for net in nets]
    losses = [each.loss for each in said]
    shares = [float(each.probabilities[RIGHT]) for each in said]
    sheet = Sheet(900)
    if title:
        sheet.title(title)
    _draw_lines(sheet, losses, shares)
    sheet.paragraph(tr("The vectors of both words, as they are pulled along"), 20)
    _draw_map(sheet, nets)
    return sheet.picture(sentences([title and stopped(title), _alt(nets, losses, shares)]), len(nets))


def _draw_lines(sheet: Sheet, losses: Sequence[float], shares: Sequence[float]) -> None:
    """The loss by the scale on the left, and the probability by that on the right."""
    top = sheet.y + 34
    high = float(np.ceil(max(losses) * 2) / 2)
    sheet.write((MARGIN, top - 16), tr("loss"), TEXT, PINK)
    right = tr("probability of {word}", word=WORDS[RIGHT])
    sheet.write((WIDTH - MARGIN, top - 16), right, TEXT, UP, 1, room=WIDTH * 2 / 3)
    for share in (0.0, 0.5, 1.0):
        y = top + (1 - share) * _CHART
        sheet.line([(_LEFT, y), (_RIGHT, y)], _GRID)
        sheet.write((_LEFT - 8, y + 6), shortest(share * high), TEXT, PINK, 1)
        sheet.write((WIDTH - MARGIN, y + 6), percent(share), TEXT, UP, 1, room=WIDTH - MARGIN - _RIGHT - 2)
    _draw_line(sheet, top, [each / high for each in losses], PINK)
    _draw_line(sheet, top, shares, UP, (12, 6))
    steps = len(losses) - 1
    for step in (0, steps // 2, steps):
        x = _LEFT + (_RIGHT - _LEFT) * step / steps
        sheet.write((x, top + _CHART + 26), f"{step}", TEXT, FAINT, 0.5)
    sheet.y = top + _CHART + 34
    sheet.paragraph(tr("→ steps · solid: loss · dashed: probability"), ink=FAINT)
    sheet.y += 8


def _draw_line(sheet: Sheet, top: float, heights: Sequence[float], ink: str, dash: Sequence[float] = ()) -> None:
    """A line through a dot a step; ``heights`` are shares of the chart's."""
    across = np.linspace(_LEFT, _RIGHT, len(heights))
    points = [(float(x), top + (1 - height) * _CHART) for x, height in zip(across, heights, strict=True)]
    sheet.line(points, ink, 3.5, dash)
    for point in points:
        sheet.circle(point, 5, ink)


def _draw_map(sheet: Sheet, nets: Sequence[Net]) -> None:
    """The two numbers of each word as a place, on axes of the same scale."""
    area = (MARGIN + 30.0, sheet.y + 8, WIDTH - MARGIN, sheet.y + 8 + _MAP)
    paths = np.stack([net.vectors for net in nets], 1)  # (words, steps, 2)
    low, high = paths.min((0, 1)) - _ROOM, paths.max((0, 1)) + _ROOM
    scale = min((area[2] - area[0]) / (high[0] - low[0]), (area[3] - area[1]) / (high[1] - low[1]))
    middle = (low + high) / 2

    def place(at: Sequence[float]) -> Place:
        x, y = (np.asarray(at) - middle) * scale
        return (area[0] + area[2]) / 2 + float(x), (area[1] + area[3]) / 2 - float(y)

    _draw_axes(sheet, area, place((0, 0)))
    for word, path, ink in zip(READ, paths, (YELLOW, DOWN), strict=True):
        points = [place(each) for each in path]
        sheet.line(points, ink, 3)
        for point in points[1:]:
            sheet.circle(point, 4, ink)
        sheet.circle(points[0], 9, GROUND)
        sheet.circle(points[0], 9, ink, 3)
        sheet.circle(points[-1], 9, ink)
        x, y = points[0]
        below = points[0][1] > points[-1][1]
        sheet.write((x, y + (30 if below else -16)), tr("{word}, start", word=word), TEXT, ink, 0.5)
        x, y = points[-1]
        sheet.write((x, y + (-16 if below else 30)), tr("{word}, end", word=word), TEXT, ink, 0.5)
    sheet.y = area[3] + 8
    sheet.paragraph(tr("→ first number of a word, ↑ second · a dot a step"), ink=FAINT)


def _draw_axes(sheet: Sheet, area: Box, zero: Place) -> None:
    left, top, right, bottom = area
    sheet.line([(left, zero[1]), (right, zero[1])], _GRID)
    sheet.line([(zero[0], top), (zero[0], bottom)], _GRID)
    sheet.write((left - 6, zero[1] + 6), "0", TEXT, FAINT, 1)
    sheet.write((zero[0] + 6, bottom - 2), "0", TEXT, FAINT)


def _alt(nets: Sequence[Net], losses: Sequence[float], shares: Sequence[float]) -> str:
    moved = [
        tr("“{word}” moves from {start} to {end}", word=word, start=_vector(nets[0], at), end=_vector(nets[-1], at))
        for at, word in enumerate(READ)
    ]
    falls = tr(
        "The loss falls from {high} to {low}, the probability of {word} rises from {less} to {more}.",
        high=number(losses[0], 2),
        low=number(losses[-1], 2),
        word=WORDS[RIGHT],
        less=percent(shares[0]),
        more=percent(shares[-1]),
    )
    each = tr("Loss by step: {losses}.", losses=separated(number(loss, 2) for loss in losses))
    return sentences([falls, stopped(apart(moved)), each])


def _vector(net: Net, word: int) -> str:
    return vector(signed(each, 2) for each in net.vectors[word])
