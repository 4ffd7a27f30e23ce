"""How near a letter is to words that have it, and to words that have not: a dot a word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from bot.drawing.chips import label_of, signed
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Sheet
from bot.drawing.theme import FAINT, INK, PINK, WIDTH, YELLOW
from bot.inside.views import Geometry, LetterCosines, Relation
from bot.language import Later, later, number, plural, tr
from bot.sentences import sentences, separated, stopped

_RADIUS, _INNER, _PILE = 6, 30, 120
"""Pixels: of a dot, from the edge to where an axis ends, and how high dots lie upon each other at most."""
_NAMES: Mapping[Geometry, Later] = {"plain": later("plain cosine"), "centred": later("cosine with the mean taken away")}
_GRID = "#454850"


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values from ``low`` to ``high`` across the picture."""

    low: float
    high: float

    def x(self, value: float) -> float:
        return MARGIN + _INNER + (value - self.low) / (self.high - self.low) * (WIDTH - 2 * MARGIN - 2 * _INNER)


def relation_plot(view: Relation) -> Picture:
    """Draw the cosines by both geometries, one below the other."""
    sheet = Sheet()
    letter = label_of(view.letter.text)
    plain = label_of(view.letter.text.strip() or view.letter.text)
    sheet.title(tr("How near {token} is to words with and without {letter}", token=letter, letter=plain))
    shown: Mapping[Geometry, LetterCosines] = {"plain": view.plain, "centred": view.centred}
    for name, cosines in shown.items():
        _draw(sheet, str(_NAMES[name]), cosines, plain)
        sheet.y += 12
    words = len(view.plain.with_letter) + len(view.plain.without_letter)
    return sheet.picture(_alt(shown, letter), words, foot=0)


def _draw(sheet: Sheet, name: str, cosines: LetterCosines, letter: str) -> None:
    sheet.paragraph(name, 20)
    values = [cosine for group in (cosines.with_letter, cosines.without_letter) for _, cosine in group]
    low = floor(min([*values, 0.0]) * 10) / 10
    scale = _Scale(low, max(ceil(max([*values, 0.0]) * 10) / 10, low + 0.2))
    with_it, without = len(cosines.with_letter), len(cosines.without_letter)
    told = plural("with {letter}: {n} word", "with {letter}: {n} words", with_it, letter=letter)
    _draw_group(sheet, told, cosines.with_letter, cosines.mean_with, scale, filled=True)
    told = plural("without {letter}: {n} word", "without {letter}: {n} words", without, letter=letter)
    _draw_group(sheet, told, cosines.without_letter, cosines.mean_without, scale, filled=False)
    _draw_axis(sheet, scale, (scale.low, 0, scale.high), 1)
    _draw_difference(sheet, cosines)


def _draw_group(
    sheet: Sheet, name: str, words: Sequence[tuple[str, float]], mean: float, scale: _Scale, *, filled: bool
) -> None:
    """Dots in a row, those at the same place upon each other, and a bar at their mean."""
    ink = PINK if filled else FAINT
    said = separated([name, *([tr("mean {cosine}", cosine=signed(mean))] if words else [])])
    sheet.write((MARGIN, sheet.y + TEXT), said, TEXT, ink, room=WIDTH - 2 * MARGIN)
    levels = _levels([scale.x(cosine) for _, cosine in words])
    high = max(levels, default=0)
    step = min(2 * _RADIUS + 1, _PILE / max(high, 1))
    bottom = sheet.y + 34 + 2 * _RADIUS + high * step
    if words:
        sheet.line([(scale.x(mean), sheet.y + 28), (scale.x(mean), bottom + 6)], YELLOW, 4)
    for (_, cosine), level in zip(words, levels, strict=True):
        place = (scale.x(cosine), bottom - _RADIUS - level * step)
        sheet.circle(place, _RADIUS, ink, None if filled else 2)
    sheet.y = bottom + 12


