"""The same question in several forms: the model's probabilities for each, in panels under each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.drawing.bars import bar_chart
from bot.drawing.distribution import SERIES, choice_bars, likeliest
from bot.drawing.picture import Picture, picture
from bot.letters import in_points, total_variation
from bot.tokens import count

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
    legend, foot = (SERIES, "Points: how much of the probability hiding the word moves.") if hidden else ((), "")
    chart = bar_chart("The likeliest answers, and the exact one", rows, legend=legend, foot=foot)
    return picture(chart, _alt(panels, chosen, exact), len(panels))


def _heading(panel: Panel) -> str:
    """Its label, and by how many points its two series differ."""
    return f"{panel.label}: {_moved(panel).replace('percentage ', '')}" if panel.prior else panel.label


def _moved(panel: Panel) -> str:
    return in_points(total_variation(panel.probabilities, panel.prior or {}))


def _alt(panels: Sequence[Panel], chosen: Sequence[Sequence[str]], exact: str) -> str:
    said = f"Bars of the model's probabilities in {count(len(panels), 'form')}. Exact: {exact}."
    for panel, choices in zip(panels, chosen, strict=True):
        shares = (_share(panel, choice) for choice in choices if choice in panel.probabilities)
        said += f" {panel.label}: the model's answer {panel.answer}; {', '.join(shares)}."
        said += f" Hiding the word moves {_moved(panel)}." if panel.prior else ""
    return said


def _share(panel: Panel, choice: str) -> str:
    hidden = f" (word hidden: {panel.prior[choice]:.0%})" if panel.prior and choice in panel.prior else ""
    return f"{choice}: {panel.probabilities[choice]:.0%}{hidden}"
