"""A stack: several texts, or one text in several encodings, as labelled strips under each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from bot.drawing.chips import Chip, chips, listed, prompt_chips
from bot.drawing.lines import fitted, length, shrunk, write
from bot.drawing.picture import MAX_ALT, Picture, picture
from bot.drawing.strip import bottom, flow, paint
from bot.drawing.theme import GROUND, INK, WIDTH
from bot.language import plural, tr
from bot.sentences import headed, sentences, stopped
from bot.tokens import PromptToken, Tokenized

MAX_IN_ROW = 40
"""Chips, where no more are asked for; how many more tokens a row has stands in its label."""

_LABEL_IN_ALT = 80
"""Characters."""
_MARGIN, _ROW_GAP = 16, 20
_LABEL_SIZE, _LEAST_LABEL, _LABEL_HEIGHT = 20, 16, 34
_HIGHEST = 2 * WIDTH
"""Pixels of a picture whose rows have more than a line each: clients shrink a higher one to a thin one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One strip of a stack, and what stands above it: a text's tokens, or some of a prompt's.

    Where there is no room for all, the first are drawn, or the last where ``ends`` says so.
    """

    label: str
    cut: Tokenized | Sequence[PromptToken]
    ends: bool = False

    @property
    def total(self) -> int:
        """How many tokens there are."""
        return len(self.cut.tokens if isinstance(self.cut, Tokenized) else self.cut)

    def chips(self, most: int = MAX_IN_ROW) -> Sequence[Chip]:
        """At most ``most`` of them."""
        # Only what is drawn becomes chips: their labels are most of the work.
        if isinstance(self.cut, Tokenized):
            return chips(replace(self.cut, tokens=self.cut.tokens[self._drawn(most)]))
        return prompt_chips(self.cut[self._drawn(most)])

    def _drawn(self, most: int) -> slice:
        return slice(max(0, self.total - most), None) if self.ends else slice(most)


def stack(rows: Sequence[Row], most: int = MAX_IN_ROW) -> Picture:
    """Draw the tokens of each row under its label, on a dark ground, at most ``most`` of each row.

    Where that would be too high, each row has as many lines as there is room for. ``drawn`` is the number of chips of
    all rows together.
    """
    shown, places = _fitting([row.chips(most) for row in rows], [row.ends for row in rows])
    heights = [_height(each) for each in places]
    canvas = Image.new("RGB", (WIDTH, _total(heights)), GROUND)
    y = _MARGIN
    for row, each, where, height in zip(rows, shown, places, heights, strict=True):
        _write_label(canvas, row, len(each), y)
        if each:
            image = paint(each, where).convert("RGBA")
            canvas.paste(image, (_MARGIN, y + _LABEL_HEIGHT), image)
        y += height + _ROW_GAP
    return picture(canvas, _alt(rows, shown), sum(map(len, shown)))


_Places = Sequence[tuple[int, int]]


def _fitting(
    shown: Sequence[Sequence[Chip]], ends: Sequence[bool]
) -> tuple[Sequence[Sequence[Chip]], Sequence[_Places]]:
    """The chips of each row that there is room for, and their places: a line at least, and of all rows as many."""
    places = [flow(each, WIDTH - 2 * _MARGIN) for each in shown]
    lines = sorted({y for each in places for _, y in each}, reverse=True)
    for lowest in lines:
        kept = [_lines(each, lowest, ends=end) for each, end in zip(places, ends, strict=True)]
        if _total(map(_height, kept)) <= _HIGHEST or lowest == 0:
            cut = [
                each[len(each) - len(where) :] if end else each[: len(where)]
                for each, where, end in zip(shown, kept, ends, strict=True)
            ]
            return cut, kept
    return shown, places


def _lines(places: _Places, lowest: int, *, ends: bool) -> _Places:
    """The first lines down to ``lowest``, or as many of the last ones, moved up."""
    skipped = max(0, places[-1][1] - lowest) if ends and places else 0
    return [(x, y - skipped) for x, y in places if 0 <= y - skipped <= lowest]


def _height(places: _Places) -> int:
    # A row without tokens is its label alone.
    return _LABEL_HEIGHT + (bottom(places) if places else 0)


def _total(heights: Iterable[int]) -> int:
    rows = [*heights]
    return sum(rows) + _ROW_GAP * max(0, len(rows) - 1) + 2 * _MARGIN


def _write_label(canvas: Image.Image, row: Row, drawn: int, y: int) -> None:
    """The label in one line; where it is too wide it is cut, and never the number of what is left out."""
    more = _more(row, drawn)
    room = canvas.width - 2 * _MARGIN - length(more, _LABEL_SIZE)
    size = max(_LEAST_LABEL, shrunk(row.label, _LABEL_SIZE, room))
    write(canvas, (_MARGIN, y + _LABEL_SIZE), fitted(row.label, size, room) + more, size, INK)


def _more(row: Row, drawn: int) -> str:
    left = row.total - drawn
    if left and row.ends:
        return f" · {tr('last {number} of {total}', number=drawn, total=row.total)}"
    return f" … {tr('{number} more not drawn', number=left)}" if left else ""


def _alt(rows: Sequence[Row], shown: Sequence[Sequence[Chip]]) -> str:
    said = plural(
        "{n} strip of tokens, each token with its id.", "{n} strips of tokens, each token with its id.", len(rows)
    )
    room = (MAX_ALT - len(said)) // max(1, len(rows))
    for row, each in zip(rows, shown, strict=True):
        head = headed(f"{row.label[:_LABEL_IN_ALT]}{_more(row, len(each))}", "")
        read = _last_read if row.ends else listed
        tokens = read(each, row.total, room - len(head) - 2) or tr("none")
        said = sentences([said, stopped(f"{head}{tokens}")])
    return said[:MAX_ALT]


def _last_read(shown: Sequence[Chip], total: int, room: int) -> str:
    """As many of the last of ``shown`` as can be read out in ``room`` characters."""
    for start in range(len(shown)):
        rest = shown[start:]
        said = listed(rest, len(rest), MAX_ALT)
        before = "" if len(rest) == total else "… "
        if len(before) + len(said) <= room and not said.endswith("…"):
            return before + said
    return ""
