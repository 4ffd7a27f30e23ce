"""A model's probabilities as bars, with its prior beside them."""

from collections.abc import Collection, Mapping, Sequence

from bot.drawing.bars import HATCHED, SOLID, Bar, Category, bar_chart
from bot.drawing.picture import Picture, picture
from bot.language import later, percent, plural, tr
from bot.letters import choice_shown, total_variation
from bot.sentences import apart, headed, sentences

MAX_CHOICES = 10
FEW_CHOICES = 5
"""With one bar each they are at most 300 pixels high."""
SERIES = ((SOLID, later("with the word")), (HATCHED, later("word hidden")))
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
    missing = tr("too unlikely to be told") if exact in untold else tr("was no choice")
    rows: list[Category] = []
    for choice in chosen:
        bars = [_bar(probabilities.get(choice), missing)]
        if prior:
            hidden = prior.get(choice)
            bars.append(Bar(hidden, "" if hidden is None else percent(hidden), HATCHED))
        marks = [word for word, marked in ((tr("exact"), exact), (tr("model"), answer)) if marked == choice]
        rows.append(Category(choice_shown(choice), bars, " · ".join(marks), heading="" if rows else heading))
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
    return Bar(share, missing if share is None else percent(share))


def few_choices(probabilities: Mapping[str, float], exact: str) -> int:
    """How many choices go into a low picture beside ``exact``, which is drawn even if it was none.

    >>> few_choices({"1": 0.6, "2": 0.4}, "2"), few_choices({"1": 0.6, "2": 0.4}, "12")
    (5, 4)
    """
    return FEW_CHOICES - (exact not in probabilities)


def _title(probabilities: Mapping[str, float], exact: str, most: int) -> str:
    if len(probabilities) <= most:
        return tr("How likely each answer is")
    if exact in probabilities:
        return tr("The likeliest of {number} answers, and the exact one", number=len(probabilities))
    return tr("The likeliest of {number} answers", number=len(probabilities))


def _alt(
    probabilities: Mapping[str, float], prior: Mapping[str, float], chosen: Sequence[str], exact: str, answer: str
) -> str:
    shares = apart(share_alt(probabilities, prior, each) for each in chosen if each in probabilities)
    said = tr(
        "Bars of the model's probabilities. Exact: {exact}. The model's answer: {answer}.",
        exact=choice_shown(exact),
        answer=choice_shown(answer),
    )
    return sentences([said, *([moved_alt(probabilities, prior)] if prior else []), shares])


def share_alt(probabilities: Mapping[str, float], prior: Mapping[str, float], choice: str) -> str:
    """A choice with its probability, and with that in ``prior`` if it has one there."""
    share = percent(probabilities[choice])
    if choice not in prior:
        return headed(choice_shown(choice), share)
    hidden = percent(prior[choice])
    return tr("{answer}: {share} (word hidden: {hidden})", answer=choice_shown(choice), share=share, hidden=hidden)


def moved_alt(probabilities: Mapping[str, float], prior: Mapping[str, float]) -> str:
    """How far the bars of the two series are apart, all choices together."""
    points = round(100 * total_variation(probabilities, prior))
    if not points:
        return tr("Hiding the word moves less than 1 percentage point.")
    return plural("Hiding the word moves {n} percentage point.", "Hiding the word moves {n} percentage points.", points)
