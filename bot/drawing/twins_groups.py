"""How often the twins are right, by what they are asked: bars in groups, with the interval over words beside each."""

from collections.abc import Iterator, Mapping

from bot.drawing.bars import Axis, Bar, Category, bar_chart
from bot.drawing.picture import MAX_ALT, Picture, picture
from bot.drawing.twins_answers import TWIN_LOOKS
from bot.lab.twin_report import Interval, Report
from bot.lab.twins import TWIN_NAMES
from bot.language import Later, later, number, percent, retold, tr
from bot.sentences import headed, sentences, separated

_HEADINGS: Mapping[str, Later] = {
    "by_true_count": later("how often the letter occurs"),
    "by_length": later("letters in the word"),
    "by_tokens": later("tokens in the word"),
}


def twins_groups(report: Report) -> Picture:
    """Draw each group of held-out questions."""
    rows = [*_rows(report)]
    chart = bar_chart(
        tr("Right on words that none has seen"),
        rows,
        axis=Axis(0, 1, (0, 0.5, 1)),
        legend=[(TWIN_LOOKS[twin], retold(TWIN_NAMES[twin])) for twin in report.twins],
        foot=tr("In brackets the 95% interval over words; n is how many questions."),
    )
    return picture(chart, _alt(report), len(rows))


def _rows(report: Report) -> Iterator[Category]:
    first = next(iter(report.twins.values()))
    for grouping, heading in _HEADINGS.items():
        for at, (group, (_, questions)) in enumerate(first.groups[grouping].items()):
            bars = [
                Bar(found.mean, _said(found), TWIN_LOOKS[twin])
                for twin, record in report.twins.items()
                for found, _ in [record.groups[grouping][group]]
            ]
            detail = f"n = {number(questions)}"  # untranslated: a formula
            yield Category(retold(group), bars, detail=detail, heading="" if at else str(heading))


def _said(found: Interval) -> str:
    return f"{_share(found.mean)} ({number(100 * (found.low or 0))}–{number(100 * (found.high or 0))})"


def _share(share: float) -> str:
    return percent(share, 1 if 0.995 <= share < 1 else 0)  # not all, where it was not all


def _alt(report: Report) -> str:
    said = [tr("How often the twins are right on words that none has seen.")]
    by: Mapping[str, Later] = {
        "by_true_count": later("By how often the letter occurs, {twin}: {shares}."),
        "by_length": later("By letters in the word, {twin}: {shares}."),
        "by_tokens": later("By tokens in the word, {twin}: {shares}."),
    }
    for grouping, told in by.items():
        for twin, record in report.twins.items():
            shares = separated(
                headed(retold(group), _share(found.mean)) for group, (found, _) in record.groups[grouping].items()
            )
            said.append(str(told.format(twin=retold(TWIN_NAMES[twin]), shares=shares)))
    return sentences(said)[:MAX_ALT]
