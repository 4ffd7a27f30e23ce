"""A list's names as tiles: the fill says which contain a letter, a mark what the model says of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image, ImageDraw

from bot.drawing.fonts import legible
from bot.drawing.layouts import Layout, layout
from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.theme import DARK_INK, GROUND, INK, PINK, WIDTH, YELLOW
from bot.letters import Comparison, Recall, recall, said_of, subject

_FINE = 2
"""Everything is drawn so many times larger and shrunk, so that slanted edges come out smooth."""
_WITHOUT = "#454850"
# All sizes are those in a picture of WIDTH; in a wider one everything is larger.
_MARGIN, _LEGEND_ROW, _LEGEND_TILE, _LEGEND_TEXT, _RADIUS, _LINE = 14, 36, 30, 18, 6, 2.4


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Of a tile."""

    height: int
    gap: int
    text: int
    mark: int
    frame: int


_WIDE, _NARROW = _Sizes(52, 4, 19, 13, 5), _Sizes(44, 2, 14, 10, 3)
_NARROW_FROM = 14
"""Columns."""


@dataclass(frozen=True, slots=True)
class _Tile:
    """``contains`` is the exact answer, ``said`` the model's."""

    label: str
    contains: bool
    said: bool | None

    @property
    def wrong(self) -> bool:
        """Whether the model is wrong; false where it says nothing."""
        return self.said not in (None, self.contains)


def tile_map(key: str, letter: str, comparisons: Sequence[Comparison]) -> Picture:
    """Draw ``comparisons``, one for each name of a list of ``NAME_LISTS``: whether it contains ``letter``."""
    placed = layout(key)
    sizes = _NARROW if placed.columns >= _NARROW_FROM else _WIDE
    unit = _FINE * placed.width / WIDTH
    tiles_height = (1 + max(row for _, row in placed.places.values())) * (sizes.height + sizes.gap)
    legend = _legend(legible(letter), {said_of(each) for each in comparisons})
    height = 3 * _MARGIN + tiles_height + (len(legend) + 1) // 2 * _LEGEND_ROW
    canvas = Image.new("RGB", (placed.width * _FINE, round(height * unit)), GROUND)
    pitch = (WIDTH - 2 * _MARGIN + sizes.gap) / placed.columns
    for each in comparisons:
        name = subject(each.question)
        column, row = placed.places[name]
        place = (_MARGIN + column * pitch, _MARGIN + row * (sizes.height + sizes.gap))
        tile = _Tile(placed.labels[name], each.exact is True, said_of(each))
        _draw(canvas, tile, place, pitch - sizes.gap, sizes, unit)
    _draw_legend(canvas, legend, 2 * _MARGIN + tiles_height, unit)
    small = canvas.resize((placed.width, canvas.height // _FINE), Image.Resampling.LANCZOS)
    data = BytesIO()
    small.save(data, "PNG")
    return Picture(data.getvalue(), _alt(key, letter, comparisons, placed), *small.size, len(comparisons))


def _draw(
    canvas: Image.Image, tile: _Tile, place: tuple[float, float], width: float, sizes: _Sizes, unit: float
) -> None:
    """A tile with its left upper corner at ``place``: the label above, the mark below it."""
    x, y = place
    brush = ImageDraw.Draw(canvas)
    brush.rounded_rectangle(
        (x * unit, y * unit, (x + width) * unit, (y + sizes.height) * unit),
        _RADIUS * unit,
        PINK if tile.contains else _WITHOUT,
        YELLOW if tile.wrong else None,
        round(sizes.frame * unit) if tile.wrong else 0,
    )
    ink = DARK_INK if tile.contains else INK
    middle = (x + width / 2) * unit
    if tile.label:
        text = round(sizes.text * unit)
        write(canvas, (middle - length(tile.label, text) / 2, (y + sizes.height / 2 - 2) * unit), tile.label, text, ink)
    if tile.said is not None:
        centre = (middle, (y + sizes.height * (0.73 if tile.label else 0.5)) * unit)
        _mark(brush, centre, sizes.mark * unit / 2, tile, ink, round(_LINE * unit))


def _mark(
    brush: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, tile: _Tile, ink: str, line: int
) -> None:
    """A disc for a right answer, a diamond for a wrong one; filled for yes, hollow for no."""
    x, y = centre
    fill = ink if tile.said else None
    if tile.wrong:
        radius *= 1.25
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius)]
        brush.polygon(corners, fill)
        brush.line([*corners, corners[1]], ink, line, "curve")
    else:
        brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill, ink, line)


def _legend(letter: str, said: set[bool | None]) -> Sequence[tuple[_Tile, str]]:
    """Empty tiles, and what each means; two stand in a row."""
    legend = [(_Tile("", True, None), f"has {letter}"), (_Tile("", False, None), f"has no {letter}")]
    if said != {None}:
        legend += [
            (_Tile("", True, True), "model says yes, right"),
            (_Tile("", False, False), "model says no, right"),
            (_Tile("", False, True), "model says yes, wrong"),
            (_Tile("", True, False), "model says no, wrong"),
        ]
        if None in said:
            legend.append((_Tile("", False, None), "no mark: no answer"))
    return legend


def _draw_legend(canvas: Image.Image, legend: Sequence[tuple[_Tile, str]], top: float, unit: float) -> None:
    width, text = (WIDTH - 2 * _MARGIN) / 2, round(_LEGEND_TEXT * unit)
    sizes = replace(_WIDE, height=_LEGEND_TILE)
    for number, (tile, meaning) in enumerate(legend):
        x, y = _MARGIN + number % 2 * width, top + number // 2 * _LEGEND_ROW
        _draw(canvas, tile, (x, y), _LEGEND_TILE, sizes, unit)
        said = fitted(meaning, text, (width - _LEGEND_TILE - _MARGIN) * unit)
        write(canvas, ((x + _LEGEND_TILE + 8) * unit, (y + 21) * unit), said, text, INK)


def _alt(key: str, letter: str, comparisons: Sequence[Comparison], placed: Layout) -> str:
    spelt = _read_out(key, letter, comparisons, {name: name for name in placed.labels})
    return spelt if len(spelt) <= MAX_ALT else _read_out(key, letter, comparisons, placed.labels)[:MAX_ALT]


def _read_out(key: str, letter: str, comparisons: Sequence[Comparison], called: Mapping[str, str]) -> str:
    found = recall(comparisons)
    if found.yes or found.no:
        return _groups(key, letter, found, called)
    contain = [called[subject(each.question)] for each in comparisons if each.exact is True]
    return f"Tiles of the {key}. {len(contain)} contain {letter}: {', '.join(contain) or 'none'}."


def _groups(key: str, letter: str, found: Recall, called: Mapping[str, str]) -> str:
    groups = (
        ("has it and the model says yes, right", found.right_yes),
        ("has it not and it says no, right", found.right_no),
        ("has it not but it says yes, wrong", found.wrong_yes),
        ("has it but it says no, wrong", found.wrong_no),
        ("no answer", found.unanswered),
    )
    listed = (f"{what} ({len(names)}): {', '.join(called[name] for name in names)}." for what, names in groups if names)
    return " ".join([f"Tiles of the {key}, and whether the name has {letter}:", *listed])
