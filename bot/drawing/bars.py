"""A model's probabilities as bars, with its prior beside them."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.drawing.fonts import legible_in_a_chart
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, chart, png

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAX_CHOICES = 10

_ROW_HEIGHT, _TITLE_HEIGHT, _LEGEND_HEIGHT = 54, 72, 60
"""Pixels of a choice with its two bars, of the title with the margins, and of the legend."""


def distribution(
    probabilities: Mapping[str, float],
    prior: Mapping[str, float] | None,
    *,
    exact: str,
    answer: str,
    untold: Collection[str] = (),
) -> Picture:
    """Draw the probability of each choice, and of the same choice in ``prior``, from top to bottom.

    Where there are more than ``MAX_CHOICES``, the likeliest are drawn, and always ``exact``, even if it was no choice
    or is one of those that are ``untold``. ``exact`` and ``answer``, the model's, are marked by words.
    """
    chosen = likeliest(probabilities, exact, MAX_CHOICES)
    height = _ROW_HEIGHT * len(chosen) + _TITLE_HEIGHT + (_LEGEND_HEIGHT if prior else 0)
    figure = chart(_title(probabilities, exact), height)
    axes = figure.add_subplot(facecolor=GROUND)
    widest = max(*probabilities.values(), *(prior or {}).values(), 0)
    missing = "too unlikely to be told" if exact in untold else "was no choice"
    draw_bars(axes, probabilities, prior, chosen, exact=exact, answer=answer, widest=widest, missing=missing)
    if prior:
        add_legend(figure, axes)
    return Picture(png(figure), _alt(probabilities, prior or {}, chosen, exact, answer), WIDTH, height, len(chosen))


def add_legend(figure: "Figure", axes: "Axes") -> None:
    """What the two bars of ``axes`` are, at the foot of ``figure``."""
    bars, labels = axes.get_legend_handles_labels()
    figure.legend(
        bars, labels, frameon=False, labelcolor=INK, fontsize=15, loc="outside lower left", ncols=2, handlelength=1.2
    )


def draw_bars(
    axes: "Axes",
    probabilities: Mapping[str, float],
    prior: Mapping[str, float] | None,
    chosen: Sequence[str],
    *,
    exact: str,
    answer: str,
    widest: float,
    missing: str = "was no choice",
) -> None:
    """A bar for each of ``chosen``, and one of its ``prior``, if there is one; ``widest`` is the largest share.

    ``missing`` is said of what has no probability.
    """
    thickness = 0.42 if prior else 0.7
    places = [place - thickness / 2 * bool(prior) for place in range(len(chosen))]
    _bars(
        axes, places, thickness, [probabilities.get(choice) for choice in chosen], PINK, None, "with the word", missing
    )
    if prior:
        below = [place + thickness / 2 for place in range(len(chosen))]
        _bars(axes, below, thickness, [prior.get(choice) for choice in chosen], FAINT, "////", "word hidden")
    axes.set_xlim(0, max(0.05, widest) * 1.2)
    axes.set_yticks(range(len(chosen)), [_tick(choice, exact, answer) for choice in chosen], color=INK, fontsize=17)
    axes.set_ylim(len(chosen) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def likeliest(probabilities: Mapping[str, float], exact: str, most: int) -> Sequence[str]:
    """The ``most`` likeliest choices in their own order, always with ``exact``, even if it was no choice.

    >>> likeliest({"1": 0.5, "2": 0.3, "3": 0.15, "4": 0.05}, "3", 2)
    ['1', '3']
    """
    best = sorted(probabilities, key=lambda choice: (choice != exact, -probabilities[choice]))[:most]
    chosen = [choice for choice in probabilities if choice in best]
    return chosen if exact in chosen else [*chosen, exact]


def _bars(
    axes: "Axes",
    places: Sequence[float],
    thickness: float,
    shares: Sequence[float | None],
    colour: str,
    hatch: str | None,
    label: str,
    missing: str = "",
) -> None:
    lengths = [share or 0 for share in shares]
    axes.barh(places, lengths, thickness, color="none" if hatch else colour, edgecolor=colour, hatch=hatch, label=label)
    for place, share in zip(places, shares, strict=True):
        said = f" {share:.0%}" if share is not None else f" {missing}"
        axes.text(share or 0, place, said, color=colour, fontsize=16, va="center", weight="normal" if hatch else "bold")


def _title(probabilities: Mapping[str, float], exact: str) -> str:
    if len(probabilities) <= MAX_CHOICES:
        return "How likely each answer is"
    return f"The likeliest of {len(probabilities)} answers" + (", and the exact one" if exact in probabilities else "")


def _tick(choice: str, exact: str, answer: str) -> str:
    marks = [word for word, marked in (("exact", exact), ("model", answer)) if marked == choice]
    shown = legible_in_a_chart(choice)
    return f"{' · '.join(marks)}  {shown}" if marks else shown


def _alt(
    probabilities: Mapping[str, float], prior: Mapping[str, float], chosen: Sequence[str], exact: str, answer: str
) -> str:
    shares = "; ".join(
        f"{choice}: {probabilities[choice]:.0%}" + (f" (word hidden: {prior[choice]:.0%})" if choice in prior else "")
        for choice in chosen
        if choice in probabilities
    )
    return f"Bars of the model's probabilities. Exact: {exact}. The model's answer: {answer}. {shares}"[:MAX_ALT]
