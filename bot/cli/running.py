"""How every command is run: its settings, its exit code, what it prints, and how it is told to end."""

import asyncio
import gc
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.errors import CannotJoin, ConfigError, InputError, SmallInstall, UserError
from bot.heap import collect_as_usual, share_one_heap

if TYPE_CHECKING:  # no help needs it
    from bot.config import Settings

log = logging.getLogger(__name__)

FAILED, USAGE, NOT_JOINED, INTERRUPTED = 1, 2, 3, 130
"""Exit codes beside 0; ``strawberry --help`` explains them."""

Json = dict[str, object]
Command = Callable[["Settings"], Coroutine[None, None, None]]

stdout = Console(highlight=False, markup=False, soft_wrap=True)
stderr = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

ConfigOption = Annotated[Path | None, typer.Option("--config", help="Config file. Default: config.toml here, if any.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ModelOption = Annotated[
    str | None, typer.Option("--model", "-m", help="One of the models in the config; else the first.")
]


def do(command: Command, config: Path | None, *, stays: bool = False) -> None:
    """Run ``command`` with the settings; what it raises for a person becomes one line and an exit code.

    One that ``stays`` until it is told to end logs what it does, and ends well when it is told to.
    """
    from bot.config import load_settings

    done = logged = False
    try:
        settings = load_settings(config)
        if stays:
            share_one_heap()
            collect_as_usual()
            with _for_good():
                from bot.app.logs import set_up_logging

            set_up_logging(settings.log)
            logged = settings.log.format == "json"  # each line is an object then, also the last one
        with suppress(KeyboardInterrupt):
            done = asyncio.run(_until_terminated(command(settings)))
    except UserError as error:
        if logged:
            log.error(_said(error))
        else:
            stderr.print(_said(error))
        match error:
            case ConfigError():
                code = USAGE
            case CannotJoin():
                code = NOT_JOINED
            case _:
                code = FAILED
        raise typer.Exit(code) from None
    if not done and not stays:
        sys.stdout.flush()
        os._exit(INTERRUPTED)  # at once: a thread may still wait for standard input


def _said(error: UserError) -> str:
    """What the host is told; of a small install more than members are."""
    if not isinstance(error, SmallInstall):
        return str(error)
    from bot.model.install import HOW  # not above: what a command does not need is not imported for it

    return HOW


@contextmanager
def _for_good() -> Iterator[None]:
    """Import what stays: there is hardly any garbage in it to be collected, now or whenever the event loop is busy."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def _until_terminated(command: Coroutine[None, None, None]) -> bool:
    """Whether ``command`` has come to its end; SIGTERM stops it as orderly as Ctrl+C."""
    task = asyncio.current_task()
    with suppress(asyncio.CancelledError):
        if task is not None:
            with suppress(NotImplementedError):  # there are no such handlers on Windows
                asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        await command
        return True
    return False


def print_json(answer: Json) -> None:
    """Print ``answer`` in one line, at once."""
    print(json.dumps(answer, ensure_ascii=False), flush=True)  # noqa: T201 - JSON must not be wrapped or styled


def save(picture: bytes, to: Path) -> None:
    """Write a picture to a file. Raises ``InputError`` where that cannot be done."""
    try:
        to.write_bytes(picture)
    except OSError as error:
        raise InputError(f"The picture cannot be written to {to}: {error.strerror}.") from None
