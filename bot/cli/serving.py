"""``strawberry run``, ``play`` and ``prepare``: the bot, the playground, and the model that both need."""

import asyncio
import logging
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from bot.called import called
from bot.cli.running import FAILED, ConfigOption, do, stderr, stdout
from bot.errors import CannotPlay
from bot.language import OWN_NAMES

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from bot.config import Settings


def run(config: ConfigOption = None) -> None:
    """Join Discord with the token in the config."""

    async def join(settings: "Settings") -> None:
        from bot.app.run import run

        await run(settings)

    do(join, config, stays=True)


def _offered(language: str) -> str:
    if language not in OWN_NAMES:
        raise typer.BadParameter(f"It is one of {', '.join(OWN_NAMES)}.")
    return language


def play(
    config: ConfigOption = None,
    port: Annotated[int, typer.Option(help="Port on this machine.", min=1, max=65535)] = 8765,
    language: Annotated[
        str, typer.Option(help=f"What all members speak: {', '.join(OWN_NAMES)}.", callback=_offered)
    ] = "en-US",
) -> None:
    """Try the bot in a browser, without an account or a token."""

    async def serve(settings: "Settings") -> None:
        _see_that_it_is_free(port)
        # What it warns about, as early as while it is imported, is how the simulation is made.
        logging.getLogger("discord").setLevel(logging.ERROR)
        # That it has connected to no server, as the simulated one comes later, would look like a failure.
        logging.getLogger("bot.app.bot").setLevel(logging.WARNING)
        from bot.play import open_playground

        def announce(url: str) -> None:  # it has to be found among lines of the log, which go on
            stdout.print(f"\nThe playground is open (Ctrl+C ends it): {url}\n", style="bold green")

        await open_playground(settings, port, announce, language)

    do(serve, config, stays=True)


def _see_that_it_is_free(port: int) -> None:
    """Raise ``CannotPlay`` at once where somebody listens on the port, not after the seconds that a start takes."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise CannotPlay(
            f"The playground cannot open: port {port} cannot be used. A taken port is avoided with --port."
        ) from error


def prepare(config: ConfigOption = None) -> None:
    """Make the local models ready once: unpack or download them, and see whether each loads."""
    do(_prepare, config)


async def _prepare(settings: "Settings") -> None:
    for each in (settings, *(settings.with_model(name) for name in settings.models)):
        if each.model.backend == "off":
            stderr.print('There is nothing to prepare: with model.backend = "off" no model answers.')
        elif each.model.backend == "openai":
            stderr.print(
                f'There is nothing to prepare: with model.backend = "openai" a server runs the model '
                f"{each.openai.model}. Start that one; `{called('ask')}` shows whether it answers."
            )
        else:
            await _prepare_one(each)


async def _prepare_one(settings: "Settings") -> None:
    from rich.markup import escape
    from rich.progress import Progress

    from bot.model import Failed, Loading, LocalModel

    model = LocalModel(settings.model, settings.cache_folder)
    model.start()
    try:
        with Progress(console=stderr) as progress:
            task = progress.add_task("Model", total=1.0)
            while isinstance(state := model.state, Loading):
                progress.update(task, description=state.step, completed=state.done)
                await asyncio.sleep(0.1)
            if isinstance(state, Failed):
                raise typer.Exit(FAILED)  # the log has said why
            progress.update(task, description=f"Model ready: {escape(settings.model_name)}", completed=1.0)
    finally:
        await model.close()
