"""``strawberry db``: what a host does with the database, also while the bot runs."""

import sys
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from bot.cli.running import ConfigOption, JsonOption, do, print_json, stdout
from bot.errors import InputError

# What a command does not need is not imported for it.
if TYPE_CHECKING:
    from bot.config import Settings
    from bot.places import DatabaseServer, Where
    from bot.storage import Database, Scope
    from bot.storage.formats import Format
    from bot.storage.maintenance import Copied, Overview

app = typer.Typer(
    help="Look after the database: export, statistics, backup, restore, vacuum, copy. Only copy makes or migrates one.",
    no_args_is_help=True,
)

_BACK_AGAIN = (
    "What members deleted after this copy was made is back: tell them to delete it again, and delete older copies and "
    "what was there before once you no longer need them."
)
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file if it is there already.")]


@app.command()
def export(
    format_: Annotated[
        Literal["csv", "jsonl"], typer.Option("--format", help="csv for spreadsheets, jsonl for programs.")
    ] = "csv",
    user: Annotated[int | None, typer.Option(min=0, max=2**63 - 1, help="Only this member's: a Discord id.")] = None,
    server: Annotated[int | None, typer.Option(min=0, max=2**63 - 1, help="Only this server's.")] = None,
    output: Annotated[Path | None, typer.Option(help="The file to write. Default: standard output.")] = None,
    force: ForceOption = False,
    config: ConfigOption = None,
) -> None:
    """Write all comparisons, private ones included, as CSV or JSON Lines, the oldest first."""

    async def write(settings: "Settings") -> None:
        from bot.storage import Database, Scope
        from bot.storage.maintenance import refuse_itself

        if output and isinstance(settings.database.where, Path):
            refuse_itself(settings.database.where, output)
        database = await Database.open_existing(settings.database.where)
        try:
            with _destination(output, force) as file:
                rows = await _write(database, Scope(user, server), format_, file)
        finally:
            await database.close()
        if output:
            stdout.print(f"{output}: {rows:,} rows")

    do(write, config)


@app.command()
def stats(as_json: JsonOption = False, config: ConfigOption = None) -> None:
    """Say what the database holds."""

    async def say(settings: "Settings") -> None:
        from bot.storage.maintenance import overview

        where = settings.database.where
        found = await overview(where)
        if as_json:
            tallies = [{**asdict(tally), "no_answer": tally.no_answer} for tally in found.tallies]
            moments = {"first": found.first and found.first.isoformat(), "last": found.last and found.last.isoformat()}
            print_json({"path": str(where), **asdict(found), **moments, "tallies": tallies})
        else:
            stdout.print("\n".join(_stats(where, found)))

    do(say, config)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to put the copy.")],
    keep: Annotated[
        int | None,
        typer.Option(min=1, help="FILE is a folder: name the copy after the time, and delete all but so many copies."),
    ] = None,
    force: ForceOption = False,
    config: ConfigOption = None,
) -> None:
    """Copy the database to FILE, checked, while the bot goes on."""

    async def copy(settings: "Settings") -> None:
        from bot.storage.backups import back_up_into
        from bot.storage.maintenance import back_up

        where = settings.database.where
        if keep:
            made, copied = await back_up_into(file, where, keep)
        else:
            made, copied = file, await back_up(where, file, replace=force)
        stdout.print(f"{made}: {_held(copied)}, integrity check ok")

    do(copy, config)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `strawberry db backup` has made.")],
    config: ConfigOption = None,
) -> None:
    """Put a copy of FILE, checked, in the database's place; what was there is kept beside it. Stop the bot first."""

    async def put_back(settings: "Settings") -> None:
        from bot.storage.backups import restore

        where = settings.database.where
        done = await restore(where, file)
        before = f"; what was there before is {done.before}" if done.before else ""
        stdout.print(f"{where}: {_held(done.held)}{before}\n{_BACK_AGAIN}")

    do(put_back, config)


