"""What the twins answer: how likely each of them finds each count, side by side."""

from collections.abc import Mapping, Sequence

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, Look, bar_chart
from bot.drawing.chips import probability_text
from bot.drawing.picture import Picture, picture
from bot.lab.twins import MOST, TWIN_NAMES, TwinAnswer, TwinName
from bot.language import retold, tr
from bot.sentences import apart, headed, sentences, separated, stopped

TWIN_LOOKS: Mapping[TwinName, Look] = {"letters": SOLID, "tokens": PALE, "tokens_long": HATCHED}
"""How each twin's bars are filled, in every picture."""
_UNLIKELY = 0.01
"""Counts that all find less likely are not drawn."""


def twins_answers(answers: Sequence[TwinAnswer], exact: int) -> Picture:
    """Draw the mean probabilities of the twins that answer, of which there has to be one; ``exact`` is marked."""
    shares = {each.twin: each.probabilities for each in answers if each.by_seed}
    counts = [each for each in range(MOST + 1) if each == exact or max(p[each] for p in shares.values()) > _UNLIKELY]
    rows = [
        Category(
            str(each),
            [Bar(share[each], probability_text(share[each]), TWIN_LOOKS[twin]) for twin, share in shares.items()],
            mark=tr("exact") if each == exact else "",
        )
        for each in counts
    ]
    legend = [(TWIN_LOOKS[twin], retold(TWIN_NAMES[twin])) for twin in shares]
    chart = bar_chart(tr("How likely each twin finds each count"), rows, axis=Axis(0, 1), legend=legend)
    return picture(chart, _alt(shares, counts, exact), len(counts))


def _alt(shares: Mapping[TwinName, Sequence[float]], counts: Sequence[int], exact: int) -> str:
    said = apart(
        headed(retold(TWIN_NAMES[twin]), separated(headed(str(each), probability_text(share[each])) for each in counts))
        for twin, share in shares.items()
    )
    head = tr("Bars of the twins' probabilities, on the mean of their trainings. Exact: {exact}.", exact=exact)
    return sentences([head, stopped(said)])
