"""``strawberry init``: five questions, and a config of the answers."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.called import called
from bot.cli.running import FAILED, INTERRUPTED, stderr, stdout
from bot.errors import ConfigError, InputError

if TYPE_CHECKING:  # no help needs it
    from pydantic import BaseModel

    from bot.model.needs import Shape

V = TypeVar("V")
Table = Mapping[str, str | int]
"""A table of the file: its keys with their values."""

_FILE = Path("config.toml")
_HEAD = "# Written by `strawberry init`. Every other key has its default: config.example.toml explains all of them.\n"
_NO_TERMINAL = (
    "strawberry init asks its questions in a terminal, and there is none. Copy config.example.toml to config.toml "
    "instead, or set keys in the environment, such as STRAWBERRY_DISCORD__TOKEN."
)


def init(
    config: Annotated[Path, typer.Option("--config", help="The file to write.")] = _FILE,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there already.")] = False,
) -> None:
    """Ask five questions, each with a default, and write the config: for its owner alone, as the token is in it."""
    from bot.storage.files import refuse_place, whole_file

    try:
        refuse_place(config, replace=force)
        if not sys.stdin.isatty():
            raise InputError(_NO_TERMINAL)
        tables = {"discord": _token(), "database": _database(), **_model(), "chat": _days(), "host": _host()}
        with whole_file(config, replace=force) as draft:
            draft.write_text(_HEAD + "".join(table_text(name, keys) for name, keys in tables.items() if keys), "utf-8")
    except InputError as error:
        stderr.print(str(error))
        raise typer.Exit(FAILED) from None
    except OSError as error:
        stderr.print(f"{config} cannot be written: {error.strerror}.")
        raise typer.Exit(FAILED) from None
    except (typer.Abort, KeyboardInterrupt):
        stderr.print("\nNothing was written.")
        raise typer.Exit(INTERRUPTED) from None
    _say_what_comes_next(config)


def _say_what_comes_next(config: Path) -> None:
    options = () if config == _FILE else ("--config", str(config))
    stdout.print(f"\n{config} is written. Next:\n")
    for command, why in (
        ("prepare", "makes the model ready, once"),
        ("doctor", "says what is not right on this machine"),
        ("run", "starts the bot"),
    ):
        stdout.print(f"  {called(command, *options)}  # {why}")


def table_text(name: str, keys: Table) -> str:
    """A table as the file has it.

    >>> table_text("chat", {"keep_days": 7})
    '\\n[chat]\\nkeep_days = 7\\n'
    """
    # A text in JSON is one in TOML too, but for a character that no answer has.
    return f"\n[{name}]\n" + "".join(f"{key} = {json.dumps(each, ensure_ascii=False)}\n" for key, each in keys.items())


def _token() -> Table:
    from bot.doctor.token import application_in

    def whole(said: str) -> str:
        if said.strip() and application_in(said.strip()) is None:
            stdout.print("That is no whole token: it has three parts with dots between them, and nothing before it.")
            raise typer.BadParameter("")  # of what is hidden the prompt says nothing more
        return said.strip()

    _say(1, "The bot's token, with which it joins Discord. It is not shown while you paste it, and may come later.")
    stdout.print("https://discord.com/developers/applications → your application → Bot → Reset Token")
    token = _answer("Token", "", whole, hidden=True)
    return {"token": token} if token else {}


def _database() -> Table:
    from bot.config import DatabaseSettings
    from bot.storage.files import obstacle_to

    def place(said: str) -> Table:
        if "://" in said:  # no path of a file, whatever it is
            _checked(DatabaseSettings, url=said)
            return {"url": said}
        path = _checked(DatabaseSettings, path=said).file.absolute()
        if path.is_dir():
            raise typer.BadParameter(f"{path} is a folder. Name a file in it.")
        if obstacle := obstacle_to(path):
            raise typer.BadParameter(f"no file can be made there: {obstacle}.")
        if not path.parent.is_dir():
            stdout.print(f"The folder {path.parent} is made at the first start.")
        return {"path": str(path)}

    try:
        usual = DatabaseSettings().file
    except ConfigError:  # this user has no home folder
        usual = Path("strawberry.sqlite3")
    _say(2, "Where comparisons and chats are kept: a file, or postgresql://… Back it up, and let nobody else read it.")
    return _answer("Place", str(usual.absolute()), place)


def _model() -> Mapping[str, Table]:
    from bot.model.gguf_source import PACKAGED
    from bot.model.needs import OFFERED, PACKAGED_SHAPE

    _say(3, "The language model. The larger ones say less nonsense; each is fetched once.")
    told = [
        f"{PACKAGED}, which comes with the bot: {_needs(PACKAGED_SHAPE, fetched=False)}",
        *(
            f"{each.name}, {each.parameters} parameters, {each.licence}: {_needs(each.shape, fetched=True)}"
            for each in OFFERED
        ),
        "one on a server that speaks OpenAI's protocol",
        "none: only what is exact is answered",
    ]
    for number, line in enumerate(told, 1):
        stdout.print(f"  {number}  {line}")
    chosen = _answer("Number", "1", lambda said: _number(said, len(told)))
    if chosen == len(told):
        return {"model": {"backend": "off"}}
    if chosen == len(told) - 1:
        return {"model": {"backend": "openai"}, "openai": _server()}
    return {"model": {"name": [PACKAGED, *(each.name for each in OFFERED)][chosen - 1]}}


def _needs(shape: "Shape", *, fetched: bool) -> str:
    """Memory with the bot's own, and disk, both about."""
    from bot.config import ChatSettings, ModelSettings
    from bot.model.needs import BOT

    memory = BOT + shape.memory(ModelSettings(), ChatSettings().answer_tokens)
    return f"{memory / 1e9:.1f} GB of memory with the bot, {shape.disk(fetched=fetched) / 1e9:.1f} GB of disk"


