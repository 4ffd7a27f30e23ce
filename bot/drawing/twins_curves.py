"""How the twins learn: the share of words that none has seen on which they are right, after each part of training."""

from typing import TYPE_CHECKING, Literal

from bot.drawing.picture import Picture
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, YELLOW, chart, png, points_within
from bot.lab.twin_report import Report, TwinRecord
from bot.lab.twins import TWIN_NAMES, TwinName
from bot.language import Later, later, number, percent, retold, tr
from bot.sentences import apart, headed, sentences, separated, stopped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 560
"""Pixels."""
_INKS: dict[TwinName, str] = {"letters": PINK, "tokens": INK, "tokens_long": YELLOW}
_MARKS: dict[TwinName, str] = {"letters": "o", "tokens": "s", "tokens_long": "^"}
"""What tells the lines apart beside their colours."""
_SHORT: dict[TwinName, Later] = {
    "letters": later("reads letters"),
    "tokens": later("reads tokens"),
    "tokens_long": later("reads tokens, 10 times as long"),
}


def twins_curves(report: Report) -> Picture:
    """Draw the mean share of each twin over its steps, and what can be had without a look at the word."""
    figure = chart(tr("Right on words that none has seen"), _HEIGHT)
    axes = figure.add_subplot(facecolor=GROUND)
    for twin, record in report.twins.items():
        steps, shares = zip(*record.curve[1:], strict=True)  # a logarithm has no place for step 0
        label = headed(str(_SHORT[twin]), percent(record.accuracy.mean, 1))
        axes.plot(steps, shares, color=_INKS[twin], marker=_MARKS[twin], markersize=6, linewidth=2, label=label)
    label = tr("without a look at the word: {share}", share=percent(report.habit))
    axes.axhline(report.habit, color=FAINT, linewidth=2, linestyle="--", label=label)
    _scales(axes, report)
    where: Literal["outside lower left"] = "outside lower left"  # untranslated: a place
    figure.legend(frameon=False, labelcolor=INK, fontsize=14, loc=where, handlelength=1.8)
    return Picture(png(figure), _alt(report), WIDTH, _HEIGHT, len(report.twins))


def _scales(axes: "Axes", report: Report) -> None:
    ends = sorted({record.runs[0].steps for record in report.twins.values()})
    first = min(record.curve[1][0] for record in report.twins.values())
    axes.set_xscale("log")
    axes.set_xlim(first * 0.8, ends[-1] * 1.1)
    axes.set_ylim(0, 1.03)
    axes.set_xticks([first, *ends], [number(step) for step in (first, *ends)])
    axes.set_xticks([], minor=True)
    axes.set_yticks(shares := [0, 0.25, 0.5, 0.75, 1], [percent(share) for share in shares])
    steps = tr("steps of {number} questions (a logarithmic scale)", number=report.batch)
    axes.set_xlabel(steps, color=INK, fontsize=points_within(steps, 15, WIDTH - 90))
    axes.grid(axis="y", color=FAINT, alpha=0.3, linewidth=0.8)
    axes.tick_params(length=0, labelsize=15, labelcolor=INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)


def _alt(report: Report) -> str:
    said = apart(headed(retold(TWIN_NAMES[twin]), _curve_alt(record)) for twin, record in report.twins.items())
    head = tr("Lines of how often the twins are right on words that none has seen, by steps of training.")
    habit = tr("Without a look at the word, {share} are right.", share=percent(report.habit))
    return sentences([head, stopped(said), habit])


def _curve_alt(record: TwinRecord) -> str:
    points = record.curve[:: max(1, len(record.curve) // 4)]
    return separated(
        tr("{share} after {step}", share=percent(share), step=step) for step, share in (*points[:-1], record.curve[-1])
    )
