"""How often a member was right in quizzes, topic by topic, beside the model."""

from collections.abc import Mapping

from PIL import Image

from bot.drawing.hatching import fill_box
from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import Picture, picture
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH
from bot.quiz import TopicRecord

_MARGIN, _TITLE_HEIGHT, _ROW, _LEGEND_ROW = 16, 52, 60, 28
_LABEL_WIDTH, _LONGEST = 192, 160
"""Pixels of a topic's name, and of the bar of whoever was always right; the rest is for the numbers."""
_BARS = _MARGIN + _LABEL_WIDTH + 12
_TITLE_SIZE, _LABEL_SIZE, _SIZE = 22, 20, 18
_LEGEND = ((PINK, False, "you"), (FAINT, True, "the model, in those of your rounds that it played"))
"""Colour, whether it is hatched, and what that means."""


def record_bars(records: Mapping[str, TopicRecord]) -> Picture:
    """Draw how much of each topic was answered rightly, from top to bottom; the keys are the names of the topics.

    There has to be at least one, and each has at least one answer.
    """
    legend = _TITLE_HEIGHT + _ROW * len(records) + 8
    canvas = Image.new("RGB", (WIDTH, legend + _LEGEND_ROW * len(_LEGEND) + _MARGIN), GROUND)
    write(canvas, (_MARGIN, 35), "How often you were right", _TITLE_SIZE, INK)
    for number, (name, record) in enumerate(records.items()):
        top = _TITLE_HEIGHT + number * _ROW
        label = fitted(name, _LABEL_SIZE, _LABEL_WIDTH)
        write(canvas, (_MARGIN + _LABEL_WIDTH - length(label, _LABEL_SIZE), top + 33), label, _LABEL_SIZE, INK)
        _draw_bar(canvas, top + 4, record.right, record.answered, hatched=False)
        _draw_bar(canvas, top + 29, record.model_right, record.model_answered, hatched=True)
    for number, (colour, hatched, meaning) in enumerate(_LEGEND):
        top = legend + _LEGEND_ROW * number
        fill_box(canvas, (_MARGIN, top + 6, _MARGIN + 26, top + 22), colour, hatched=hatched)
        write(canvas, (_MARGIN + 36, top + 20), meaning, _SIZE, INK)
    said = "; ".join(_read_out(name, record) for name, record in records.items())
    return picture(canvas, f"Bars: how often you were right, and the model in rounds of yours. {said}", len(records))


def _draw_bar(canvas: Image.Image, top: int, right: int, answered: int, *, hatched: bool) -> None:
    colour = FAINT if hatched else PINK
    end = _BARS
    if answered:
        end += max(2, round(_LONGEST * right / answered))
        fill_box(canvas, (_BARS, top, end, top + 21), colour, hatched=hatched)
    write(canvas, (end + 8 if answered else end, top + 18), _share(right, answered), _SIZE, colour)


def _share(right: int, answered: int) -> str:
    return f"{right / answered:.0%} of {answered:,}" if answered else "did not play"


def _read_out(name: str, record: TopicRecord) -> str:
    model = _share(record.model_right, record.model_answered)
    return f"{name}: you {_share(record.right, record.answered)}, the model {model}"
