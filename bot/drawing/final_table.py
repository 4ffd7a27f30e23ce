"""Who has won a quiz, as a picture to share: a bar for each, the first on top, and the model's last."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing.bars import HATCHED, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.fonts import legible
from bot.drawing.picture import Picture, picture
from bot.language import number, plural, tr
from bot.sentences import apart, sentences, stopped


@dataclass(frozen=True, slots=True)
class Final:
    """What somebody has in the end; ``place`` is a medal or a number, and the model has none."""

    place: str
    name: str
    points: int
    right: int
    answered: int


def final_table(title: str, finals: Sequence[Final]) -> Picture:
    """Draw at least one, in their order; bars are as long as there are points, and those below 0 have none."""
    rows = [
        Category(
            f"{each.place} {legible(each.name)}".strip(),
            [Bar(max(each.points, 0), number(each.points), SOLID if each.place else HATCHED)],
            detail=tr("{right} of {answered} right", right=each.right, answered=each.answered),
        )
        for each in finals
    ]
    chart = bar_chart(title, rows, axis=Axis(high=100))
    said = apart(
        plural(
            "{name}, {n} point, {right} of {answered} right",
            "{name}, {n} points, {right} of {answered} right",
            each.points,
            name=f"{each.place} {each.name}".strip(),
            right=each.right,
            answered=each.answered,
        )
        for each in finals
    )
    return picture(chart, sentences([stopped(title), said]), len(rows))
