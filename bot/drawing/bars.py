"""A bar chart: a row for each category, with its label on the left, its bars, and what is said beside each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageDraw

from bot.drawing.chips import shortest
from bot.drawing.hatching import fill_box
from bot.drawing.lines import fitted, length, shrunk, wrapped, write
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, YELLOW
from bot.language import Later

_MARGIN, _GAP, _ROW_GAP, _BAR_GAP, _BESIDE = 16, 12, 10, 2, 6
_TITLE_SIZE, _LABEL_SIZE, _SIZE, _FOOT_SIZE, _LEAST_SIZE = 22, 20, 18, 16, 13
_TITLE_LINE, _HEADING, _MARKED_LABEL, _LINE, _LEGEND_ROW, _TICKS = 30, 40, 44, 25, 28, 32
"""Pixels of a line of the title, of a heading, a label with its mark, a note or line of the foot, and so on."""
_WIDEST_LABEL, _MOST_TITLE_LINES, _MOST_NOTE_LINES, _MOST_FOOT_LINES = 192, 4, 3, 3
_GRID = "#454850"


@dataclass(frozen=True, slots=True)
class Look:
    """How a bar is filled, so that series can be told apart without colour too."""

    colour: str
    hatched: bool = False


SOLID, PALE, HATCHED = Look(PINK), Look(FAINT), Look(FAINT, hatched=True)


@dataclass(frozen=True, slots=True)
class Bar:
    """``said``, a few words that are never cut off, stands beside the end of the bar, or alone where there is none.

    ``value`` is then None.
    """

    value: float | None
    said: str
    look: Look = SOLID


@dataclass(frozen=True, slots=True)
class Category:
    """A label and its bars, one a series, from top to bottom.

    Below the label stands ``mark``, in yellow, or ``detail``, faint; below the bars ``notes``, each with its ink; above
    all of it ``heading``, where a new group begins. A dashed ``line`` goes across the bars at its value.
    """

    label: str
    bars: Sequence[Bar]
    mark: str = ""
    detail: str = ""
    notes: Sequence[tuple[str, str]] = ()
    heading: str = ""
    line: float | None = None

    @property
    def below(self) -> str:
        """What stands below the label."""
        return self.mark or self.detail

    @property
    def thickness(self) -> int:
        """Pixels of a bar."""
        return 30 if len(self.bars) == 1 else 21

    @property
    def thick(self) -> int:
        """Pixels of all bars together."""
        return (self.thickness + _BAR_GAP) * len(self.bars) - _BAR_GAP


@dataclass(frozen=True, slots=True)
class Axis:
    """What the bars are measured by: it begins at ``low``, and is never shorter than to ``high``.

    ``ticks`` have a line and their number.
    """

    low: float = 0
    high: float = 0.05
    ticks: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where values are, in pixels: the axis begins at ``left``."""

    left: int
    low: float
    unit: float

    def x(self, value: float) -> float:
        return self.left + (value - self.low) * self.unit


def bar_chart(
    title: str,
    categories: Sequence[Category],
    *,
    axis: Axis = Axis(),
    legend: Sequence[tuple[Look, Later | str]] = (),
    foot: str = "",
) -> Image.Image:
    """Draw at least one category, from top to bottom; ``legend`` says what looks mean.

    Labels, notes and titles may be any texts: what is too wide is wrapped, written smaller, or cut off with ``…``.
    """
    room = WIDTH - 2 * _MARGIN
    titles = [line for part in title.split("\n") for line in wrapped(part, _TITLE_SIZE, room, _MOST_TITLE_LINES)]
    feet = wrapped(foot, _FOOT_SIZE, room, _MOST_FOOT_LINES) if foot else []
    labels = max(length(text, size) for each in categories for text, size in _label(each))
    left = _MARGIN + min(_WIDEST_LABEL, ceil(labels)) + _GAP
    scale = _scale(categories, axis, left)
    notes = [_notes(each, WIDTH - _MARGIN - left - _BESIDE) for each in categories]
    heights = [_height(each, len(lines)) for each, lines in zip(categories, notes, strict=True)]
    top = _MARGIN + _TITLE_LINE * len(titles) + 6
    bottom = top + sum(heights)
    below = _TICKS * bool(axis.ticks) + _LEGEND_ROW * len(legend) + _LINE * len(feet)
    canvas = Image.new("RGB", (WIDTH, bottom + below + _MARGIN - (0 if below else _ROW_GAP)), GROUND)
    for number, line in enumerate(titles):
        write(canvas, (_MARGIN, _MARGIN + 19 + _TITLE_LINE * number), line, _TITLE_SIZE, INK)
    _draw_ticks(canvas, axis, scale, top, bottom)
    for each, lines, height in zip(categories, notes, heights, strict=True):
        _draw(canvas, each, lines, top, scale)
        top += height
    _draw_foot(canvas, legend, feet, top + _TICKS * bool(axis.ticks))
    return canvas


def _label(category: Category) -> Iterable[tuple[str, int]]:
    return (category.label, _LABEL_SIZE), (category.below, _SIZE)


