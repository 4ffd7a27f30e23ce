"""What came of a training, in words."""

from collections.abc import Sequence
from math import log

from bot.drawing import signed
from bot.drawing.loss_chart import loss_words
from bot.lab.course import exploded_at, rising_since, sound
from bot.lab.plan import Frame, Training
from bot.lab.together import together
from bot.language import number, tr
from bot.sentences import sentences
from bot.services.trainings import Run
from bot.ui.text import code, plain

_SHOWN = 60
"""Characters of what a network writes."""


def how_it_ended(run: Run) -> str:
    """Why it ended before its last step; nothing where it came to that."""
    training = run.training
    step, steps = training.frames[-1].step if training.frames else 0, training.plan.steps
    seed = str(training.plan.seed)
    match training.ended:
        case "stopped":
            return tr(
                "**Stopped** after step {step} of {steps}, the last that was looked at, seed {seed}.",
                step=step,
                steps=steps,
                seed=seed,
            )
        case "lost":
            return tr(
                "**Cut short** after step {step} of {steps}, the last that was looked at, seed {seed}: {why}",
                step=step,
                steps=steps,
                seed=seed,
                why=plain(run.trouble, 300),
            )
        case _:
            return ""


def finding(training: Training) -> str:
    """What came of a training, in words that are safe to show."""
    frames = training.frames
    if not frames:
        return ""
    last, said = frames[-1], _losses(frames[0], frames[-1])
    if (burst := exploded_at(frames)) is not None:
        parts = [
            tr("**It had exploded by step {step}:** the learning rate is too large, so steps overshoot.", step=burst),
            said,
        ]
        if not sound(last):
            parts.append(tr("What it computes grew too large for the machine: these are no numbers (NaN)."))
        return sentences(parts)
    evenly = log(max(2, len(training.tokens)))
    if last.train_loss > evenly * 1.05:
        return sentences([said, _worse(evenly, stopped=training.ended == "stopped")])
    if best := rising_since(frames):
        rises = tr(
            "On those it was lowest at step {step}, {loss}: since then it fits the lines that it learns from better, "
            "and others worse.",
            step=best.step,
            loss=loss_words(best.held_out_loss),
        )
        return sentences([said, rises])
    return said


def _losses(first: Frame, last: Frame) -> str:
    learnt = tr(
        "Its **loss**, its surprise at the next token in nats (0: certain and right), went from {first} to **{last}** "
        "on lines that it learns from.",
        first=loss_words(first.train_loss),
        last=loss_words(last.train_loss),
    )
    apart = tr(
        "On lines kept apart it went from {first} to **{last}**.",
        first=loss_words(first.held_out_loss),
        last=loss_words(last.held_out_loss),
    )
    return sentences([learnt, apart])


def _worse(evenly: float, *, stopped: bool) -> str:
    loss = number(evenly, 2)
    if stopped:
        return tr("That is worse than guessing evenly ({loss}), so far.", loss=loss)
    return tr("That is worse than guessing evenly ({loss}): the learning rate is too large for it.", loss=loss)


def alike_words(training: Training, alike: Sequence[str]) -> str:
    """How near the tokens that are used alike have come to each other."""
    if len(alike) != 2 or not training.frames or exploded_at(training.frames) is not None:
        return ""
    one, other = alike
    seen = together(training, (one, other))
    return tr(
        "**{one}** and **{other}** are used alike: the cosine of their vectors, without the mean of all, went from "
        "{before} to **{now}**. Of other pairs it is {others} on average, and {nearer} of {pairs} are nearer.",
        one=plain(one),
        other=plain(other),
        before=signed(seen.start),
        now=signed(seen.now),
        others=signed(seen.others),
        nearer=seen.nearer,
        pairs=seen.pairs,
    )


def written(training: Training) -> str:
    """What it writes at its prompts."""
    if not training.frames:
        return ""
    pairs = zip(training.plan.prompts, training.frames[-1].written, strict=False)
    lines = [
        f"{code(prompt) if prompt else tr('from nothing')} → {code(prompt + written, _SHOWN)}"
        for prompt, written in pairs
    ]
    return "\n".join([tr("It writes:"), *lines])
