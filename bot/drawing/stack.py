"""A stack: several texts, or one text in several encodings, as labelled strips under each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image

from bot.drawing.chips import Chip, chips, listed, prompt_chips
from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.strip import WIDTHS, bottom, flow, paint
from bot.drawing.theme import GROUND, INK, WIDTH
from bot.tokens import PromptToken, Tokenized, count

MAX_IN_ROW = 40
"""Chips, where no more are asked for; how many more tokens a row has stands in its label."""

_LABEL_IN_ALT = 80
"""Characters."""
_MARGIN, _ROW_GAP = 16, 20
_LABEL_SIZE, _LABEL_HEIGHT = 20, 34
"""In a picture of ``WIDTH``; in a wider one, which is shown smaller, labels are larger if they fit."""


@dataclass(frozen=True, slots=True)
class Row:
    """One strip of a stack, and what stands above it: a text's tokens, or some of a prompt's."""

    label: str
    cut: Tokenized | Sequence[PromptToken]

    @property
    def total(self) -> int:
        """How many tokens there are."""
        return len(self.cut.tokens if isinstance(self.cut, Tokenized) else self.cut)

    def chips(self, most: int = MAX_IN_ROW) -> Sequence[Chip]:
        """The first ``most`` of them."""
        # Only what is drawn becomes chips: their labels are most of the work.
        if isinstance(self.cut, Tokenized):
            return chips(replace(self.cut, tokens=self.cut.tokens[:most]))
        return prompt_chips(self.cut[:most])


def stack(rows: Sequence[Row], most: int = MAX_IN_ROW) -> Picture:
    """Draw the tokens of each row under its label, on a dark ground, at most ``most`` of each row.

    ``drawn`` is the number of chips of all rows together.
    """
    shown = [row.chips(most) for row in rows]
    for width in WIDTHS:
        label_height = _LABEL_HEIGHT * width // WIDTH
        places = [flow(each, width - 2 * _MARGIN) for each in shown]
        # A row without tokens is its label alone.
        heights = [label_height + (bottom(each) if each else 0) for each in places]
        height = sum(heights) + _ROW_GAP * max(0, len(rows) - 1) + 2 * _MARGIN
        if height <= 2 * width:
            break
    canvas = Image.new("RGB", (width, height), GROUND)
    size = _label_size(rows, shown, width)
    y = _MARGIN
    for row, each, where, row_height in zip(rows, shown, places, heights, strict=True):
        _write_label(canvas, row, len(each), y, size)
        if each:
            image = paint(each, where).convert("RGBA")
            canvas.paste(image, (_MARGIN, y + label_height), image)
        y += row_height + _ROW_GAP
    data = BytesIO()
    canvas.save(data, "PNG", compress_level=3)
    return Picture(data.getvalue(), _alt(rows, shown), width, height, sum(map(len, shown)))


def _label_size(rows: Sequence[Row], shown: Sequence[Sequence[Chip]], width: int) -> int:
    """The largest size in which no label is cut, and at least ``_LABEL_SIZE``."""
    labels = [row.label + _more(row, len(each)) for row, each in zip(rows, shown, strict=True)]
    sizes = range(_LABEL_SIZE * width // WIDTH, _LABEL_SIZE, -2)
    fits = (size for size in sizes if all(length(label, size) <= width - 2 * _MARGIN for label in labels))
    return next(fits, _LABEL_SIZE)


def _write_label(canvas: Image.Image, row: Row, drawn: int, y: int, size: int) -> None:
    """The label in one line; where it is too wide it is cut, and never the number of what is left out."""
    more = _more(row, drawn)
    room = canvas.width - 2 * _MARGIN - length(more, size)
    write(canvas, (_MARGIN, y + size), fitted(row.label, size, room) + more, size, INK)


def _more(row: Row, drawn: int) -> str:
    left = row.total - drawn
    return f" … {left:,} more not drawn" if left else ""


def _alt(rows: Sequence[Row], shown: Sequence[Sequence[Chip]]) -> str:
    said = f"{count(len(rows), 'strip')} of tokens, each token with its id."
    room = (MAX_ALT - len(said)) // max(1, len(rows))
    for row, each in zip(rows, shown, strict=True):
        head = f" {row.label[:_LABEL_IN_ALT]}{_more(row, len(each))}: "
        said += f"{head}{listed(each, row.total, room - len(head) - 1) or 'none'}."
    return said[:MAX_ALT]
