"""``strawberry lab train``: a small network trained from its random start, as a table, as numbers, or as a film."""

import asyncio
import contextlib
import math
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import ConfigOption, Json, JsonOption, do, print_json, save, stderr, stdout
from bot.errors import InputError

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from rich.table import Table

    from bot.config import Settings
    from bot.lab.plan import Frame, Plan, Training
    from bot.lab.presets import Preset

_MOST_STEPS = 20_000


def train(
    text: Annotated[
        str, typer.Argument(metavar="[TEXT]", help="What is learnt, an example a line; - reads it from standard input.")
    ] = "",
    preset: Annotated[str, typer.Option(help="Where there is no TEXT: names, states or language.")] = "names",
    seed: Annotated[int, typer.Option(help="What its chance follows from.", min=0, max=2**31 - 1)] = 0,
    rate: Annotated[float | None, typer.Option(help="The learning rate, such as 0.003.")] = None,
    steps: Annotated[int | None, typer.Option(help="How long it learns.", min=1, max=_MOST_STEPS)] = None,
    gif: Annotated[Path | None, typer.Option(help="Write the film to this file.")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Train a small network, as in: strawberry lab train --preset language --seed 7 --json."""

    async def learn(settings: "Settings") -> None:
        from bot.lab.examples import read
        from bot.lab.plan import Training

        chosen = _chosen(sys.stdin.read() if text == "-" else text, preset)
        plan = _planned(chosen.plan, seed, rate, steps)
        tokens = read(plan).tokens
        training = Training(plan, tokens, await _trained(settings, plan), "done")
        if gif:
            from bot.drawing.training_film import training_film

            film = await asyncio.to_thread(training_film, training, chosen.alike or ())
            save(film.data, gif)
        if as_json:
            print_json(training_json(training))
        elif gif is None:
            stdout.print(_table(training))
            if chosen.alike:
                stdout.print(_together(training, chosen.alike))

    do(learn, config)


def training_json(training: "Training") -> Json:
    """What is seen of a training; what is no number, or infinite, is null.

    ``points`` are the places of the ``tokens``, in their order, on the two axes of the last frame.
    """
    from bot.lab.projection import points_of

    frames, points = training.frames, points_of(training.frames)
    return {
        "title": training.plan.title,
        "seed": training.plan.seed,
        "rate": training.plan.rate,
        "tokens": training.tokens,
        "losses": [
            {"step": each.step, "train": _number(each.train_loss), "held_out": _number(each.held_out_loss)}
            for each in frames
        ],
        "frames": [
            {
                "step": each.step,
                "written": each.written,
                "likeliest": [{"text": token, "probability": share} for token, share in each.likeliest],
                "points": [[_number(x), _number(y)] for x, y in places.tolist()],
            }
            for each, places in zip(frames, points, strict=True)
        ],
    }


def _chosen(text: str, preset: str) -> "Preset":
    from bot.lab.presets import Preset, own_text, presets

    if text:
        return Preset("", "", own_text(text))
    if preset not in presets():
        raise InputError(f"There is no preset “{preset}”. Choose one of: {', '.join(presets())}.")
    return presets()[preset]


def _planned(plan: "Plan", seed: int, rate: float | None, steps: int | None) -> "Plan":
    """``plan`` with what was asked for in its place. Raises ``InputError`` where no such rate is possible."""
    if rate is None:
        rate = plan.rate
    if not 0 < rate < math.inf:
        raise InputError("A learning rate is a number above 0, such as 0.003.")
    return replace(plan, seed=seed, rate=rate, steps=steps or plan.steps)


async def _trained(settings: "Settings", plan: "Plan") -> tuple["Frame", ...]:
    """All frames, with a bar in a terminal."""
    from rich.progress import Progress

    from bot.lab.plan import Train
    from bot.services.laboratory import Laboratory

    laboratory = Laboratory(settings)
    frames = []
    try:
        with Progress(console=stderr, transient=True, disable=not stderr.is_terminal) as progress:
            task = progress.add_task("Training", total=plan.steps)
            async with contextlib.aclosing(laboratory.stream(Train(plan))) as coming:
                async for frame in coming:
                    frames.append(frame)
                    progress.update(task, completed=frame.step)
    finally:
        await laboratory.close()
    return tuple(frames)


def _table(training: "Training") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table("step", "learnt", "kept apart", "writes", box=None, pad_edge=False, title=training.plan.title)
    for frame in training.frames:
        losses = (f"{loss:.3f}" for loss in (frame.train_loss, frame.held_out_loss))
        table.add_row(str(frame.step), *losses, Text(_lines(training.plan.prompts, frame.written)))
    return table


def _lines(prompts: Sequence[str], written: Sequence[str]) -> str:
    return " · ".join(prompt + rest for prompt, rest in zip(prompts, written, strict=True))


def _together(training: "Training", pair: tuple[str, str]) -> str:
    from bot.lab.together import together

    seen = together(training, pair)
    return (
        f"{' and '.join(pair)}: cosine without the mean of all {seen.now:.2f}; other pairs "
        f"{seen.others:.2f}; at the start {seen.start:.2f}"
    )


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
