"""A list's names as tiles: the fill says which contain a letter, a mark what the model says of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from bot.drawing.fonts import legible
from bot.drawing.layouts import Layout, layout
from bot.drawing.lines import fitted, length, shrunk, write
from bot.drawing.picture import MAX_ALT, Picture, picture
from bot.drawing.theme import DARK_INK, GROUND, INK, PINK, WIDTH, YELLOW
from bot.language import plural, retold, tr
from bot.letters import Comparison, Recall, language_called, name_list, occurrences, parted, recall, said_of, subject
from bot.sentences import headed, sentences, separated, stopped

_FINE = 2
"""Everything is drawn so many times larger and shrunk, so that slanted edges come out smooth."""
_WITHOUT = "#454850"
# All sizes are those in a picture of WIDTH; in a wider one everything is larger.
_LEGEND_TILE, _LEGEND_TEXT, _LEAST_TEXT, _RADIUS, _LINE = 30, 18, 13, 6, 2.4


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Of a tile with its label and its mark, of the margin, and of a row of the legend."""

    height: int
    gap: int
    text: int
    mark: int
    frame: int
    margin: int = 14
    legend: int = 36


_WIDE, _NARROW = _Sizes(52, 4, 19, 13, 5), _Sizes(44, 2, 15, 10, 3)
_LOW, _LOW_NARROW = _Sizes(27, 3, 18, 0, 0, 9, 30), _Sizes(24, 2, 15, 0, 0, 8, 30)
"""Without marks: a picture of at most 300 pixels in height."""
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
    """Draw ``comparisons``, one for each name of the list ``key``: whether it contains ``letter``."""
    placed = layout(key)
    tiles = {
        (name := subject(each.question)): _Tile(placed.labels[name], each.exact is True, said_of(each))
        for each in comparisons
    }
    image = _drawn(placed, tiles, letter, _NARROW if placed.columns >= _NARROW_FROM else _WIDE)
    return picture(image, _alt(key, letter, comparisons, placed), len(comparisons))


def name_tiles(key: str, letter: str) -> Picture:
    """Draw the names of the list ``key``, and which of them contain ``letter``: a low picture."""
    placed, names = layout(key), name_list(key).names
    tiles = {name: _Tile(placed.labels[name], bool(occurrences(name, letter)), None) for name in names}
    image = _drawn(placed, tiles, letter, _LOW_NARROW if placed.columns >= _NARROW_FROM else _LOW)
    contain = [name for name, tile in tiles.items() if tile.contains]
    spelt = _contain_alt(key, letter, contain)
    labelled = _contain_alt(key, letter, [placed.labels[name] for name in contain])
    return picture(image, spelt if len(spelt) <= MAX_ALT else labelled, len(names))


def _drawn(placed: Layout, tiles: Mapping[str, _Tile], letter: str, sizes: _Sizes) -> Image.Image:
    """The tiles by name at their places, and the legend below them."""
    tiles_height = (1 + max(row for _, row in placed.places.values())) * (sizes.height + sizes.gap)
    legend = _legend(legible(letter), {tile.said for tile in tiles.values()})
    height = 3 * sizes.margin + tiles_height + (len(legend) + 1) // 2 * sizes.legend
    canvas = Image.new("RGB", (WIDTH * _FINE, height * _FINE), GROUND)
    pitch = (WIDTH - 2 * sizes.margin + sizes.gap) / placed.columns
    for name, tile in tiles.items():
        column, row = placed.places[name]
        place = (sizes.margin + column * pitch, sizes.margin + row * (sizes.height + sizes.gap))
        _draw(canvas, tile, place, pitch - sizes.gap, sizes)
    _draw_legend(canvas, legend, 2 * sizes.margin + tiles_height, sizes)
    return canvas.reduce(_FINE)


