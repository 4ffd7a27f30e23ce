"""``strawberry lab step``: back-propagation by hand, as a picture a stage, as numbers, or in words."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import ConfigOption, JsonOption, do, print_json, save, stdout

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from bot.config import Settings
    from bot.lab.step import Net

Json = dict[str, object]


def step(
    stage: Annotated[int, typer.Option(help="Which stage, from the net to ten steps.", min=1, max=8)] = 1,
    png: Annotated[Path | None, typer.Option(help="Write the picture of the stage to this file.")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """One step of training by hand: strawberry lab step --stage 5. With --json every number of all stages."""

    async def show(_: "Settings") -> None:
        from bot.drawing import step_picture
        from bot.lab.step import STAGES, START

        if png or not as_json:
            picture = step_picture(STAGES[stage - 1], START)
            if png:
                save(picture.data, png)
            elif not as_json:
                stdout.print(picture.alt)
        if as_json:
            print_json(step_json(START))

    do(show, config)


def step_json(start: "Net") -> Json:
    """Every number of a step from ``start``, and where ten of them lead; layers are rows of numbers."""
    from bot.lab.step import RATE, READ, RIGHT, WORDS, take_step, walk

    step = take_step(start)
    said, found = step.forward, step.gradients
    return {
        "read": READ,
        "words": WORDS,
        "right": WORDS[RIGHT],
        "rate": RATE,
        "before": _net_json(step.before),
        "forward": {
            "inputs": said.inputs.tolist(),
            "sums": said.sums.tolist(),
            "states": said.states.tolist(),
            "scores": said.scores.tolist(),
            "powers": said.powers.tolist(),
            "probabilities": said.probabilities.tolist(),
        },
        "loss": said.loss,
        "gradients": {
            "scores": found.scores.tolist(),
            "output": found.output.tolist(),
            "states": found.states.tolist(),
            "sums": found.sums.tolist(),
            "hidden": found.hidden.tolist(),
            "vectors": found.vectors.tolist(),
        },
        "after": _net_json(step.after),
        "ten_steps": [_moment_json(number, net) for number, net in enumerate(walk(start))],
    }


def _net_json(net: "Net") -> Json:
    return {"vectors": net.vectors.tolist(), "hidden": net.hidden.tolist(), "output": net.output.tolist()}


def _moment_json(number: int, net: "Net") -> Json:
    from bot.lab.step import RIGHT, forward

    said = forward(net)
    return {"step": number, "loss": said.loss, "probability": float(said.probabilities[RIGHT])} | _net_json(net)