def _notes(category: Category, room: int) -> Sequence[tuple[str, str]]:
    return [(line, ink) for note, ink in category.notes for line in wrapped(note, _SIZE, room, _MOST_NOTE_LINES)]


def _block(category: Category) -> int:
    """Pixels of the bars, or of the label where it is higher."""
    return max(category.thick, _MARKED_LABEL if category.below else 0)


def _height(category: Category, notes: int) -> int:
    return _HEADING * bool(category.heading) + _block(category) + _LINE * notes + _ROW_GAP


def _scale(categories: Sequence[Category], axis: Axis, left: int) -> _Scale:
    """As large as there is room for beside what is said of each bar."""
    room = WIDTH - _MARGIN - left
    half = max((length(shortest(tick), _SIZE) / 2 for tick in axis.ticks), default=0)
    units = [(room - half) / (axis.high - axis.low)]
    units += [
        (room - length(bar.said, _SIZE) - 8) / reach
        for each in categories
        for bar in each.bars
        if bar.value is not None and (reach := max(bar.value, 0) - axis.low)
    ]
    return _Scale(left, axis.low, min(units))


def _draw_ticks(canvas: Image.Image, axis: Axis, scale: _Scale, top: int, bottom: int) -> None:
    brush = ImageDraw.Draw(canvas)
    for tick in axis.ticks:
        x = round(scale.x(tick))
        brush.line((x, top - 8, x, bottom), FAINT if tick == 0 else _GRID, 2)
        write(canvas, (x - length(shortest(tick), _SIZE) / 2, bottom + 20), shortest(tick), _SIZE, FAINT)


def _draw(canvas: Image.Image, category: Category, notes: Sequence[tuple[str, str]], top: int, scale: _Scale) -> None:
    if category.heading:
        heading = fitted(category.heading, _LABEL_SIZE, WIDTH - _MARGIN - scale.left)
        ImageDraw.Draw(canvas).line((_MARGIN, top, WIDTH - _MARGIN, top), _GRID, 2)
        write(canvas, (scale.left, top + 27), heading, _LABEL_SIZE, INK)
        top += _HEADING
    block = _block(category)
    middle = top + block / 2
    _write_label(canvas, category, middle, scale.left - _GAP)
    y = middle - category.thick / 2
    for bar in category.bars:
        _draw_bar(canvas, bar, round(y), category.thickness, scale)
        y += category.thickness + _BAR_GAP
    if category.line is not None:
        x, dashes = round(scale.x(category.line)), range(round(middle - category.thick / 2) - 4, round(y) + 4, 9)
        for start in dashes:
            ImageDraw.Draw(canvas).line((x, start, x, start + 5), YELLOW, 3)
    for number, (line, ink) in enumerate(notes):
        _write_clear(canvas, (scale.left + _BESIDE, top + block + _LINE * number + 19), line, ink)


def _write_label(canvas: Image.Image, category: Category, middle: float, right: int) -> None:
    baselines = (middle - 2, middle + 20) if category.below else (middle + 7, middle)
    inks = (INK, YELLOW if category.mark else FAINT)
    for (text, size), baseline, ink in zip(_label(category), baselines, inks, strict=True):
        room = right - _MARGIN
        smaller = max(_FOOT_SIZE, shrunk(text, size, room))
        line = fitted(text, smaller, room)
        write(canvas, (right - length(line, smaller), baseline), line, smaller, ink)


def _draw_bar(canvas: Image.Image, bar: Bar, top: int, thickness: int, scale: _Scale) -> None:
    baseline = top + thickness / 2 + 6
    if bar.value is None:
        _write_clear(canvas, (scale.left + _BESIDE, baseline), bar.said, bar.look.colour)
        return
    start, end = sorted((scale.x(0), scale.x(bar.value)))
    box = (round(start), top, max(round(end), round(start) + 2) - 1, top + thickness - 1)
    fill_box(canvas, box, bar.look.colour, hatched=bar.look.hatched)
    _write_clear(canvas, (box[2] + 9, baseline), bar.said, bar.look.colour)


def _write_clear(canvas: Image.Image, place: tuple[float, float], text: str, ink: str) -> None:
    """Write ``text``, with no line of the axis through it."""
    x, baseline = place
    box = (x - 2, baseline - _SIZE + 2, x + length(text, _SIZE) + 2, baseline + 4)
    if text:
        ImageDraw.Draw(canvas).rectangle(box, GROUND)
    write(canvas, place, text, _SIZE, ink)


def _draw_foot(canvas: Image.Image, legend: Sequence[tuple[Look, Later | str]], lines: Sequence[str], top: int) -> None:
    for look, meaning in legend:
        fill_box(canvas, (_MARGIN, top + 6, _MARGIN + 26, top + 22), look.colour, hatched=look.hatched)
        said, room = str(meaning), WIDTH - 2 * _MARGIN - 36
        size = max(_LEAST_SIZE, shrunk(said, _SIZE, room))
        write(canvas, (_MARGIN + 36, top + 20), fitted(said, size, room), size, INK)
        top += _LEGEND_ROW
    for line in lines:
        write(canvas, (_MARGIN, top + 20), line, _FOOT_SIZE, FAINT)
        top += _LINE
