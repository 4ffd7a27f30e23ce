"""A training as far as it has come: its losses, what it expects next, and a map of its token vectors."""

from collections.abc import Sequence

from bot.drawing.chips import label_of, probability_text, shortest
from bot.drawing.lines import fitted, length
from bot.drawing.loss_chart import draw_losses, loss_words
from bot.drawing.picture import Picture
from bot.drawing.sheet import MARGIN, TEXT, Box, Sheet
from bot.drawing.theme import FAINT, INK, PINK, WIDTH
from bot.drawing.training_map import draw_map, places_of, token_looks
from bot.lab.course import exploded_at, rising_since, sound
from bot.lab.plan import Frame, Training
from bot.language import plural, tr
from bot.sentences import sentences, separated

_PANELS = 236
"""Pixels from top to bottom of the losses with the bars beside them."""
_MIDDLE = 300
"""Pixels from the left to the bars."""
_BARS, _ROW, _WIDEST_LABEL = 6, 33, 84


def training_card(training: Training, alike: Sequence[str] = (), *, brief: bool = False) -> Picture:
    """Draw the newest frame of a training that has one; the axes of the map are its own. ``alike`` tokens stand out.

    ``brief`` is without how it was set up, for those who have not done so.
    """
    sheet, frame = Sheet(), training.frames[-1]
    looks = token_looks(training, alike)
    draw_frame(sheet, training, training.frames, brief=brief)
    map_title(sheet, training, tr("axes of this step"))
    draw_map(sheet, places_of([frame])[0], looks, {})
    return sheet.picture(_brief_alt(training) if brief else training_alt(training), len(looks.labelled))


def draw_frame(sheet: Sheet, training: Training, frames: Sequence[Frame], *, brief: bool = False) -> None:
    """Draw all but the map of the last of ``frames``, which are the first of ``training``."""
    plan, frame = training.plan, frames[-1]
    step = tr("Step {step} of {steps}", step=frame.step, steps=plan.steps)
    rate, seed = tr("rate {rate}", rate=shortest(plan.rate)), tr("seed {seed}", seed=str(plan.seed))
    sheet.title(step if brief else f"{step} · {rate} · {seed}")
    top, bottom = sheet.y, sheet.y + _PANELS
    draw_losses(sheet, training, frames, (MARGIN, top, _MIDDLE - 24, bottom))
    _draw_bars(sheet, training, frame, (_MIDDLE, top, WIDTH - MARGIN, bottom))
    sheet.y = bottom + 4


def map_title(sheet: Sheet, training: Training, axes: str) -> None:
    """Say what the map is of, and whose ``axes`` it has."""
    vectors = plural(
        "{n} vector of {width} numbers",
        "{n} vectors of {width} numbers",
        len(training.tokens),
        width=training.plan.width,
    )
    sheet.write((MARGIN, sheet.y + TEXT), f"{vectors} · {axes}", TEXT, FAINT, room=WIDTH - 2 * MARGIN)
    sheet.y += 28


def _draw_bars(sheet: Sheet, training: Training, frame: Frame, box: Box) -> None:
    left, top, right, _ = box
    prompt = _prompt(training)
    following = tr("next after “{text}”", text=prompt) if prompt else tr("next at a line's start")
    sheet.write((left, top + TEXT), fitted(following, TEXT, right - left), TEXT)
    if not frame.likeliest:
        sheet.write((left, top + 58), tr("no numbers any more"), TEXT, FAINT, room=right - left)
    shown = frame.likeliest[:_BARS]
    names = [fitted(label_of(token), TEXT, _WIDEST_LABEL) for token, _ in shown]
    start = left + max((length(name, TEXT) for name in names), default=0) + 10
    for row, (name, (_, share)) in enumerate(zip(names, shown, strict=True)):
        y, said = top + 34 + row * _ROW, probability_text(share)
        room = right - start - length(probability_text(1), TEXT) - 8
        sheet.write((start - 10, y + 19), name, TEXT, INK, 1)
        sheet.box((start, y, start + max(2, room * share), y + 25), PINK)
        sheet.write((start + max(2, room * share) + 7, y + 19), said, TEXT)


def training_alt(training: Training) -> str:
    """What the newest frame shows, for those who cannot see it."""
    first, last = training.frames[0], training.frames[-1]
    said = [
        tr("Step {step} of {steps}.", step=last.step, steps=training.plan.steps),
        tr(
            "The loss on what is learnt went from {first} to {last}, on lines kept apart from {first_apart} to "
            "{last_apart} nats a token.",
            first=loss_words(first.train_loss),
            last=loss_words(last.train_loss),
            first_apart=loss_words(first.held_out_loss),
            last_apart=loss_words(last.held_out_loss),
        ),
    ]
    if (burst := exploded_at(training.frames)) is not None:
        said.append(tr("It had exploded by step {step}.", step=burst))
        said += [] if sound(last) else [tr("What it computes are no numbers any more.")]
    if best := rising_since(training.frames):
        loss = loss_words(best.held_out_loss)
        said.append(tr("On those it was lowest, {loss}, at step {step}.", loss=loss, step=best.step))
    if last.likeliest:
        said.append(_likeliest_alt(_prompt(training), last))
    said.append(plural("Below, a map of {n} token vector.", "Below, a map of {n} token vectors.", len(training.tokens)))
    return sentences(said)


def _brief_alt(training: Training) -> str:
    """The same without units, what it is that is seen first."""
    last = training.frames[-1]
    said = [
        tr("A training as a picture: its losses as curves, what it expects next as bars, its token vectors as a map."),
        tr("Step {step} of {steps}.", step=last.step, steps=training.plan.steps),
    ]
    if last.likeliest:
        said.append(_likeliest_alt(_prompt(training), last))
    return sentences(said)


def _likeliest_alt(prompt: str, frame: Frame) -> str:
    tokens = separated(f"{label_of(token)} {probability_text(share)}" for token, share in frame.likeliest[:_BARS])
    if prompt:
        return tr("Likeliest after “{text}”: {tokens}.", text=prompt, tokens=tokens)
    return tr("Likeliest at a line's start: {tokens}.", tokens=tokens)


def _prompt(training: Training) -> str:
    """After what the next token is told; nothing at the start of a line."""
    return label_of(training.plan.prompts[0]).replace("␣", " ")
