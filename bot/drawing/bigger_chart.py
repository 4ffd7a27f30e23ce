"""Held-out loss against the size of the network: a dot a seed, and a line through the means."""

from collections.abc import Sequence
from math import ceil, floor, log10

from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Place, Sheet
from bot.drawing.theme import FAINT, GROUND, INK, PINK, WIDTH, YELLOW
from bot.lab.bigger import SEEDS, Grown
from bot.language import number, tr
from bot.sentences import apart, sentences, separated, stopped

_GRID = "#454850"
_TALL = 320
"""Pixels of the chart from top to bottom."""
_LEFT, _RIGHT = MARGIN + 74, WIDTH - MARGIN - 52
"""Where the smallest and the largest network are."""


class _Scale:
    """Where a network of so many parameters, on a logarithmic axis, and with such a loss is drawn."""

    def __init__(self, found: Sequence[Grown], losses: Sequence[float], top: float) -> None:
        self.low, self.high = floor(min(losses) * 10) / 10, ceil(max(losses) * 10) / 10
        self._first, self._last = (log10(each.parameters) for each in (found[0], found[-1]))
        self._top = top

    def place(self, parameters: float, loss: float) -> Place:
        across = (log10(parameters) - self._first) / (self._last - self._first)
        return _LEFT + (_RIGHT - _LEFT) * across, self.y(loss)

    def y(self, loss: float) -> float:
        return self._top + (self.high - loss) / (self.high - self.low) * _TALL


def bigger_chart(found: Sequence[Grown], here: Sequence[Grown] = (), *, brief: bool = False) -> Picture:
    """Draw all that was ``found``, from small to large, and crosses for what was trained ``here``.

    ``brief`` is in plain words.
    """
    sheet = Sheet(700)
    title = tr("Loss on unseen words, by the size of the network")
    sheet.title(title if brief else tr("Held-out loss, by the size of the network"))
    losses = [loss for each in (*found, *here) for loss in each.losses]
    scale = _Scale(found, losses, sheet.y + 56)
    if not brief:
        sheet.write((MARGIN, sheet.y + TEXT), tr("nats a letter"), TEXT, FAINT)
    _draw_axes(sheet, scale, found)
    sheet.line([scale.place(each.parameters, each.mean) for each in found], PINK, 3)
    for each in found:
        _draw_size(sheet, scale, each)
    for each in here:
        for loss in each.losses:
            _draw_cross(sheet, scale.place(each.parameters, loss))
    sheet.y = scale.y(scale.low) + 66
    rings = tr("ring: one of {times} trainings · line: their mean", times=len(SEEDS))
    sheet.paragraph(rings if brief else tr("ring: one of {seeds} seeds · line: their mean", seeds=len(SEEDS)), ink=PINK)
    if here:
        sheet.paragraph(tr("cross: trained here, just now"), ink=YELLOW)
    return sheet.picture(
        sentences([stopped(title), stopped(_each(found))]) if brief else _alt(found, here), len(losses)
    )


def _draw_axes(sheet: Sheet, scale: _Scale, found: Sequence[Grown]) -> None:
    tenths = range(round(scale.low * 10), round(scale.high * 10) + 1)
    for tenth in tenths:
        y = scale.y(tenth / 10)
        sheet.line([(MARGIN + 40, y), (WIDTH - MARGIN, y)], _GRID)
        sheet.write((MARGIN + 32, y + 6), number(tenth / 10, 1), TEXT, FAINT, 1)
    foot = scale.y(scale.low)
    for each in found:
        x, _ = scale.place(each.parameters, scale.low)
        sheet.line([(x, foot), (x, foot + 6)], FAINT)
        sheet.write((x, foot + 26), number(each.parameters), TEXT, INK, 0.5)
    sheet.write(
        (WIDTH - MARGIN, foot + 52), tr("parameters, on a logarithmic axis"), TEXT, FAINT, 1, room=WIDTH - 2 * MARGIN
    )


def _draw_size(sheet: Sheet, scale: _Scale, grown: Grown) -> None:
    for loss in grown.losses:
        place = scale.place(grown.parameters, loss)
        sheet.circle(place, 6, GROUND)
        sheet.circle(place, 6, PINK, 2)
    x, y = scale.place(grown.parameters, max(grown.losses))
    sheet.write((x, y - 16), number(grown.mean, 2), TEXT, INK, 0.5)


def _draw_cross(sheet: Sheet, place: Place) -> None:
    x, y = place
    sheet.line([(x - 8, y - 8), (x + 8, y + 8)], YELLOW, 2.5)
    sheet.line([(x - 8, y + 8), (x + 8, y - 8)], YELLOW, 2.5)


def _each(found: Sequence[Grown]) -> str:
    return apart(
        tr(
            "{number} parameters {mean} ({losses})",
            number=grown.parameters,
            mean=number(grown.mean, 2),
            losses=separated(number(loss, 2) for loss in grown.losses),
        )
        for grown in found
    )


def _alt(found: Sequence[Grown], here: Sequence[Grown]) -> str:
    falls = tr(
        "A falling line: from {few} to {many} parameters the mean held-out loss goes from {high} to {low} nats a "
        "letter.",
        few=found[0].parameters,
        many=found[-1].parameters,
        high=number(found[0].mean, 2),
        low=number(found[-1].mean, 2),
    )
    said = sentences([falls, stopped(_each(found))])
    if here:
        trained = separated(
            tr("{loss} at {parameters}", loss=number(grown.mean, 2), parameters=grown.parameters) for grown in here
        )
        said += f" {tr('Trained here again: {losses}.', losses=trained)}"
    return said
