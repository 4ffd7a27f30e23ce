"""The same question in several forms: the model's probabilities for each, in panels under each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.drawing.bars import bar_chart
from bot.drawing.distribution import SERIES, choice_bars, likeliest, moved_alt, share_alt
from bot.drawing.picture import Picture, picture
from bot.language import plural, tr
from bot.letters import total_variation
from bot.sentences import sentences, separated

_MOST_CHOICES = 2
"""Of a panel: the likeliest, and always the exact one."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What the model made of one form; ``answer`` is one of the choices in ``probabilities``.

    Of ``untold`` ones it is known only that they are unlikely.
    """

    label: str
    answer: str
    probabilities: Mapping[str, float]
    prior: Mapping[str, float] | None
    untold: Sequence[str] = ()


def ladder(panels: Sequence[Panel], exact: str) -> Picture:
    """Draw at least one panel. In each, ``exact`` and the model's answer are marked by words; ``drawn`` counts panels.

    All bars have the same scale.
    """
    chosen = [likeliest(panel.probabilities, exact, _MOST_CHOICES) for panel in panels]
    rows = [
        row
        for panel, choices in zip(panels, chosen, strict=True)
        for row in choice_bars(
            panel.probabilities,
            panel.prior,
            choices,
            exact=exact,
            answer=panel.answer,
            untold=panel.untold,
            heading=_heading(panel),
        )
    ]
    hidden = any(panel.prior for panel in panels)
    legend, foot = (SERIES, tr("Points: how much of the probability hiding the word moves.")) if hidden else ((), "")
    chart = bar_chart(tr("The likeliest answers, and the exact one"), rows, legend=legend, foot=foot)
    return picture(chart, _alt(panels, chosen, exact), len(panels))


def _heading(panel: Panel) -> str:
    """Its label, and by how many points its two series differ."""
    if not panel.prior:
        return panel.label
    moved = round(100 * total_variation(panel.probabilities, panel.prior))
    # Translators: a panel's name, and by how many percentage points its bars differ.
    if not moved:
        return tr("{panel}: less than 1 point", panel=panel.label)
    return plural("{panel}: {n} point", "{panel}: {n} points", moved, panel=panel.label)


def _alt(panels: Sequence[Panel], chosen: Sequence[Sequence[str]], exact: str) -> str:
    said = [
        plural(
            "Bars of the model's probabilities in {n} form. Exact: {exact}.",
            "Bars of the model's probabilities in {n} forms. Exact: {exact}.",
            len(panels),
            exact=exact,
        )
    ]
    for panel, choices in zip(panels, chosen, strict=True):
        told = (
            share_alt(panel.probabilities, panel.prior or {}, each) for each in choices if each in panel.probabilities
        )
        shares, answer = separated(told), panel.answer
        said.append(
            tr("{panel}: the model's answer {answer}; {shares}.", panel=panel.label, answer=answer, shares=shares)
        )
        said += [moved_alt(panel.probabilities, panel.prior)] if panel.prior else []
    return sentences(said)
