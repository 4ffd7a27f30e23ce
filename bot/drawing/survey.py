"""What many models answered to one counting question: a bar for each number."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing.bars import HATCHED, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.fonts import legible
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import FAINT, YELLOW
from bot.letters import capitals_matter
from bot.quiz import Survey
from bot.tokens import count, visible

_NAMED = 3
"""So many models with the same answer are named; of more, only the one that was asked about."""


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
    letter, word = (visible(each).replace("␣", " ") for each in (illustration.letter, illustration.word))
    total = len(illustration.answers)
    chart = bar_chart(
        f"{count(total, 'model')} counted {letter} in “{word}”{_rule(illustration)}",
        [_category(row, illustration.asked, total) for row in rows],
        axis=Axis(high=1),
        foot=illustration.credit,
    )
    return picture(chart, _alt(illustration, rows), len(rows))


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


def _category(row: _Row, asked: str, total: int) -> Category:
    """Solid for the true count, which is named too, and hatched for the others."""
    models = len(row.models) + row.asked
    said = count(models, "model") + (" · true count" if row.right else "")
    notes = [(f"▸ {asked} answered this", YELLOW)] if row.asked else []
    if row.others:
        notes.append((row.others, FAINT))
    return Category(row.label, [Bar(models / total, said, SOLID if row.right else HATCHED)], notes=notes)


def _alt(illustration: Survey, rows: Sequence[_Row]) -> str:
    said = "; ".join(_read_out(row, illustration.asked) for row in rows)
    word, letter, total = illustration.word, illustration.letter, len(illustration.answers)
    head = f"Bars: how often {count(total, 'model')} counted {letter} in “{word}”; there are {illustration.true_count}"
    return f"{head}{_rule(illustration)}. {said}. {illustration.credit}"


def _rule(illustration: Survey) -> str:
    """How the true count counts, where a capital makes a difference."""
    return " (capitals count too)" if capitals_matter(illustration.word, illustration.letter) else ""


def _read_out(row: _Row, asked: str) -> str:
    answer = "no number" if row.answer is None else str(row.answer)
    named = ", ".join([*([asked] if row.asked else []), *([row.others] if row.others else [])])
    names = f" ({'among them ' if row.models and not row.others else ''}{named})" if named else ""
    return f"{answer}: {count(len(row.models) + row.asked, 'model')}{names}"
