"""``strawberry lessons``: what a teacher does with lessons of their own."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.running import FAILED, stderr, stdout

app = typer.Typer(help="Lessons of your own for /learn.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Lessons of your own for /learn."""


@app.command()
def check(folder: Annotated[Path, typer.Argument(help="The folder with your lessons, a TOML file each.")]) -> None:
    """Say which lessons of a folder can be taken, and what is wrong with the others: file, card, field, what to do."""
    from bot.lessons import LESSONS, load_lessons

    found = load_lessons(folder)
    for id_ in found.ids:
        if id_ not in LESSONS:
            lesson = found.lesson(id_)
            stdout.print(f"{id_}: “{lesson.title}”, {len(lesson.cards)} cards", markup=False, soft_wrap=True)
    for problem in found.problems:
        stderr.print(problem, markup=False, soft_wrap=True)
    if found.problems:
        raise typer.Exit(FAILED)
