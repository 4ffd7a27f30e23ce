"""The losses of a training while it goes on: on what it learns, and on what is kept from it."""

from collections.abc import Sequence
from math import isfinite, isnan, log

from bot.drawing.lines import length
from bot.drawing.sheet import TEXT, Box, Place, Sheet
from bot.drawing.theme import FAINT, INK, PINK, YELLOW
from bot.lab.course import exploded_at, sound
from bot.lab.plan import Frame, Training
from bot.language import number, tr

_SPARE = 1.5
"""The chart reaches so many times as high as the loss of whoever guesses evenly."""
_TOP, _BOTTOM = 50, 26
"""Pixels of the legend above, and of the steps below."""
_DASH = (7, 4)


def loss_words(loss: float) -> str:
    """A loss in figures.

    >>> loss_words(2.345), loss_words(218.4), loss_words(1.2e30), loss_words(float("nan")), loss_words(float("inf"))
    ('2.35', '218', '1e+30', 'NaN', '∞')
    """
    if isnan(loss):
        return "NaN"
    if not isfinite(loss):
        return "∞"
    return number(loss, 2) if loss < 100 else number(loss) if loss < 100_000 else f"{loss:.0e}"


def draw_losses(sheet: Sheet, training: Training, frames: Sequence[Frame], box: Box) -> None:
    """Draw the losses of ``frames``, the first of ``training``, into ``box``; what is above its top goes along it."""
    left, top, right, bottom = box
    last = frames[-1]
    learnt = tr("learnt {loss}", loss=loss_words(last.train_loss))
    kept_apart = tr("kept apart {loss}", loss=loss_words(last.held_out_loss))
    _legend(sheet, (left, top), learnt, right, PINK, ())
    _legend(sheet, (left, top + 24), kept_apart, right, YELLOW, _DASH)
    plot: Box = (left, top + _TOP + 6, right, bottom - _BOTTOM)
    guessing = log(max(2, len(training.tokens)))
    highest = _SPARE * guessing
    y = _height(plot, guessing, highest)
    sheet.line([(plot[0], y), (plot[2], y)], FAINT, 1.5, (2, 4))
    sheet.write((plot[2], y + 17), tr("even guesses {loss}", loss=number(guessing, 2)), 16, FAINT, 1, room=right - left)
    sheet.line([(plot[0], plot[3]), (plot[2], plot[3])], FAINT, 1.5)
    steps = max(training.plan.steps, last.step)
    for ink, dash, losses in (
        (PINK, (), [(each.step, each.train_loss) for each in frames]),
        (YELLOW, _DASH, [(each.step, each.held_out_loss) for each in frames]),
    ):
        _curve(
            sheet,
            [(_across(plot, step, steps), _height(plot, loss, highest)) for step, loss in _finite(losses)],
            ink,
            dash,
        )
    _draw_steps(sheet, plot, steps)
    if sound(last) and max(last.train_loss, last.held_out_loss) > highest:
        sheet.write((plot[2], plot[1] + 20), tr("↑ off the chart"), 16, INK, 1, room=right - left)
    if (burst := exploded_at(frames)) is not None:
        _draw_burst(sheet, plot, _across(plot, burst, steps), burst)


def _finite(losses: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    return [(step, loss) for step, loss in losses if isfinite(loss)]


def _legend(sheet: Sheet, place: Place, said: str, right: float, ink: str, dash: Sequence[float]) -> None:
    x, y = place
    sheet.line([(x, y + 12), (x + 28, y + 12)], ink, 3, dash)
    sheet.write((x + 36, y + TEXT), said, TEXT, INK, room=right - x - 36)


def _curve(sheet: Sheet, points: Sequence[Place], ink: str, dash: Sequence[float]) -> None:
    if len(points) > 1:
        sheet.line(points, ink, 3, dash)
    if points:
        sheet.circle(points[-1], 4, ink)


def _across(plot: Box, step: int, steps: int) -> float:
    return plot[0] + (plot[2] - plot[0] - 6) * step / max(1, steps)


def _height(plot: Box, loss: float, highest: float) -> float:
    return plot[3] - (plot[3] - plot[1]) * min(1, max(0, loss) / highest)


def _draw_steps(sheet: Sheet, plot: Box, steps: int) -> None:
    sheet.write((plot[0], plot[3] + 20), "0", 16, FAINT)
    sheet.write((plot[2], plot[3] + 20), tr("{steps} steps", steps=steps), 16, FAINT, 1)


def _draw_burst(sheet: Sheet, plot: Box, x: float, step: int) -> None:
    """Where the losses end because they are no numbers any more."""
    sheet.line([(x, plot[1]), (x, plot[3])], PINK, 2, (5, 4))
    for dx, dy in ((7, 7), (7, -7)):
        sheet.line([(x - dx, plot[1] + 12 - dy), (x + dx, plot[1] + 12 + dy)], PINK, 4)
    said = tr("exploded by step {step}", step=step)
    beside = length(said, 16) < plot[2] - x - 14
    place = (x + 14 if beside else x - 14, plot[1] + 90)
    sheet.write(place, said, 16, INK, 0 if beside else 1)
