"""``strawberry``: the bot, the playground, and the same answers on the command line."""

import asyncio
import io
import json
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot import __version__
from bot.config import Settings, load_settings
from bot.errors import CannotJoin, ConfigError, InputError, UserError

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from bot.app.asking import Asked
    from bot.app.services import Services

FAILED, USAGE, NOT_JOINED, INTERRUPTED = 1, 2, 3, 130
"""Exit codes beside 0; ``strawberry --help`` explains them."""
_AT_ONCE = 32
"""Lines of standard input that are worked on at the same time."""

Json = dict[str, object]
Command = Callable[[Settings], Coroutine[None, None, None]]

app = typer.Typer(
    help="Strawberry, a Discord bot that shows what a language model really reads.\n\n"
    "Exit codes: 0 done · 1 could not be done, standard error says why · 2 the command line or the config is wrong · "
    "3 the bot could not join Discord · 130 interrupted. With - a line that has no answer says why; the code is 0.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
stdout = Console(highlight=False, markup=False, soft_wrap=True)
stderr = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

ConfigOption = Annotated[Path | None, typer.Option("--config", help="Config file. Default: config.toml here, if any.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


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


@app.command()
def run(config: ConfigOption = None) -> None:
    """Join Discord with the token in the config."""

    async def join(settings: Settings) -> None:
        from bot.app.run import run

        await run(settings)

    _do(join, config, stays=True)


@app.command()
def play(
    config: ConfigOption = None,
    port: Annotated[int, typer.Option(help="Port on this machine.", min=1, max=65535)] = 8765,
) -> None:
    """Try the bot in a browser, without an account or a token."""

    async def serve(settings: Settings) -> None:
        # What it warns about, as early as while it is imported, is how the simulation is made.
        logging.getLogger("discord").setLevel(logging.ERROR)
        from bot.play import play

        await play(settings, port, lambda url: stdout.print(f"The playground is open (Ctrl+C ends it): {url}"))

    _do(serve, config, stays=True)


@app.command()
def prepare(config: ConfigOption = None) -> None:
    """Make the model ready once: unpack or download it, and see whether it loads."""
    _do(_prepare, config)


@app.command()
def tokens(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text; - reads one a line from standard input.")],
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", "-e", help="An encoding (cl100k_base, smollm2, …) or a model (gpt-4, …)."),
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show the tokens of TEXT, as in: strawberry tokens "strawberry pie" --encoding gpt-4."""

    async def cut(settings: Settings) -> None:
        from bot.printing import tokens_json, tokens_text
        from bot.tokens import Encodings, tokenize

        vocabulary = await Encodings.of(settings).load(encoding or settings.tokens.encoding)

        async def cut_line(line: str) -> Json:
            return tokens_json(tokenize(vocabulary, line))

        if text == "-":
            await _answer_lines(cut_line)
        elif as_json:
            _print_json(await cut_line(text))
        else:
            stdout.print(tokens_text(tokenize(vocabulary, text)))

    _do(cut, config)


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="The question; - reads one a line from standard input.")
    ],
    no_model: Annotated[bool, typer.Option("--no-model", help="Only the exact answer.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Answer a letter QUESTION, exactly and by the model, as in: strawberry ask "How many r's are in strawberry?"."""

    async def answer(settings: Settings) -> None:
        from bot.app.services import open_services
        from bot.printing import asked_json, asked_text

        if no_model:
            settings = settings.without_model()
        async with open_services(settings) as services:
            with stderr.status("The model is being loaded …"):  # shown in a terminal alone
                await services.model.settled()

            async def answer_line(line: str) -> Json:
                try:
                    return asked_json(line, await _asked(services, line))
                except InputError as error:
                    return asked_json(line, None, str(error))

            if question == "-":
                await _answer_lines(answer_line)
            elif as_json:
                answered = await answer_line(question)
                _print_json(answered)
                if "error" in answered:
                    raise typer.Exit(FAILED)
            else:
                stdout.print(asked_text(await _asked(services, question)))

    _do(answer, config)


def main() -> None:
    """The entry point of the command ``strawberry``."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


def _do(command: Command, config: Path | None, *, stays: bool = False) -> None:
    """Run ``command`` with the settings; what it raises for a person becomes one line and an exit code.

    One that ``stays`` until it is told to end logs what it does, and ends well when it is told to.
    """
    done = False
    try:
        settings = load_settings(config)
        if stays:
            from bot.app.logs import set_up_logging

            set_up_logging(settings.log)
        with suppress(KeyboardInterrupt):
            done = asyncio.run(_until_terminated(command(settings)))
    except UserError as error:
        stderr.print(str(error))
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


async def _asked(services: "Services", question: str) -> "Asked":
    from bot.letters import Asker, NoLetterQuestion, parse

    match parse(question):
        case NoLetterQuestion(reason):
            raise InputError(reason)
        case parsed:
            return await services.asking.ask(parsed, question, Asker(), datetime.now(UTC), services.servers.default)


async def _answer_lines(answer: Callable[[str], Awaitable[Json]]) -> None:
    """Print the answer to each line of standard input as one JSON object a line, in order."""

    async def safely(line: str) -> Json:
        try:
            return await answer(line)
        except UserError as error:
            return {"error": str(error)}

    # A thread of our own: the loop would wait for one of its own at its end, though standard input stays open.
    loop, reader = asyncio.get_running_loop(), ThreadPoolExecutor(1)
    # As many as may run at once; each is printed as soon as it and all before it are done.
    running: asyncio.Queue[asyncio.Task[Json] | None] = asyncio.Queue(_AT_ONCE)

    async def print_in_order() -> None:
        while task := await running.get():
            _print_json(await task)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(print_in_order())
            while line := await loop.run_in_executor(reader, sys.stdin.readline):
                await running.put(group.create_task(safely(line.rstrip("\r\n"))))
            await running.put(None)
    except* BrokenPipeError:  # whoever read the answers wants no more, and nothing must be flushed to them at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_json(answer: Json) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)  # noqa: T201 - JSON must not be wrapped or styled


async def _prepare(settings: Settings) -> None:
    from bot.model import Failed, Loading, LocalModel

    model = LocalModel(settings.model, settings.cache)
    model.start()
    try:
        with Progress(console=stderr) as progress:
            task = progress.add_task("Model", total=1.0)
            while isinstance(state := model.state, Loading):
                progress.update(task, description=state.step, completed=state.done)
                await asyncio.sleep(0.1)
            if isinstance(state, Failed):
                raise typer.Exit(FAILED)  # the log has said why
            progress.update(task, description="Model ready", completed=1.0)
    finally:
        await model.close()
