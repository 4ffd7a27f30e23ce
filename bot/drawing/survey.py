"""What many models answered to one counting question: a bar for each number."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from bot.drawing.fonts import legible
from bot.drawing.hatching import fill_box
from bot.drawing.lines import length, wrapped, write
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, YELLOW
from bot.quiz import Survey
from bot.tokens import count, visible

_NAMED = 3
"""So many models with the same answer are named; of more, only the one that was asked about."""
_MARGIN, _ROW, _NOTE, _ROW_GAP = 16, 36, 25, 8
_LABEL_WIDTH, _LONGEST = 64, 250
"""Pixels of a number, and of a bar for all models."""
_BARS = _MARGIN + _LABEL_WIDTH + 12
_TITLE_SIZE, _TITLE_LINE, _MOST_TITLE_LINES = 21, 29, 4
_LABEL_SIZE, _SIZE, _CREDIT_SIZE = 24, 18, 16


@dataclass(frozen=True, slots=True)
class _Row:
    """One number, None for no number, and the models that answered it."""

    answer: int | None
    models: tuple[str, ...]
    asked: bool
    right: bool

    @property
    def label(self) -> str:
        return "none" if self.answer is None else str(self.answer)

    @property
    def others(self) -> str:
        """The names below the bar, beside that of the model asked about; none where they are too many."""
        return ", ".join(map(legible, self.models)) if len(self.models) + self.asked <= _NAMED else ""


def survey(illustration: Survey) -> Picture:
    """Draw how many models gave each number, from the smallest to the largest; the true one is always among them."""
    rows = _rows(illustration)
    letter, word = (legible(visible(each).replace("␣", " ")) for each in (illustration.letter, illustration.word))
    asked = f"{count(len(illustration.answers), 'model')} counted {letter} in “{word}”"
    room = WIDTH - 2 * _MARGIN
    title = wrapped(asked, _TITLE_SIZE, room, _MOST_TITLE_LINES)
    notes = [_notes(row, illustration.asked) for row in rows]
    credit = wrapped(illustration.credit, _CREDIT_SIZE, room, 3)
    height = 2 * _MARGIN + len(title) * _TITLE_LINE + sum(_ROW + _NOTE * len(each) + _ROW_GAP for each in notes)
    canvas = Image.new("RGB", (WIDTH, height + 8 + _NOTE * len(credit)), GROUND)
    y = _MARGIN
    for line in title:
        write(canvas, (_MARGIN, y + 20), line, _TITLE_SIZE, INK)
        y += _TITLE_LINE
    y += 8
    for row, lines in zip(rows, notes, strict=True):
        _draw_bar(canvas, row, y, len(illustration.answers))
        for number, (line, ink) in enumerate(lines):
            write(canvas, (_BARS, y + _ROW + _NOTE * number + 17), line, _SIZE, ink)
        y += _ROW + _NOTE * len(lines) + _ROW_GAP
    for number, line in enumerate(credit):
        write(canvas, (_MARGIN, y + _NOTE * number + 20), line, _CREDIT_SIZE, FAINT)
    return picture(canvas, _alt(illustration, rows), len(rows))


def _rows(illustration: Survey) -> Sequence[_Row]:
    """From the smallest number to the largest, then those who gave none."""
    numbers = {number for _, number in illustration.answers} | {illustration.true_count}
    return [
        _Row(
            number,
            tuple(name for name, said in illustration.answers if said == number and name != illustration.asked),
            (illustration.asked, number) in illustration.answers,
            number == illustration.true_count,
        )
        for number in sorted(numbers, key=lambda number: (number is None, number))
    ]


def _notes(row: _Row, asked: str) -> Sequence[tuple[str, str]]:
    """The lines below a bar, each with its ink."""
    room = WIDTH - _MARGIN - _BARS
    said = wrapped(f"▸ {legible(asked)} answered this", _SIZE, room, 2) if row.asked else []
    others = wrapped(row.others, _SIZE, room, 3) if row.others else []
    return [*((line, YELLOW) for line in said), *((line, FAINT) for line in others)]


def _draw_bar(canvas: Image.Image, row: _Row, top: int, total: int) -> None:
    """Solid for the true count, which is named too, and hatched for the others."""
    colour, models = PINK if row.right else FAINT, len(row.models) + row.asked
    label = _MARGIN + _LABEL_WIDTH - length(row.label, _LABEL_SIZE)
    write(canvas, (label, top + 27), row.label, _LABEL_SIZE, INK)
    right = _BARS + max(1, round(_LONGEST * models / total))
    fill_box(canvas, (_BARS, top + 4, right, top + _ROW - 4), colour, hatched=not row.right)
    said = count(models, "model") + (" · true count" if row.right else "")
    write(canvas, (right + 10, top + 25), said, _SIZE, colour)


def _alt(illustration: Survey, rows: Sequence[_Row]) -> str:
    said = "; ".join(_read_out(row, illustration.asked) for row in rows)
    word, letter, total = illustration.word, illustration.letter, len(illustration.answers)
    head = f"Bars: how often {count(total, 'model')} counted {letter} in “{word}”; there are {illustration.true_count}."
    return f"{head} {said}. {illustration.credit}"


def _read_out(row: _Row, asked: str) -> str:
    answer = "no number" if row.answer is None else str(row.answer)
    named = ", ".join([*([asked] if row.asked else []), *([row.others] if row.others else [])])
    names = f" ({'among them ' if row.models and not row.others else ''}{named})" if named else ""
    return f"{answer}: {count(len(row.models) + row.asked, 'model')}{names}"
