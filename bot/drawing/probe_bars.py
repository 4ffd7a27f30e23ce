"""How well a letter is read out of vectors: the probe beside its controls."""

from collections.abc import Mapping

from bot.drawing.bars import HATCHED, PALE, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.chips import label_of
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import FAINT
from bot.inside.views import ProbeResult, ProbeScore
from bot.language import joined, later, number, tr
from bot.sentences import apart, sentences, stopped

_LEGEND = (
    (SOLID, later("the probe, on words that it has not seen")),
    (PALE, later("the same probe with random labels")),
    (HATCHED, later("one that knows length, rarity and capitals")),
)


def probe_bars(view: ProbeResult) -> Picture:
    """Draw the balanced accuracy of each reading; what too few words have is named, without bars."""
    letter = label_of(view.letter)
    scores = {
        tr("has {letter}", letter=letter): view.contains,
        tr("begins with {letter}", letter=letter): view.starts,
        tr("how many {letter}", letter=letter): view.count,
    }
    drawn = sum(score is not None for score in scores.values())
    rows = [_category(name, score) for name, score in scores.items()]
    chart = bar_chart(
        f"{_question(letter, view.layer)}\n{tr('balanced accuracy')}",
        rows,
        axis=Axis(0, 1, (0, 0.5, 1)),
        legend=_LEGEND,
        foot=tr("dashed: what guessing gets, {chances}", chances=_chances(scores)) if drawn else "",
    )
    return picture(chart, _alt(scores, letter, view.layer), drawn)


def _question(letter: str, layer: int) -> str:
    if layer:
        return tr("Can a straight line read {letter} after layer {layer}?", letter=letter, layer=layer)
    return tr("Can a straight line read {letter} in the embedding?", letter=letter)


def _category(name: str, score: ProbeScore | None) -> Category:
    if score is None:
        return Category(name, [Bar(None, tr("too few words to tell"), PALE)])
    values = ((score.balanced_accuracy, SOLID), (score.control, PALE), (score.baseline, HATCHED))
    notes = [(tr("fitted on {fitted} words, tested on {tested}", fitted=score.fitted, tested=score.held_out), FAINT)]
    bars = [Bar(value, number(value, 2), look) for value, look in values]
    return Category(name, bars, notes=notes, line=score.chance)


def _chances(scores: Mapping[str, ProbeScore | None]) -> str:
    chances = dict.fromkeys(number(score.chance, 2) for score in scores.values() if score is not None)
    return joined([*chances], "or")


def _alt(scores: Mapping[str, ProbeScore | None], letter: str, layer: int) -> str:
    said = apart(
        tr("{reading}: too few words", reading=name) if score is None else _told(name, score)
        for name, score in scores.items()
    )
    if layer:
        head = tr(
            "How well a straight line reads {letter} after layer {layer}, as balanced accuracy.",
            letter=letter,
            layer=layer,
        )
    else:
        head = tr("How well a straight line reads {letter} in the embedding, as balanced accuracy.", letter=letter)
    return sentences([head, stopped(said)])


def _told(name: str, score: ProbeScore) -> str:
    return tr(
        "{reading}: {accuracy} (random labels {control}, length, rarity and capitals {baseline}, chance {chance}; "
        "{words} unseen words)",
        reading=name,
        accuracy=number(score.balanced_accuracy, 2),
        control=number(score.control, 2),
        baseline=number(score.baseline, 2),
        chance=number(score.chance, 2),
        words=score.held_out,
    )
