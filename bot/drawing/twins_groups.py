"""How often the twins are right, by what they are asked: bars in groups, with the interval over words beside each."""

from collections.abc import Iterator, Mapping

from bot.drawing.bars import Axis, Bar, Category, bar_chart
from bot.drawing.picture import MAX_ALT, Picture, picture
from bot.drawing.twins_answers import TWIN_LOOKS
from bot.lab.twin_report import Interval, Report
from bot.lab.twins import TWIN_NAMES

_HEADINGS: Mapping[str, str] = {
    "by_true_count": "how often the letter occurs",
    "by_length": "letters in the word",
    "by_tokens": "tokens in the word",
}


def twins_groups(report: Report) -> Picture:
    """Draw each group of held-out questions."""
    rows = [*_rows(report)]
    chart = bar_chart(
        "Right on words that none has seen",
        rows,
        axis=Axis(0, 1, (0, 0.5, 1)),
        legend=[(TWIN_LOOKS[twin], TWIN_NAMES[twin]) for twin in report.twins],
        foot="In brackets the 95% interval over words; n is how many questions.",
    )
    return picture(chart, _alt(report), len(rows))


def _rows(report: Report) -> Iterator[Category]:
    first = next(iter(report.twins.values()))
    for grouping, heading in _HEADINGS.items():
        for number, (group, (_, questions)) in enumerate(first.groups[grouping].items()):
            bars = [
                Bar(found.mean, _said(found), TWIN_LOOKS[twin])
                for twin, record in report.twins.items()
                for found, _ in [record.groups[grouping][group]]
            ]
            yield Category(group, bars, detail=f"n = {questions:,}", heading="" if number else heading)


def _said(found: Interval) -> str:
    return f"{_share(found.mean)} ({(found.low or 0) * 100:.0f}–{(found.high or 0) * 100:.0f})"


def _share(share: float) -> str:
    return f"{share:.1%}" if 0.995 <= share < 1 else f"{share:.0%}"  # not all, where it was not all


def _alt(report: Report) -> str:
    said = "How often the twins are right on words that none has seen."
    for grouping, heading in _HEADINGS.items():
        for twin, record in report.twins.items():
            shares = ", ".join(
                f"{group}: {_share(found.mean)}" for group, (found, _) in record.groups[grouping].items()
            )
            said += f" By {heading}, {TWIN_NAMES[twin]}: {shares}."
    return said[:MAX_ALT]
