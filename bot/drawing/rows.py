"""Rows of bars: a label, a bar and what is said beside it, with the row that matters marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH

_MARGIN, _TITLE, _ROW, _FOOT = 16, 52, 50, 30
"""Pixels: of the edge, and heights of the title, of a row and of the line at the foot."""
_TITLE_SIZE, _SIZE, _SMALL = 22, 19, 16
_LABELS, _LONGEST = 170, 190
"""Pixels of a label, and of the longest bar; the rest is for what is said."""
_BARS = _MARGIN + _LABELS + 12


@dataclass(frozen=True, slots=True)
class BarRow:
    """``share`` of the longest bar, from 0 to 1; ``marked`` rows have a tick before their label and a bright bar."""

    label: str
    share: float
    said: str
    marked: bool = False


def bar_rows(title: str, rows: Sequence[BarRow], foot: str, alt: str) -> Picture:
    """Draw ``rows`` from top to bottom on a ground of their own; ``foot`` stands below in small letters."""
    canvas = Image.new("RGB", (WIDTH, _TITLE + _ROW * len(rows) + (_FOOT if foot else 0) + _MARGIN), GROUND)
    write(canvas, (_MARGIN, 36), fitted(title, _TITLE_SIZE, WIDTH - 2 * _MARGIN), _TITLE_SIZE, INK)
    for number, row in enumerate(rows):
        _draw(canvas, row, _TITLE + number * _ROW)
    if foot:
        write(canvas, (_MARGIN, canvas.height - _MARGIN), fitted(foot, _SMALL, WIDTH - 2 * _MARGIN), _SMALL, FAINT)
    data = BytesIO()
    canvas.save(data, "PNG")
    return Picture(data.getvalue(), alt[:MAX_ALT], *canvas.size, len(rows))


def _draw(canvas: Image.Image, row: BarRow, top: int) -> None:
    label = fitted(f"✓ {row.label}" if row.marked else row.label, _SIZE, _LABELS)
    write(canvas, (_BARS - 12 - length(label, _SIZE), top + 31), label, _SIZE, INK)
    right = _BARS + max(2, round(min(max(row.share, 0), 1) * _LONGEST))
    brush = ImageDraw.Draw(canvas)
    brush.rectangle((_BARS, top + 10, right, top + 38), PINK if row.marked else FAINT)
    write(canvas, (right + 8, top + 31), fitted(row.said, _SMALL, WIDTH - right - 8 - _MARGIN), _SMALL, INK)
