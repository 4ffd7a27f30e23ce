"""``strawberry tokens`` and ``ask``: the bot's answers on the command line."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import FAILED, ConfigOption, Json, JsonOption, ModelOption, do, print_json, stderr, stdout
from bot.errors import InputError, UserError

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from bot.config import Settings
    from bot.services.asking import Asked
    from bot.services.models import Alone

_AT_ONCE = 32
"""Lines of standard input that are worked on at the same time."""


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

    async def cut(settings: "Settings") -> None:
        from bot.printing import tokens_json, tokens_text
        from bot.tokens import Encodings, tokenize

        encodings = Encodings.of(settings)
        vocabulary = await encodings.load(encoding or encodings.default)

        async def cut_line(line: str) -> Json:
            return tokens_json(tokenize(vocabulary, line))

        if text == "-":
            await _answer_lines(cut_line)
        elif as_json:
            print_json(await cut_line(text))
        else:
            stdout.print(tokens_text(tokenize(vocabulary, text)))

    do(cut, config)


def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="The question; - reads one a line from standard input.")
    ],
    model: ModelOption = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Only the exact answer.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Answer a letter QUESTION, exactly and by the model, as in: strawberry ask "How many r's are in strawberry?"."""

    async def answer(settings: "Settings") -> None:
        from bot.services.models import open_alone

        async with open_alone(settings.without_model() if no_model else settings, model) as opened:
            opened.encodings.begin(opened.encodings.default)  # meanwhile
            with stderr.status("The model is being loaded …"):  # shown in a terminal alone
                await opened.model.settled()
            await _answer(opened, question, as_json=as_json)

    do(answer, config)


async def _answer(opened: "Alone", question: str, *, as_json: bool) -> None:
    from bot.printing import asked_json, asked_text

    async def answer_line(line: str) -> Json:
        try:
            return asked_json(line, await _asked(opened, line))
        except InputError as error:
            return asked_json(line, None, str(error))

    if question == "-":
        await _answer_lines(answer_line)
    elif as_json:
        answered = await answer_line(question)
        print_json(answered)
        if "error" in answered:
            raise typer.Exit(FAILED)
    else:
        stdout.print(asked_text(await _asked(opened, question)))


async def _asked(opened: "Alone", question: str) -> "Asked":
    from bot.letters import Asker, NoLetterQuestion, Understood, understand

    match await asyncio.to_thread(understand, question):
        case NoLetterQuestion(reason, readings):
            raise InputError("\n".join([reason, *(f"· {reading}" for reading in readings)]))
        case Understood(understood, read_as, translated):
            now = datetime.now(UTC)
            return await opened.asking.ask(
                understood, question, Asker(), now, opened.server, read_as=read_as, translated=translated
            )


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
            print_json(await task)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(print_in_order())
            while line := await loop.run_in_executor(reader, sys.stdin.readline):
                await running.put(group.create_task(safely(line.rstrip("\r\n"))))
            await running.put(None)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None  # which has stopped the others
