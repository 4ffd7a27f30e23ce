"""``strawberry``: the bot, the playground, the same answers on the command line, the host's work on the database."""

import atexit
import gc
import sys
from typing import Annotated

import typer

from bot import __version__
from bot.cli import db, lab, lessons, publish
from bot.cli.asking import ask, tokens
from bot.cli.doctor import doctor
from bot.cli.health import health
from bot.cli.init import init
from bot.cli.inside import inside
from bot.cli.links import links
from bot.cli.running import FAILED, stderr, stdout
from bot.cli.serving import play, prepare, run
from bot.cli.streams import ReaderLeft, StreamError, standard_streams
from bot.heap import collecting_seldom

__all__ = ["app", "main"]

app = typer.Typer(
    help="Strawberry, a Discord bot that shows what a language model really reads.\n\n"
    "Exit codes: 0 done · 1 could not be done, standard error says why · 2 the command line, the config or the token "
    "is wrong · 3 the bot could not join Discord · 130 interrupted. With - a line that has no answer says why; the "
    "code is 0.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (init, doctor, run, play, prepare, health, tokens, ask, inside, links):
    app.command()(command)
app.add_typer(lab.app, name="lab")
app.add_typer(db.app, name="db")
app.add_typer(publish.app, name="publish")
app.add_typer(lessons.app, name="lessons")


def _show_version(wanted: bool) -> None:
    if wanted:
        stdout.print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options that stand before any command. Its help is the app's."""


def main() -> None:
    """The entry point of the command ``strawberry``."""
    atexit.register(gc.freeze)  # at the end all goes with the process, and need not be searched for garbage before
    try:
        with collecting_seldom(), standard_streams():
            app()
    except ReaderLeft:
        sys.exit()
    except StreamError as error:
        stderr.print(str(error))
        sys.exit(FAILED)
