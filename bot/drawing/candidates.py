"""The tokens that a model could have written at one place of its answer, as bars."""

from bot.drawing.bars import HATCHED, SOLID, Bar, Category, bar_chart
from bot.drawing.chips import label_of, probability_text
from bot.drawing.picture import Picture, picture
from bot.language import tr
from bot.model.api import Candidate, WrittenToken
from bot.sentences import apart, sentences


def candidate_bars(written: WrittenToken) -> Picture:
    """Draw the likeliest tokens at the place of ``written``, itself among them, likeliest first.

    It is marked by a word and a solid bar. Last comes what all other tokens of the vocabulary have together.
    """
    chosen = Candidate(written.token, written.probability)
    shown = sorted([chosen, *written.runners_up], key=lambda each: -each.probability)
    at = shown.index(chosen)
    labels = [*(label_of(each.token.text) for each in shown), tr("all others")]
    shares = [each.probability for each in shown]
    shares.append(max(0.0, 1 - sum(shares)))  # what was kept of them is rounded
    rows = [
        Category(
            label,
            [Bar(share, probability_text(share), SOLID if place == at else HATCHED)],
            tr("chosen") if place == at else "",
        )
        for place, (label, share) in enumerate(zip(labels, shares, strict=True))
    ]
    labels[at] = tr("chosen ▸ {token}", token=labels[at])
    listed = apart(f"{label} {probability_text(share)}" for label, share in zip(labels, shares, strict=True))
    alt = sentences([tr("Bars: how likely the model found each token at this place."), listed])
    return picture(bar_chart(tr("How likely each token was"), rows), alt, len(shown))
