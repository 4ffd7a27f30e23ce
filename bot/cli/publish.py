"""``strawberry publish``: the pages that a host puts on the web, filled in from the config, and the bot's pictures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

import typer

from bot.cli.running import FAILED, ConfigOption, do, save, stderr, stdout
from bot.errors import ConfigError, InputError

if TYPE_CHECKING:  # no help needs it
    from bot.config import Settings

Page = Literal["privacy", "terms"]

PAGES = Path(__file__).parents[2] / "docs"
"""Where the pages stand with names in braces for what is filled in."""
_FILLED_IN = ("name", "contact", "country", "url")

app = typer.Typer(help="Make what a host publishes: the pages for members, and the pictures.", no_args_is_help=True)


@app.command()
def privacy(config: ConfigOption = None) -> None:
    """Print the page that says what is kept of members, in Markdown."""
    _print("privacy", config)


@app.command()
def terms(config: ConfigOption = None) -> None:
    """Print the terms of use, in Markdown."""
    _print("terms", config)


@app.command()
def icon(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The PNG file to write, of 1024 × 1024 pixels.")],
) -> None:
    """Draw the bot's icon."""
    from bot.drawing.brand import draw_icon

    _save(draw_icon().data, file)


@app.command()
def banner(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The PNG file to write, of 680 × 240 pixels.")],
) -> None:
    """Draw the banner of the bot's profile."""
    from bot.drawing.brand import draw_banner

    _save(draw_banner().data, file)


def filled(page: Page, settings: "Settings") -> str:
    """A page with what ``settings`` say. Raises ``ConfigError`` that names what is missing, and ``InputError``."""
    host = settings.host.model_dump()
    if missing := [f"host.{key}" for key in _FILLED_IN if not host[key]]:
        raise ConfigError(f"The page has to say who runs the bot. Set in the config: {', '.join(missing)}.")
    try:
        text = (PAGES / f"{page}.md").read_text("utf-8")
    except OSError:
        raise InputError(f"The page is part of the source: {PAGES / page}.md is not there.") from None
    return text.format_map({**host, **_figures(settings), **_where(settings), **_others(settings)})


def _figures(settings: "Settings") -> dict[str, str]:
    from bot.sentences import count

    kept = settings.database
    return {
        "chat_days": count(settings.chat.keep_days, "day"),
        "text_days": count(kept.keep_texts_days, "day"),
        "member_texts": f"{kept.member_texts_mib:,} MiB",
        "server_texts": f"{kept.server_texts_mib:,} MiB",
        "uses": f"{settings.cooldown.uses:,}",
        "seconds": f"{settings.cooldown.seconds:g}",
    }


def _where(settings: "Settings") -> dict[str, str]:
    """Where it is kept, and what is left there of what was deleted. A database's address is not for everybody."""
    if settings.database.url:
        return {
            "kept": "All of it is in a database on a PostgreSQL server, and those who run that server can read it.",
            "deleted": "at once for the bot; in that server's own files it can be read until their room is needed, and "
            "in its write-ahead log for as long as that is kept",
        }
    return {
        "kept": "All of it is in one file on the machine of whoever runs the bot, which no other account of that "
        "machine can read.",
        "deleted": "at once, in the file and in those that the database keeps beside it",
    }


def _others(settings: "Settings") -> dict[str, str]:
    """To whom goes what members write: the servers of models, by their addresses without any password."""
    asked = [
        (settings.model.backend, settings.openai),
        *((each.backend, each.openai) for each in settings.models.values()),
    ]
    hosts = [urlsplit(openai.base_url).netloc.rpartition("@")[2] for backend, openai in asked if backend == "openai"]
    servers = " and ".join(dict.fromkeys(hosts))
    elsewhere = settings.database.url is not None
    given = "Beside that it is given to nobody" if elsewhere else "It is given to nobody"
    if servers:
        return {
            "model_place": f"What is put to a language model goes to {servers}, which may keep it.",
            "others": f"{given} but {servers}: there goes what is put to a model, with the earlier turns "
            "of the chat that it reads again, and without your id.",
        }
    model = "It uses no language model at present."
    if settings.model_names:
        goes = "what it keeps is in a database on a server" if elsewhere else "what you write goes to nobody else"
        model = f"It has its language model on the same machine: {goes}."
    return {"model_place": model, "others": f"{given}."}


def _print(page: Page, config: Path | None) -> None:
    async def write(settings: "Settings") -> None:
        stdout.print(filled(page, settings), end="")

    do(write, config)


def _save(picture: bytes, file: Path) -> None:
    try:
        save(picture, file)
    except InputError as error:
        stderr.print(str(error))
        raise typer.Exit(FAILED) from None
    stdout.print(f"{file}: {len(picture):,} bytes")
