"""The same question in several forms: the model's probabilities for each, in panels under each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.drawing.bars import add_legend, draw_bars, likeliest
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.theme import GROUND, INK, WIDTH, chart, png
from bot.tokens import count

_MOST_CHOICES = 4
"""Of a panel: the likeliest, and always the exact one."""
_ROW_HEIGHT, _PANEL_HEIGHT, _REST_HEIGHT = 50, 40, 118
"""Pixels of a choice with its two bars, of a panel's title, and of the picture's title and the legend together."""


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
    height = sum(len(each) * _ROW_HEIGHT + _PANEL_HEIGHT for each in chosen) + _REST_HEIGHT
    figure = chart("The likeliest answers, and the exact one", height)
    grid = figure.add_gridspec(len(panels), height_ratios=[len(each) for each in chosen])
    widest = max(share for panel in panels for share in (*panel.probabilities.values(), *(panel.prior or {}).values()))
    for row, (panel, choices) in enumerate(zip(panels, chosen, strict=True)):
        axes = figure.add_subplot(grid[row], facecolor=GROUND)
        missing = "too unlikely to be told" if exact in panel.untold else "was no choice"
        draw_bars(
            axes,
            panel.probabilities,
            panel.prior,
            choices,
            exact=exact,
            answer=panel.answer,
            widest=widest,
            missing=missing,
        )
        axes.set_title(panel.label, color=INK, fontsize=17, loc="left", weight="bold")
        if panel.prior and not figure.legends:
            add_legend(figure, axes)
    return Picture(png(figure), _alt(panels, chosen, exact), WIDTH, height, len(panels))


def _alt(panels: Sequence[Panel], chosen: Sequence[Sequence[str]], exact: str) -> str:
    said = f"Bars of the model's probabilities in {count(len(panels), 'form')}. Exact: {exact}."
    for panel, choices in zip(panels, chosen, strict=True):
        shares = (_share(panel, choice) for choice in choices if choice in panel.probabilities)
        said += f" {panel.label}: the model's answer {panel.answer}; {', '.join(shares)}."
    return said[:MAX_ALT]


def _share(panel: Panel, choice: str) -> str:
    hidden = f" (word hidden: {panel.prior[choice]:.0%})" if panel.prior and choice in panel.prior else ""
    return f"{choice}: {panel.probabilities[choice]:.0%}{hidden}"
