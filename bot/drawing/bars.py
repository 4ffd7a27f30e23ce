"""A model's probabilities as bars, with its prior beside them."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from bot.drawing.picture import MAX_ALT, Picture

WIDTH, HEIGHT = 640, 400
"""Pixels. On a phone it is shown at about half of that."""
MAX_CHOICES = 10

_DPI = 100
_GROUND, _INK, _FAINT, _PINK = "#232428", "#f2f3f5", "#b5bac1", "#f0718f"


def distribution(
    probabilities: Mapping[str, float], prior: Mapping[str, float] | None, *, exact: str, answer: str
) -> Picture:
    """Draw the probability of each choice, and of the same choice in ``prior``.

    Where there are more than ``MAX_CHOICES``, the likeliest are drawn, and always ``exact``, where it is one of them.
    ``exact`` and ``answer``, the model's, are marked by words.
    """
    prior = prior or {}
    chosen = _chosen(probabilities, exact)
    figure = Figure(
        (WIDTH / _DPI, HEIGHT / _DPI), _DPI, facecolor=_GROUND, layout=ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.12)
    )
    axes = figure.add_subplot(facecolor=_GROUND)
    _bars(axes, [probabilities[choice] for choice in chosen], [prior.get(choice, 0) for choice in chosen], bool(prior))
    axes.set_xticks(range(len(chosen)), [_tick(choice, exact, answer) for choice in chosen], color=_INK, fontsize=18)
    axes.set_title("What the model holds likely", color=_INK, fontsize=19, loc="left")
    if prior:
        # Below the bars: inside, a high one may stand in its way.
        figure.legend(frameon=False, labelcolor=_INK, fontsize=17, loc="outside lower left", ncols=2, handlelength=1.2)
    data = BytesIO()
    figure.savefig(data, format="png")
    return Picture(data.getvalue(), _alt(probabilities, prior, chosen, exact, answer), WIDTH, HEIGHT, len(chosen))


def _chosen(probabilities: Mapping[str, float], exact: str) -> Sequence[str]:
    likeliest = sorted(probabilities, key=lambda choice: (choice != exact, -probabilities[choice]))[:MAX_CHOICES]
    return [choice for choice in probabilities if choice in likeliest]


def _bars(axes: Axes, shares: Sequence[float], priors: Sequence[float], has_prior: bool) -> None:
    width = 0.42 if has_prior else 0.7
    left = [place - (width / 2 if has_prior else 0) for place in range(len(shares))]
    axes.bar(left, shares, width, color=_PINK, label="with the word")
    for place, (share, prior) in enumerate(zip(shares, priors, strict=True)):
        # Above both bars, so that it stands on neither.
        said = f"{share:.0%}" if share >= 0.005 else ""
        axes.text(place, max(share, prior), said, color=_PINK, fontsize=17, ha="center", va="bottom", weight="bold")
    if has_prior:
        right = [place + width / 2 for place in range(len(shares))]
        axes.bar(right, priors, width, color="none", edgecolor=_FAINT, hatch="///", label="word hidden (prior)")
    axes.set_ylim(0, max(*shares, *priors, 0.05) * 1.18)
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _tick(choice: str, exact: str, answer: str) -> str:
    marks = [word for word, marked in (("exact", exact), ("model", answer)) if marked == choice]
    return "\n".join([choice, *marks])


def _alt(
    probabilities: Mapping[str, float], prior: Mapping[str, float], chosen: Sequence[str], exact: str, answer: str
) -> str:
    shares = "; ".join(
        f"{choice}: {probabilities[choice]:.0%}" + (f" (word hidden: {prior[choice]:.0%})" if choice in prior else "")
        for choice in chosen
    )
    return f"Bars of the model's probabilities. Exact: {exact}. The model's answer: {answer}. {shares}"[:MAX_ALT]
