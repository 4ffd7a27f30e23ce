"""A net of two words, two hidden units and three outputs, with numbers on all its nodes and edges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot

from bot.drawing.lines import length
from bot.drawing.sheet import TEXT, Box, Place, Sheet
from bot.drawing.theme import DARK_INK, FAINT, GROUND, INK, PINK, YELLOW
from bot.lab.step import READ, RIGHT, WORDS, Floats

UP, DOWN, BACK = "#95e3de", "#ffbf94", PINK
"""Of weights above and below zero, and of what goes backwards."""
_QUIET, _PANEL = "#555963", "#33363d"
RADIUS, _TALL = 34, 520
"""Pixels: of a node, and of the net from top to bottom."""
_SIZE, _IN_NODE = 17, 16
"""Pixels of the numbers on edges and in nodes."""
NODES: Sequence[Sequence[Place]] = (
    [(58, 78), (58, 178), (58, 340), (58, 440)],
    [(284, 160), (284, 372)],
    [(500, 70), (500, 262), (500, 454)],
)
"""Below the top of the net: inputs, hidden units and outputs."""
_INTO_UNITS = ((0.38, 0.72), (0.44, 0.38), (0.66, 0.68), (0.4, 0.38))
_INTO_OUTPUTS = ((0.44, 0.36, 0.7), (0.78, 0.36, 0.36))
"""How far along each edge its number stands, such that none covers another."""
_DASH = (9, 6)
"""Of what is below zero."""

Line = tuple[str, str]
"""A text and its colour."""
Lines = Sequence[Line]


@dataclass(frozen=True, slots=True)
class Edges:
    """Those between two layers: ``values`` (from × to) give dash, width and, unless there is an ``ink``, colour.

    ``labels`` are by row and column. Where they go ``back`` they have arrows to where they came from. One that is
    ``followed`` stands out.
    """

    values: Floats
    labels: Mapping[tuple[int, int], Lines] = field(default_factory=dict)
    ink: str = ""
    back: bool = False
    followed: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is seen of the net: the lines in its nodes, its edges, and what stands below it.

    ``factors`` marks where the three factors of the gradient of the first edge are found.
    """

    title: str
    into_units: Edges
    into_outputs: Edges
    inputs: Sequence[Lines]
    units: Sequence[Lines] = ((), ())
    outputs: Sequence[Lines] = ((), (), ())
    foot: Lines = ()
    factors: bool = False


def quiet(values: Floats) -> Edges:
    """Edges of ``values`` (from × to) that are there and say nothing."""
    return Edges(values, ink=_QUIET)


@dataclass(frozen=True, slots=True)
class Label:
    """The numbers of an edge, around ``centre``."""

    centre: Place
    lines: Lines

    @property
    def box(self) -> Box:
        """What it covers."""
        wide = max(length(said, _SIZE) for said, _ in self.lines) + 6
        tall = 20 * len(self.lines) + 2
        x, y = self.centre
        return x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2


def draw_net(sheet: Sheet, scene: Scene) -> None:
    """Draw the net of ``scene`` below what is on ``sheet``, and go on below it."""
    inputs, units, outputs = ([(x, sheet.y + y) for x, y in layer] for layer in NODES)
    _draw_words(sheet, inputs, outputs)
    _draw_edges(sheet, inputs, units, scene.into_units)
    _draw_edges(sheet, units, outputs, scene.into_outputs)
    for label in edge_labels(scene, sheet.y):  # after all edges, so that none crosses a number
        sheet.box(label.box, GROUND)
        _write_lines(sheet, label.centre, label.lines, _SIZE)
    for places, said in ((inputs, scene.inputs), (units, scene.units), (outputs, scene.outputs)):
        for place, lines in zip(places, said, strict=True):
            _draw_node(sheet, place, lines)
    if scene.factors:
        (x, y), (to_x, to_y) = inputs[0], units[0]
        _draw_badges(sheet, {"1": (x + 26, y - 26), "2": (to_x - 26, to_y - 28), "3": (to_x + 26, to_y - 28)})
    sheet.y += _TALL
    for said_below, ink in scene.foot:
        sheet.paragraph(said_below, ink=ink)