def _levels(places: Sequence[float]) -> list[int]:
    """How high each dot lies, so that none covers another."""
    levels = [0] * len(places)
    ends: list[float] = []
    for at in sorted(range(len(places)), key=lambda at: places[at]):
        x = places[at]
        free = (level for level, end in enumerate(ends) if x - end >= 2 * _RADIUS)
        levels[at] = next(free, len(ends))
        if levels[at] == len(ends):
            ends.append(x)
        ends[levels[at]] = x
    return levels


def _draw_axis(sheet: Sheet, scale: _Scale, ticks: Sequence[float], digits: int) -> None:
    ends = [(scale.x(value), sheet.y) for value in (scale.low, scale.high)]
    sheet.line(ends, _GRID)
    for tick in dict.fromkeys(ticks):
        x = scale.x(tick)
        sheet.line([(x, sheet.y), (x, sheet.y + 6)], FAINT)
        sheet.write((x, sheet.y + 25), signed(tick, digits), TEXT, FAINT, 0.5)
    sheet.y += 34


def _draw_difference(sheet: Sheet, cosines: LetterCosines) -> None:
    """The difference of the means as a dot with its interval, on an axis whose zero is a line."""
    low, high = cosines.interval
    far = max(ceil(max(abs(low), abs(high), abs(cosines.difference)) * 20) / 20, 0.05)
    scale = _Scale(-far, far)
    sheet.paragraph(
        tr(
            "difference of the means {difference}, 95% {low} to {high}",
            difference=signed(cosines.difference),
            low=signed(low),
            high=signed(high),
        )
    )
    y = sheet.y + 14
    sheet.line([(scale.x(0), y - 12), (scale.x(0), y + 16)], INK, 2, (4, 3))
    sheet.line([(scale.x(low), y), (scale.x(high), y)], YELLOW, 4)
    for end in (low, high):
        sheet.line([(scale.x(end), y - 8), (scale.x(end), y + 8)], YELLOW, 3)
    sheet.circle((scale.x(cosines.difference), y), 8, YELLOW)
    sheet.y = y + 18
    _draw_axis(sheet, scale, (-far, 0, far), 2)
    sheet.paragraph(_finding(cosines), ink=YELLOW)


def _finding(cosines: LetterCosines) -> str:
    low, high = cosines.interval
    if low <= 0 <= high:
        return tr("Zero is inside: no difference to be told")
    return tr("Words with the letter are nearer") if low > 0 else tr("Words with the letter are farther")


def _alt(shown: Mapping[Geometry, LetterCosines], letter: str) -> str:
    said = [tr("How near the letter {letter} is to words.", letter=letter)]
    for name, each in shown.items():
        said += [_means(name, each), stopped(_finding(each)), _ends(each)]
    return sentences(filter(None, said))


def _means(name: Geometry, cosines: LetterCosines) -> str:
    low, high = map(signed, cosines.interval)
    values = {"mean": signed(cosines.mean_with), "other": signed(cosines.mean_without), "low": low, "high": high}
    values |= {"number": number(len(cosines.without_letter)), "difference": signed(cosines.difference)}
    if name == "plain":
        return plural(
            "By plain cosine the {n} word with it has {mean} on average, the {number} without {other}: "
            "a difference of {difference} (95% {low} to {high}).",
            "By plain cosine the {n} words with it have {mean} on average, the {number} without {other}: "
            "a difference of {difference} (95% {low} to {high}).",
            len(cosines.with_letter),
            **values,
        )
    return plural(
        "By cosine with the mean taken away the {n} word with it has {mean} on average, the {number} without {other}: "
        "a difference of {difference} (95% {low} to {high}).",
        "By cosine with the mean taken away the {n} words with it have {mean} on average, the {number} without "
        "{other}: a difference of {difference} (95% {low} to {high}).",
        len(cosines.with_letter),
        **values,
    )


def _ends(cosines: LetterCosines) -> str:
    words = sorted([*cosines.with_letter, *cosines.without_letter], key=lambda each: -each[1])
    if len(words) < 2:
        return ""
    nearest, farthest = (label_of(word).replace("␣", " ") for word, _ in (words[0], words[-1]))
    return tr("Nearest: {nearest}, farthest: {farthest}.", nearest=nearest, farthest=farthest)
