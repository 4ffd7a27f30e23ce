"""Who has won a quiz, as a picture to share: a bar for each, the first on top, and the model's last."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing.bars import HATCHED, SOLID, Axis, Bar, Category, bar_chart
from bot.drawing.fonts import legible
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import FAINT
from bot.language import number, plural, tr
from bot.sentences import apart, aside, sentences, stopped


@dataclass(frozen=True, slots=True)
class Final:
    """What somebody has in the end: ``right`` of so many that were ``asked``; ``place`` is a medal, a number or empty.

    ``outside`` says that they are outside the ranking, as the model is.
    """

    place: str
    name: str
    points: int
    right: int
    asked: int
    outside: str = ""


def final_table(title: str, finals: Sequence[Final]) -> Picture:
    """Draw at least one, in their order; bars are as long as there are points, and those below 0 have none."""
    rows = [
        Category(
            f"{each.place} {legible(each.name)}".strip(),
            [Bar(max(each.points, 0), number(each.points), HATCHED if each.outside else SOLID)],
            detail=tr("{right} of {answered} right", right=each.right, answered=each.asked),
            notes=[(each.outside, FAINT)] if each.outside else (),
        )
        for each in finals
    ]
    chart = bar_chart(title, rows, axis=Axis(high=100))
    return picture(chart, sentences([stopped(title), apart(map(_told, finals))]), len(rows))


def _told(final: Final) -> str:
    said = plural(
        "{name}, {n} point, {right} of {answered} right",
        "{name}, {n} points, {right} of {answered} right",
        final.points,
        name=f"{final.place} {final.name}".strip(),
        right=final.right,
        answered=final.asked,
    )
    return aside(said, final.outside) if final.outside else said
