"""Which answers models gave to a counting question, as bars."""

from bot.drawing.picture import Picture
from bot.drawing.rows import BarRow, bar_rows
from bot.quiz import Survey

_NAMED = 2
"""So many models with the same answer are named beside their bar."""


def survey(illustration: Survey) -> Picture:
    """Draw how many models gave each answer; the answer of the model that was asked about is marked."""
    models: dict[int | None, list[str]] = {}
    for model, answer in illustration.answers:
        models.setdefault(answer, []).append(model)
    asked = dict(illustration.answers)[illustration.asked]
    most = max(map(len, models.values()))
    rows = [
        BarRow(
            _label(answer, illustration.true_count), len(names) / most, _who(names, illustration.asked), answer == asked
        )
        for answer, names in sorted(models.items(), key=lambda group: (group[0] is None, group[0]))
    ]
    title = f"How often is {illustration.letter} in “{illustration.word}”?"
    said = "; ".join(
        f"{_label(answer, illustration.true_count)}: {', '.join(names)}" for answer, names in models.items()
    )
    alt = f"Bars of what {len(illustration.answers)} models answered to: {title} {said}. ({illustration.credit})"
    return bar_rows(title, rows, illustration.credit, alt)


def _label(answer: int | None, true_count: int) -> str:
    if answer is None:
        return "no number"
    return f"{answer}, the truth" if answer == true_count else str(answer)


def _who(names: list[str], asked: str) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{asked} +{len(names) - 1}" if asked in names else f"{len(names)} models"
