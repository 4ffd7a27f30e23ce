"""``strawberry lab twins``, ``twins-report`` and ``make-twins``."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import ConfigOption, do, stderr, stdout
from bot.errors import InputError

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from bot.config import Settings
    from bot.lab.twins import Lesson, RaiseTwin

_PROCESSES = 2


def make_twins(
    folder: Annotated[Path, typer.Argument(help="Where they are put; those that are there are kept.")] = Path("twins"),
    steps: Annotated[int, typer.Option(help="Steps of each training, 10 times as many of the long one.", min=1)] = 600,
    config: ConfigOption = None,
) -> None:
    """Train all twins anew, which takes two processors about ten minutes; interrupted, it goes on when called again."""

    async def make(settings: "Settings") -> None:
        from rich.progress import Progress

        from bot.lab.raising import describe, raise_all
        from bot.services.laboratory import Laboratory

        laboratories = [Laboratory(settings) for _ in range(_PROCESSES)]
        try:
            with Progress(console=stderr) as progress:
                bars = _Bars(progress)
                await raise_all(folder, [each.stream for each in laboratories], steps, bars.tell)
            await asyncio.to_thread(describe, folder)
        except OSError as error:
            raise InputError(f"Nothing can be written to {folder}: {error.strerror}.") from None
        finally:
            await asyncio.gather(*(each.close() for each in laboratories))
        stdout.print(f"All twins, their words and their report are in {folder}.")

    do(make, config)


class _Bars:
    """A bar for each training."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._bars: dict[RaiseTwin, TaskID] = {}

    def tell(self, request: "RaiseTwin", lesson: "Lesson") -> None:
        """Move its bar."""
        if request not in self._bars:
            self._bars[request] = self._progress.add_task(f"{request.twin}, seed {request.seed}", total=lesson.steps)
        self._progress.update(self._bars[request], completed=lesson.step)