@app.command()
def vacuum(config: ConfigOption = None) -> None:
    """Give the space of what was deleted back. The bot cannot write meanwhile: best while it is stopped."""

    async def shrink(settings: "Settings") -> None:
        from bot.storage.maintenance import vacuum

        done = await vacuum(settings.database.where)
        later = " so far; somebody is reading it, and it shrinks as soon as they let go" if done.pending else ""
        stdout.print(f"{settings.database.where}: {done.before:,} bytes before, {done.after:,} after{later}")

    do(shrink, config)


@app.command("copy")
def copy_(
    file: Annotated[Path, typer.Argument(metavar="FROM", help="The SQLite file, of a bot that is stopped.")],
    to: Annotated[
        str, typer.Argument(metavar="TO", help="The address of an empty PostgreSQL database; - is database.url.")
    ],
    config: ConfigOption = None,
) -> None:
    """Copy a log from SQLite to PostgreSQL, compared row by row. FROM stays as it is."""

    async def copy(settings: "Settings") -> None:
        from bot.sentences import count
        from bot.storage.copying import copy

        server = settings.database.url if to == "-" else _server(to)
        if server is None:
            raise InputError("The config has no database.url. Set it, or name the address in the place of -.")
        rows = await copy(file, server)
        stdout.print("\n".join(f"{table:<18}{number:>12,}" for table, number in rows.items()))
        stdout.print(f"{server}: {count(sum(rows.values()), 'row')} of {file}, each compared and the same")

    do(copy, config)


def _server(address: str) -> "DatabaseServer":
    from pydantic_core import PydanticCustomError

    from bot.places import database_server

    try:
        return database_server(address)
    except PydanticCustomError as error:
        raise InputError(f"That is not where a log can be copied to: {error.message()}.") from None


def _held(copied: "Copied") -> str:
    from bot.sentences import count

    turns = f"{count(copied.turns, 'turn')} of chats"
    rows = f"{count(copied.comparisons, 'comparison')}, {turns} and {count(copied.texts, 'text')} behind buttons"
    return f"{rows} in {copied.size:,} bytes"


async def _write(database: "Database", scope: "Scope", format_: "Format", file: BinaryIO) -> int:
    from bot.storage.export import COLUMNS, Exports
    from bot.storage.formats import header

    rows = 0
    file.write(header(format_, COLUMNS))
    async with aclosing(Exports(database).lines(scope, format_)) as portions:
        async for portion in portions:
            file.writelines(portion)
            rows += len(portion)
    return rows


@contextmanager
def _destination(output: Path | None, force: bool) -> Iterator[BinaryIO]:
    """Standard output, or ``output``, which appears once it is whole.

    Raises ``InputError`` where it cannot be written.
    """
    from bot.storage.files import whole_file

    if not output:
        yield sys.stdout.buffer
        return
    try:
        with whole_file(output, replace=force) as draft, draft.open("wb") as file:
            yield file
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}.") from error


def _stats(where: "Where", found: "Overview") -> Iterator[str]:
    from bot.sentences import count

    yield f"{where}: {found.size:,} bytes, revision {found.revision}"
    by = f"by {count(found.askers, 'asker')} in {count(found.servers, 'server')}"
    yield f"comparisons            {found.comparisons:,}, {by}"
    if found.first and found.last:
        yield f"asked                  {found.first:%Y-%m-%d %H:%M} to {found.last:%Y-%m-%d %H:%M} UTC"
    for tally in found.tallies:
        told = f"{tally.right:,} right, {tally.wrong:,} wrong, {tally.no_answer:,} no answer"
        yield f"  {tally.model or 'no model'}: {tally.comparisons:,} ({told})"
    yield f"turns of chats         {found.turns:,}"
    yield f"quizzes                {found.quizzes:,}, with {count(found.answers, 'answer')} of members"
    yield f"texts behind buttons   {found.texts:,}"
