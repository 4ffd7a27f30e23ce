"""A font for every character, or an honest label where there is none.

DejaVu Sans comes with matplotlib; Hebrew, Arabic, Devanagari and Chinese with the playground's Noto fonts; everything
else from the fonts of the system. What no font has is written as its number: ``U+13080``.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from tempfile import NamedTemporaryFile

import regex
from PIL import ImageFont

from bot.language import catalogue_file, language

# What is matplotlib's is imported by those who need it, which is on the thread that draws: that takes a while.

EMOJI_SIZE = 109
"""Pixels: the only size in which a font of colour bitmaps can be drawn."""

_IN_CHARACTERS = ("ja", "zh_CN")
"""Languages that are written in Chinese characters."""
_KANA = range(0x3040, 0x3100)

# Marks, joiners and variation selectors that a font without them leaves out harmlessly.
_SHAPING = regex.compile(r"[\u200d\ufe0e\ufe0f]")
_UNSEEN = regex.compile(r"[\p{C}\p{Z}]")
_GRAPHEME = regex.compile(r"\X")
_IN_NUMBERS = {0xA0: " ", 0x202F: " "}
"""Spaces that some languages have in numbers; those in tokens have been made legible before they are drawn."""


def legible(text: str) -> str:
    """``text`` with every character that cannot be seen or has no font replaced by its number.

    >>> legible("straw\\u200bberry")
    'strawU+200Bberry'
    """
    return "".join(part if path else _numbers(part) for part, path in _parts(text))


def legible_to_matplotlib(text: str) -> str:
    """``text`` with every character that none of ``matplotlib_fonts`` has replaced by its number.

    >>> legible_to_matplotlib("strawberry 🍓")
    'strawberry U+1F353'
    """
    drawn = [_characters(path) for path in _for_matplotlib()]
    return "".join(part if any(ord(part) in each for each in drawn) else _numbers(part) for part in text)


def matplotlib_fonts() -> list[str]:
    """The names of the fonts in which matplotlib looks for a character, one after the other."""
    return _named(language() in _IN_CHARACTERS)


@cache
def _named(in_characters: bool) -> list[str]:
    from matplotlib.font_manager import fontManager

    names = []
    for path in _for_matplotlib()[:1] + (_regular() if in_characters else ()) + _for_matplotlib()[1:]:
        fontManager.addfont(path)
        names.append(fontManager.ttflist[-1].name)
    return names


@cache
def _for_matplotlib() -> tuple[Path, ...]:
    """DejaVu Sans, and a font with Chinese and Japanese characters where there is one."""
    chinese = _path_for("字")
    return (_base(), chinese) if chinese else (_base(),)


@cache
def _regular() -> tuple[Path, ...]:
    """A font with all characters of our texts at the regular weight, if there has to be one: matplotlib draws a
    variable font at its first weight, which is the thinnest. Of all characters it would take a minute.
    """
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped] # it has no py.typed
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # it has no py.typed
    from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped] # it has no py.typed
    from matplotlib import get_cachedir

    path = _path_for("字")
    if path is None or path.suffix != ".ttf" or "fvar" not in (made := TTFont(path, lazy=True)):
        return ()
    subsetter = Subsetter(Options(layout_features=[]))
    subsetter.populate(text="".join(catalogue_file(each).read_text("utf-8") for each in _IN_CHARACTERS), unicodes=_KANA)
    subsetter.subset(made)
    instantiateVariableFont(made, {"wght": 400}, inplace=True)
    for record in made["name"].names:
        record.string = "Strawberry Regular"  # untranslated: the name of a font
    file = Path(get_cachedir(), "strawberry-regular.ttf")
    with NamedTemporaryFile(dir=file.parent, delete=False) as whole:
        made.save(whole)
    Path(whole.name).replace(file)  # at once: another process may be reading it
    return (file,)


def runs(text: str) -> Iterator[tuple[str, Path]]:
    """``text`` in runs of one font each, from left to right; made legible where needed.

    >>> [text for text, _ in runs("straw बेर")]
    ['straw ', 'बेर']
    """
    parts = ((part, path) if path else (_numbers(part), _base()) for part, path in _parts(text.translate(_IN_NUMBERS)))
    for path, run in groupby(parts, key=lambda part: part[1]):
        yield "".join(part for part, _ in run), path


@cache
def font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """The font of the file ``path`` at ``size`` pixels; one of colour bitmaps always at ``EMOJI_SIZE``."""
    loaded = ImageFont.truetype(path, EMOJI_SIZE if is_emoji(path) else size)
    with suppress(OSError):  # that the font is not variable
        if b"Regular" in loaded.get_variation_names():  # it may well start out at its thinnest
            loaded.set_variation_by_name("Regular")
    return loaded


def is_emoji(path: Path) -> bool:
    """Whether the font at ``path`` draws in colours of its own.

    >>> is_emoji(Path("NotoColorEmoji.ttf")), is_emoji(Path("DejaVuSans.ttf"))
    (True, False)
    """
    return "ColorEmoji" in path.name


def _parts(text: str) -> Iterator[tuple[str, Path | None]]:
    for path, graphemes in groupby(_GRAPHEME.findall(text), key=_path_for):
        yield "".join(graphemes), path


def _numbers(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in text)


@lru_cache(4096)
def _path_for(grapheme: str) -> Path | None:
    needed = _SHAPING.sub("", grapheme)
    if grapheme != " " and (not needed or _UNSEEN.search(needed)):
        return None
    emoji = len(grapheme) > len(needed) or regex.match(r"\p{Emoji_Presentation}", needed)
    fonts = sorted(_fonts(), key=lambda path: not is_emoji(path)) if emoji else _fonts()
    return next((path for path in fonts if _characters(path).issuperset(map(ord, needed))), None)


@cache
def _base() -> Path:
    from matplotlib import get_data_path

    return Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


@cache
def _fonts() -> tuple[Path, ...]:
    from matplotlib.font_manager import findSystemFonts

    return (_base(), *_playground_fonts(), *sorted(map(Path, findSystemFonts()), key=_rank))


@cache
def _characters(path: Path) -> frozenset[int]:
    """The code points that the font has; none where its file is broken."""
    from matplotlib.ft2font import FT2Font

    try:
        return frozenset(FT2Font(path).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()


def _playground_fonts() -> list[Path]:
    spec = find_spec("simcord")
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(spec.submodule_search_locations[0], "preview", "static", "fonts")
    # Pillow cannot draw that emoji font, which is made of coloured outlines.
    return [path for path in sorted(folder.glob("*.ttf")) if not regex.search("emoji|italic|mono", path.name)]


def _rank(path: Path) -> tuple[bool, bool, str]:
    # Upright sans serif before all else.
    return "Sans" not in path.name, "Regular" not in path.name, path.name