def _server() -> Table:
    from bot.config import OpenAISettings

    def named(said: str) -> str:
        if not said.strip():
            raise typer.BadParameter("a server may have several models: name one.")
        return said.strip()

    address = _answer(
        "  Its address", OpenAISettings().base_url, lambda said: _checked(OpenAISettings, base_url=said).base_url
    )
    stdout.print("  If it wants a key, put it into the file as openai.key, or into STRAWBERRY_OPENAI__KEY.")
    return {"base_url": address, "model": _answer("  The model's name there", "", named)}


def _days() -> Table:
    from bot.config import ChatSettings

    def days(said: str) -> int:
        return _checked(ChatSettings, keep_days=said).keep_days

    _say(4, "For how many days chats are remembered, where a server does not set its own number.")
    return {"keep_days": _answer("Days", str(ChatSettings().keep_days), days)}


def _host() -> Table:
    from bot.config import HostSettings

    def host(said: str) -> Table:
        name, comma, contact = (part.strip() for part in said.rpartition(","))
        if said.strip() and not (comma and name and contact):
            raise typer.BadParameter("write both, with a comma between them: The Gardeners, mail@example.org")
        found = _checked(HostSettings, name=name, contact=contact)
        return {"name": found.name, "contact": found.contact} if name else {}

    _say(5, "Who runs the bot, and where they are reached: the page on privacy tells members. It may come later.")
    return _answer("Name, address", "", host)


def _say(number: int, why: str) -> None:
    stdout.print(f"\n{number} of 5 · {why}", style="bold")


def _answer(question: str, usual: str, read: Callable[[str], V], *, hidden: bool = False) -> V:
    """What ``read`` makes of the answer; it is asked for again while that raises ``BadParameter``."""
    found: V = typer.prompt(question, usual, hide_input=hidden, show_default=bool(usual), value_proc=read)
    return found


def _number(said: str, most: int) -> int:
    if not (said.strip().isdecimal() and 1 <= int(said) <= most):
        raise typer.BadParameter(f"choose one, from 1 to {most}.")
    return int(said)


S = TypeVar("S", bound="BaseModel")


def _checked(section: type[S], **values: str) -> S:
    """A table of the config with these values. Raises ``BadParameter`` with what is wrong with one."""
    from pydantic import ValidationError

    from bot.config import what_it_should_be

    if not all(value.isprintable() for value in values.values()):
        raise typer.BadParameter("it has a character in it that cannot be seen.")
    try:
        return section.model_validate(values)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        raise typer.BadParameter(f"{what_it_should_be(problem)}.") from None
