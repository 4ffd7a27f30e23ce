"""A training as far as it has come: its losses, what it expects next, and a map of its token vectors."""

from collections.abc import Sequence

from bot.drawing.chips import label_of, percent
from bot.drawing.lines import fitted, length
from bot.drawing.loss_chart import draw_losses, loss_words
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Box, Sheet
from bot.drawing.theme import FAINT, INK, PINK, WIDTH
from bot.drawing.training_map import draw_map, places_of, token_looks
from bot.lab.course import exploded_at, rising_since, sound
from bot.lab.plan import Frame, Training
from bot.tokens import count

_PANELS = 236
"""Pixels from top to bottom of the losses with the bars beside them."""
_MIDDLE = 300
"""Pixels from the left to the bars."""
_BARS, _ROW, _WIDEST_LABEL = 6, 33, 84


def training_card(training: Training, alike: Sequence[str] = ()) -> Picture:
    """Draw the newest frame of a training that has one; the axes of the map are its own. ``alike`` tokens stand out."""
    sheet, frame = Sheet(), training.frames[-1]
    looks = token_looks(training, alike)
    draw_frame(sheet, training, training.frames)
    map_title(sheet, training, "axes of this step")
    draw_map(sheet, places_of([frame])[0], looks, {})
    return sheet.picture(training_alt(training), len(looks.labelled))


def draw_frame(sheet: Sheet, training: Training, frames: Sequence[Frame]) -> None:
    """Draw all but the map of the last of ``frames``, which are the first of ``training``."""
    plan, frame = training.plan, frames[-1]
    sheet.title(f"Step {frame.step:,} of {plan.steps:,} · rate {plan.rate:g} · seed {plan.seed}")
    top, bottom = sheet.y, sheet.y + _PANELS
    draw_losses(sheet, training, frames, (MARGIN, top, _MIDDLE - 24, bottom))
    _draw_bars(sheet, training, frame, (_MIDDLE, top, WIDTH - MARGIN, bottom))
    sheet.y = bottom + 4


def map_title(sheet: Sheet, training: Training, axes: str) -> None:
    """Say what the map is of, and whose ``axes`` it has."""
    said = f"{count(len(training.tokens), 'vector')} of {training.plan.width} numbers · {axes}"
    sheet.write((MARGIN, sheet.y + TEXT), said, TEXT, FAINT)
    sheet.y += 28


def _draw_bars(sheet: Sheet, training: Training, frame: Frame, box: Box) -> None:
    left, top, right, _ = box
    sheet.write((left, top + TEXT), fitted(f"next {_where(training)}", TEXT, right - left), TEXT)
    if not frame.likeliest:
        sheet.write((left, top + 58), "no numbers any more", TEXT, FAINT)
    shown = frame.likeliest[:_BARS]
    names = [fitted(label_of(token), TEXT, _WIDEST_LABEL) for token, _ in shown]
    start = left + max((length(name, TEXT) for name in names), default=0) + 10
    for row, (name, (_, share)) in enumerate(zip(names, shown, strict=True)):
        y, said = top + 34 + row * _ROW, percent(share)
        room = right - start - length(">99%", TEXT) - 8
        sheet.write((start - 10, y + 19), name, TEXT, INK, 1)
        sheet.box((start, y, start + max(2, room * share), y + 25), PINK)
        sheet.write((start + max(2, room * share) + 7, y + 19), said, TEXT)


def training_alt(training: Training) -> str:
    """What the newest frame shows, for those who cannot see it."""
    first, last = training.frames[0], training.frames[-1]
    said = (
        f"Step {last.step:,} of {training.plan.steps:,}. The loss on what is learnt went from "
        f"{loss_words(first.train_loss)} to {loss_words(last.train_loss)}, on lines kept apart from "
        f"{loss_words(first.held_out_loss)} to {loss_words(last.held_out_loss)} nats a token."
    )
    if (burst := exploded_at(training.frames)) is not None:
        said += f" It had exploded by step {burst:,}."
        said += "" if sound(last) else " What it computes are no numbers any more."
    if best := rising_since(training.frames):
        said += f" On those it was lowest, {loss_words(best.held_out_loss)}, at step {best.step:,}."
    if last.likeliest:
        likeliest = ", ".join(f"{label_of(token)} {percent(share)}" for token, share in last.likeliest[:_BARS])
        said += f" Likeliest {_where(training)}: {likeliest}."
    return said + f" Below, a map of {count(len(training.tokens), 'token vector')}."


def _where(training: Training) -> str:
    """After what the next token is told."""
    prompt = label_of(training.plan.prompts[0]).replace("␣", " ")
    return f"after “{prompt}”" if prompt else "at a line's start"
