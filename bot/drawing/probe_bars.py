"""How well a letter is read out of vectors: the probe beside its controls."""

from collections.abc import Mapping

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import FAINT
from bot.inside.views import ProbeResult, ProbeScore

_LEGEND = (
    (SOLID, "the probe, on words that it has not seen"),
    (PALE, "the same probe with random labels"),
    (HATCHED, "one that knows length, rarity and capitals"),
)


def probe_bars(view: ProbeResult) -> Picture:
    """Draw the balanced accuracy of each reading; what too few words have is named, without bars."""
    letter = label_of(view.letter)
    scores = {f"has {letter}": view.contains, f"begins with {letter}": view.starts, f"how many {letter}": view.count}
    where = f"after layer {view.layer}" if view.layer else "in the embedding"
    drawn = sum(score is not None for score in scores.values())
    rows = [_category(name, score) for name, score in scores.items()]
    chart = bar_chart(
        f"Can a straight line read {letter} {where}?\nbalanced accuracy",
        rows,
        axis=Axis(0, 1, (0, 0.5, 1)),
        legend=_LEGEND,
        foot=f"dashed: what guessing gets, {_chances(scores)}" if drawn else "",
    )
    return picture(chart, _alt(scores, letter, where), drawn)


def _category(name: str, score: ProbeScore | None) -> Category:
    if score is None:
        return Category(name, [Bar(None, "too few words to tell", PALE)])
    values = ((score.balanced_accuracy, SOLID), (score.control, PALE), (score.baseline, HATCHED))
    notes = [(f"fitted on {score.fitted:,} words, tested on {score.held_out:,}", FAINT)]
    bars = [Bar(value, f"{value:.2f}", look) for value, look in values]
    return Category(name, bars, notes=notes, line=score.chance)


def _chances(scores: Mapping[str, ProbeScore | None]) -> str:
    return " or ".join(dict.fromkeys(f"{score.chance:.2f}" for score in scores.values() if score is not None))


def _alt(scores: Mapping[str, ProbeScore | None], letter: str, where: str) -> str:
    said = "; ".join(
        f"{name}: too few words"
        if score is None
        else f"{name}: {score.balanced_accuracy:.2f} (random labels {score.control:.2f}, length, rarity and capitals "
        f"{score.baseline:.2f}, chance {score.chance:.2f}; {score.held_out:,} unseen words)"
        for name, score in scores.items()
    )
    return f"How well a straight line reads {letter} {where}, as balanced accuracy. {said}."
