"""``strawberry lab bigger``: the same training with networks of four sizes, and how what is shipped of it was made."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import ConfigOption, JsonOption, do, print_json, save, stdout

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.config import Settings
    from bot.lab.bigger import Grown, Size

Json = dict[str, object]


def bigger(
    again: Annotated[bool, typer.Option("--again", help="Train the two smallest again, with the first seed.")] = False,
    png: Annotated[Path | None, typer.Option(help="Write the chart to this file.")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """The same words, the same steps, four sizes of network: held-out loss against parameters."""

    async def show(settings: "Settings") -> None:
        from bot.drawing import bigger_chart
        from bot.lab.bigger import AGAIN, SEEDS, SIZES, shipped

        found, here = shipped(), await _trained(settings, SIZES[:AGAIN], SEEDS[:1]) if again else []
        if png or not as_json:
            picture = bigger_chart(found, here)
            if png:
                save(picture.data, png)
            elif not as_json:
                stdout.print(picture.alt)
        if as_json:
            print_json(bigger_json(found, here))

    do(show, config)


def make_bigger(config: ConfigOption = None) -> None:
    """Train all sizes, and write what is shipped of it: for those who work on the bot."""

    async def make(settings: "Settings") -> None:
        from bot.lab.bigger import SEEDS, SIZES, ship

        stdout.print(f"{ship(await _trained(settings, SIZES, SEEDS))}")

    do(make, config)


async def _trained(settings: "Settings", sizes: "Sequence[Size]", seeds: "Sequence[int]") -> "list[Grown]":
    from rich.progress import Progress

    from bot.cli.running import stderr
    from bot.services.growing import grow
    from bot.services.laboratory import Laboratory

    laboratory, found = Laboratory(settings), []
    try:
        with Progress(console=stderr, transient=True) as progress:
            bar = progress.add_task("training", total=len(sizes))
            async for each in grow(laboratory, sizes, seeds):
                found.append(each)
                progress.advance(bar)
    finally:
        await laboratory.close()
    return found


def bigger_json(found: "Sequence[Grown]", here: "Sequence[Grown]") -> Json:
    """All that is shipped, and what was trained ``here``."""
    from bot.lab.bigger import SEEDS, STEPS, WORDS

    return {
        "words": WORDS,
        "steps": STEPS,
        "seeds": SEEDS,
        "sizes": [_grown_json(each) for each in found],
        "again": [_grown_json(each) for each in here],
    }


def _grown_json(grown: "Grown") -> Json:
    size = grown.size
    return {
        "parameters": grown.parameters,
        "width": size.width,
        "layers": size.layers,
        "heads": size.heads,
        "rate": size.rate,
        "losses": grown.losses,
        "mean": grown.mean,
        "written": grown.written,
    }
