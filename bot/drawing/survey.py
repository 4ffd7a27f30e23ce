"""What many models answered to one counting question: a bar for each number."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing.bars import HATCHED, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.fonts import legible
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import FAINT, YELLOW
from bot.language import plural, tr
from bot.letters import capitals_matter
from bot.quiz import Survey
from bot.sentences import apart, aside, headed, sentences, separated, stopped
from bot.tokens import visible

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
        return tr("none") if self.answer is None else str(self.answer)

    @property
    def others(self) -> str:
        """The names below the bar, beside that of the model asked about; none where they are too many."""
        return separated(map(legible, self.models)) if len(self.models) + self.asked <= _NAMED else ""


def survey(illustration: Survey) -> Picture:
    """Draw how many models gave each number, from the smallest to the largest; the true one is always among them."""
    rows = _rows(illustration)
    letter, word = (visible(each).replace("␣", " ") for each in (illustration.letter, illustration.word))
    total = len(illustration.answers)
    chart = bar_chart(
        plural(
            "{n} model counted {letter} in “{word}”",
            "{n} models counted {letter} in “{word}”",
            total,
            letter=letter,
            word=word,
        )
        + _rule(illustration),
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
    said = plural("{n} model", "{n} models", models)
    said = f"{said} · {tr('true count')}" if row.right else said
    notes = [(tr("▸ {model} answered this", model=asked), YELLOW)] if row.asked else []
    if row.others:
        notes.append((row.others, FAINT))
    return Category(row.label, [Bar(models / total, said, SOLID if row.right else HATCHED)], notes=notes)


def _alt(illustration: Survey, rows: Sequence[_Row]) -> str:
    said = apart(_read_out(row, illustration.asked) for row in rows)
    word, letter, total = illustration.word, illustration.letter, len(illustration.answers)
    head = plural(
        "Bars: how often {n} model counted {letter} in “{word}”; there are {number}",
        "Bars: how often {n} models counted {letter} in “{word}”; there are {number}",
        total,
        letter=letter,
        word=word,
        number=illustration.true_count,
    )
    return sentences([stopped(head + _rule(illustration)), stopped(said), illustration.credit])


def _rule(illustration: Survey) -> str:
    """How the true count counts, where a capital makes a difference."""
    return f" {tr('(capitals count too)')}" if capitals_matter(illustration.word, illustration.letter) else ""


def _read_out(row: _Row, asked: str) -> str:
    answer = tr("no number") if row.answer is None else str(row.answer)
    named = separated([*([asked] if row.asked else []), *([row.others] if row.others else [])])
    said = headed(answer, plural("{n} model", "{n} models", len(row.models) + row.asked))
    if row.models and not row.others and named:
        return aside(said, tr("among them {models}", models=named))
    return aside(said, named) if named else said