def edge_labels(scene: Scene, top: float) -> list[Label]:
    """Those of all edges of the net that is drawn from ``top`` on."""
    found = []
    layers = ((scene.into_units, _INTO_UNITS), (scene.into_outputs, _INTO_OUTPUTS))
    for (edges, along), starts, ends in zip(layers, NODES, NODES[1:], strict=False):
        for (row, column), lines in edges.labels.items():
            share = along[row][column]
            (x, y), (to_x, to_y) = starts[row], ends[column]
            found.append(Label((x + (to_x - x) * share, top + y + (to_y - y) * share), lines))
    return found


def _draw_words(sheet: Sheet, inputs: Sequence[Place], outputs: Sequence[Place]) -> None:
    """The words that are read, each around its two numbers, and those that may come next."""
    for word, (x, y), (_, below) in zip(READ, inputs[::2], inputs[1::2], strict=True):
        sheet.chip((x - 42, y - 66, x + 42, below + 42), _PANEL)
        sheet.write((x, y - 44), word, TEXT, INK, 0.5)
    for number, (word, (x, y)) in enumerate(zip(WORDS, outputs, strict=True)):
        said, ink = (f"✓ {word}", YELLOW) if number == RIGHT else (word, INK)
        sheet.write((x, y - RADIUS - 10), said, TEXT, ink, 0.5)


def _draw_edges(sheet: Sheet, starts: Sequence[Place], ends: Sequence[Place], edges: Edges) -> None:
    for row, start in enumerate(starts):
        for column, end in enumerate(ends):
            value = float(edges.values[row, column])
            stands_out = (row, column) == edges.followed
            ink = YELLOW if stands_out else edges.ink or (DOWN if value < 0 else UP)
            points = _between(start, end)
            sheet.line(points, ink, 5 if stands_out else 1.5 + 3 * min(abs(value), 1), _DASH if value < 0 else ())
            if edges.back:
                _draw_arrow(sheet, points[1], points[0], ink)


def _between(start: Place, end: Place) -> tuple[Place, Place]:
    """The line from the rim of one node to that of another."""
    far = hypot(end[0] - start[0], end[1] - start[1])
    x, y = ((end[at] - start[at]) / far * RADIUS for at in (0, 1))
    return (start[0] + x, start[1] + y), (end[0] - x, end[1] - y)


def _draw_arrow(sheet: Sheet, start: Place, end: Place, ink: str) -> None:
    far = hypot(end[0] - start[0], end[1] - start[1])
    x, y = (end[0] - start[0]) / far, (end[1] - start[1]) / far
    foot = end[0] - 13 * x, end[1] - 13 * y
    sheet.polygon([end, (foot[0] - 6 * y, foot[1] + 6 * x), (foot[0] + 6 * y, foot[1] - 6 * x)], ink)


def _draw_node(sheet: Sheet, centre: Place, lines: Lines) -> None:
    sheet.circle(centre, RADIUS, GROUND)
    sheet.circle(centre, RADIUS, lines[-1][1] if lines else FAINT, 2.5)
    _write_lines(sheet, centre, lines or [("?", FAINT)], _IN_NODE)


def _write_lines(sheet: Sheet, centre: Place, lines: Lines, size: int) -> None:
    x, y = centre
    first = y - 10 * (len(lines) - 1) + 6
    for number, (said, ink) in enumerate(lines):
        sheet.write((x, first + 20 * number), said, size, ink, 0.5)


def _draw_badges(sheet: Sheet, places: Mapping[str, Place]) -> None:
    for number, (x, y) in places.items():
        sheet.circle((x, y), 12, YELLOW)
        sheet.write((x, y + 6), number, 16, DARK_INK, 0.5)