def _draw(canvas: Image.Image, tile: _Tile, place: tuple[float, float], width: float, sizes: _Sizes) -> None:
    """A tile with its left upper corner at ``place``: the label above, the mark below it."""
    x, y = place
    brush = ImageDraw.Draw(canvas)
    brush.rounded_rectangle(
        (x * _FINE, y * _FINE, (x + width) * _FINE, (y + sizes.height) * _FINE),
        _RADIUS * _FINE,
        PINK if tile.contains else _WITHOUT,
        YELLOW if tile.wrong else None,
        sizes.frame * _FINE if tile.wrong else 0,
    )
    ink = DARK_INK if tile.contains else INK
    middle = (x + width / 2) * _FINE
    if tile.label:
        text = sizes.text * _FINE
        baseline = y + sizes.height / 2 + (-2 if sizes.mark else 0.36 * sizes.text)
        write(canvas, (middle - length(tile.label, text) / 2, baseline * _FINE), tile.label, text, ink)
    if tile.said is not None:
        centre = (middle, (y + sizes.height * (0.73 if tile.label else 0.5)) * _FINE)
        _mark(brush, centre, sizes.mark * _FINE / 2, tile, ink, round(_LINE * _FINE))


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
    legend = [
        (_Tile("", True, None), tr("has {letter}", letter=letter)),
        (_Tile("", False, None), tr("has no {letter}", letter=letter)),
    ]
    if said != {None}:
        legend += [
            (_Tile("", True, True), tr("model says yes, right")),
            (_Tile("", False, False), tr("model says no, right")),
            (_Tile("", False, True), tr("model says yes, wrong")),
            (_Tile("", True, False), tr("model says no, wrong")),
        ]
        if None in said:
            legend.append((_Tile("", False, None), tr("no mark: no answer")))
    return legend


def _draw_legend(canvas: Image.Image, legend: Sequence[tuple[_Tile, str]], top: float, sizes: _Sizes) -> None:
    width, text = (WIDTH - 2 * sizes.margin) / 2, _LEGEND_TEXT * _FINE
    high = min(_LEGEND_TILE, sizes.legend - 6)
    for number, (tile, meaning) in enumerate(legend):
        x, y = sizes.margin + number % 2 * width, top + number // 2 * sizes.legend
        _draw(canvas, tile, (x, y), _LEGEND_TILE, replace(_WIDE, height=high))
        room = (width - _LEGEND_TILE - sizes.margin) * _FINE
        size = max(_LEAST_TEXT * _FINE, shrunk(meaning, text, room))
        place = ((x + _LEGEND_TILE + 8) * _FINE, (y + high / 2 + 6) * _FINE)
        write(canvas, place, fitted(meaning, size, room), size, INK)


def _alt(key: str, letter: str, comparisons: Sequence[Comparison], placed: Layout) -> str:
    spelt = _read_out(key, letter, comparisons, {name: name for name in placed.labels})
    return spelt if len(spelt) <= MAX_ALT else _read_out(key, letter, comparisons, placed.labels)[:MAX_ALT]


def _read_out(key: str, letter: str, comparisons: Sequence[Comparison], called: Mapping[str, str]) -> str:
    found = recall(comparisons)
    if found.yes or found.no:
        return _groups(key, letter, found, called)
    return _contain_alt(key, letter, [called[subject(each.question)] for each in comparisons if each.exact is True])


def _contain_alt(key: str, letter: str, contain: Sequence[str]) -> str:
    names = separated(contain) or tr("none")
    found = plural(
        "{n} contains {letter}: {names}.", "{n} contain {letter}: {names}.", len(contain), letter=letter, names=names
    )
    # Translators: a list of names, such as months, or US states.
    return sentences([tr("Tiles of the {list}.", list=_called(key)), found])


def _called(key: str) -> str:
    english, language = parted(key)
    names = retold(english)
    return tr("{names} in {language}", names=names, language=language_called(language)) if language else names


def _groups(key: str, letter: str, found: Recall, called: Mapping[str, str]) -> str:
    groups = (
        (tr("has it and the model says yes, right"), found.right_yes),
        (tr("has it not and it says no, right"), found.right_no),
        (tr("has it not but it says yes, wrong"), found.wrong_yes),
        (tr("has it but it says no, wrong"), found.wrong_no),
        (tr("no answer"), found.unanswered),
    )
    listed = (
        stopped(headed(f"{what} ({len(names)})", separated(called[name] for name in names)))
        for what, names in groups
        if names
    )
    return sentences(
        [tr("Tiles of the {list}, and whether the name has {letter}:", list=_called(key), letter=letter), *listed]
    )
