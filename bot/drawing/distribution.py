"""A model's probabilities as bars, with its prior beside them."""

from collections.abc import Collection, Mapping, Sequence

from bot.drawing.bars import HATCHED, SOLID, Bar, Category, bar_chart
from bot.drawing.picture import Picture, picture
from bot.letters import in_points, total_variation

MAX_CHOICES = 10
FEW_CHOICES = 5
"""With one bar each they are at most 300 pixels high."""
SERIES = ((SOLID, "with the word"), (HATCHED, "word hidden"))
"""The legend where there is a prior."""


def distribution(
    probabilities: Mapping[str, float],
    prior: Mapping[str, float] | None,
    *,
    exact: str,
    answer: str,
    untold: Collection[str] = (),
    most: int = MAX_CHOICES,
) -> Picture:
    """Draw the probability of each choice, and of the same choice in ``prior``, from top to bottom.

    Where there are more than ``most``, the likeliest are drawn, and always ``exact``, even if it was no choice
    or is one of those that are ``untold``. ``exact`` and ``answer``, the model's, are marked by words.
    """
    chosen = likeliest(probabilities, exact, most)
    rows = choice_bars(probabilities, prior, chosen, exact=exact, answer=answer, untold=untold)
    chart = bar_chart(_title(probabilities, exact, most), rows, legend=SERIES if prior else ())
    return picture(chart, _alt(probabilities, prior or {}, chosen, exact, answer), len(chosen))


def choice_bars(
    probabilities: Mapping[str, float],
    prior: Mapping[str, float] | None,
    chosen: Sequence[str],
    *,
    exact: str,
    answer: str,
    untold: Collection[str] = (),
    heading: str = "",
) -> list[Category]:
    """The bar of each of ``chosen``, and one of its ``prior``, if there is one; ``heading`` stands above the first."""
    missing = "too unlikely to be told" if exact in untold else "was no choice"
    rows: list[Category] = []
    for choice in chosen:
        bars = [_bar(probabilities.get(choice), missing)]
        if prior:
            hidden = prior.get(choice)
            bars.append(Bar(hidden, "" if hidden is None else f"{hidden:.0%}", HATCHED))
        marks = [word for word, marked in (("exact", exact), ("model", answer)) if marked == choice]
        rows.append(Category(choice, bars, " · ".join(marks), heading="" if rows else heading))
    return rows


def likeliest(probabilities: Mapping[str, float], exact: str, most: int) -> Sequence[str]:
    """The ``most`` likeliest choices in their own order, always with ``exact``, even if it was no choice.

    >>> likeliest({"1": 0.5, "2": 0.3, "3": 0.15, "4": 0.05}, "3", 2)
    ['1', '3']
    """
    best = sorted(probabilities, key=lambda choice: (choice != exact, -probabilities[choice]))[:most]
    chosen = [choice for choice in probabilities if choice in best]
    return chosen if exact in chosen else [*chosen, exact]


def _bar(share: float | None, missing: str) -> Bar:
    return Bar(share, missing if share is None else f"{share:.0%}")


def few_choices(probabilities: Mapping[str, float], exact: str) -> int:
    """How many choices go into a low picture beside ``exact``, which is drawn even if it was none.

    >>> few_choices({"1": 0.6, "2": 0.4}, "2"), few_choices({"1": 0.6, "2": 0.4}, "12")
    (5, 4)
    """
    return FEW_CHOICES - (exact not in probabilities)


def _title(probabilities: Mapping[str, float], exact: str, most: int) -> str:
    if len(probabilities) <= most:
        return "How likely each answer is"
    return f"The likeliest of {len(probabilities)} answers" + (", and the exact one" if exact in probabilities else "")


def _alt(
    probabilities: Mapping[str, float], prior: Mapping[str, float], chosen: Sequence[str], exact: str, answer: str
) -> str:
    shares = "; ".join(
        f"{choice}: {probabilities[choice]:.0%}" + (f" (word hidden: {prior[choice]:.0%})" if choice in prior else "")
        for choice in chosen
        if choice in probabilities
    )
    moved = f" {_moved(probabilities, prior)}" if prior else ""
    return f"Bars of the model's probabilities. Exact: {exact}. The model's answer: {answer}.{moved} {shares}"


def _moved(probabilities: Mapping[str, float], prior: Mapping[str, float]) -> str:
    """How far the bars of the two series are apart, all choices together."""
    return f"Hiding the word moves {in_points(total_variation(probabilities, prior))}."
