"""The messages of the bot, collected for translators: ``make messages`` brings ``bot/locales`` up to date.

They are found where the code marks them, and in what Discord is told about the commands.
"""

import ast
import asyncio
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import discord
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from discord import app_commands

from bot.app.bot import StrawberryBot
from bot.app.translator import kind_of
from bot.config import DatabaseSettings, ModelSettings, Settings
from bot.language import FOLDER, LOCALES, catalogue_file
from tests.wording import called, read_all, tree_of
from tests.world import enter

ROOT = Path(__file__).parent.parent
TEMPLATE = FOLDER / "strawberry.pot"
_MARKS = {"tr": None, "tr_as": ((1, "c"), 2), "plural": (1, 2), "later": None, "noted": None}
_COLUMNS = 120
_CHANGING = (
    "POT-Creation",
    "PO-Revision",
    "Generated-By",
    "Report-Msgid",
    "Last-Translator",
    "Language-Team",
    "# FIRST",
)
"""Lines of a header that would change each time, or name somebody."""


async def template(bot: StrawberryBot) -> Catalog:
    """All messages, with the files that they stand in; of what Discord is told, it is ``commands``."""
    found = Catalog(project="Strawberry", fuzzy=False)
    for room in ("bot", "cogs"):
        marked = extract_from_dir(ROOT / room, [("**.py", "tests.messages:marked_in")], keywords=_MARKS)
        for file, _, message, comments, context in marked:
            found.add(message, locations=[(f"{room}/{file}", 0)], auto_comments=comments, context=context)
    for kind, text in await commands(bot):
        found.add(text, locations=[("commands", 0)], context=kind)
    return found


def marked_in(
    file: BinaryIO, keywords: Collection[str], _: Collection[str], options: Mapping[str, str]
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """The marked messages of a file, for Babel, whose own method sees none inside f-strings before Python 3.12."""
    lines = file.read().decode().splitlines()
    for call in ast.walk(tree_of(Path(file.name).relative_to(ROOT).as_posix())):
        if isinstance(call, ast.Call) and (name := called(call)) in keywords:
            above = lines[call.lineno - 2].strip()
            comments = [above.removeprefix("# Translators: ")] if above.startswith("# Translators: ") else []
            yield call.lineno, name, [_literal(each) for each in call.args], comments


def _literal(argument: ast.expr) -> str | None:
    match argument:
        case ast.Constant(value=str(text)):
            return text
        case _:
            return None


async def commands(bot: StrawberryBot) -> list[tuple[str, str]]:
    """What each text of a command is, and the text."""
    heard = _Heard()
    for command in bot.tree.get_commands():
        await command.get_translated_payload(bot.tree, heard)
    return sorted(heard.texts)


class _Heard(app_commands.Translator):
    def __init__(self) -> None:
        self.texts: set[tuple[str, str]] = set()

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> None:
        self.texts.add((kind_of(context), string.message))


def written(catalog: Catalog) -> bytes:
    """The text of a template or a catalogue, sorted, so that two who add messages seldom touch the same lines."""
    file = BytesIO()
    write_po(file, catalog, width=_COLUMNS, sort_output=True, include_lineno=False, ignore_obsolete=True)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.removeprefix('"').startswith(_CHANGING)).encode()


async def _update(begun: Sequence[str]) -> None:
    """Bring the template and all catalogues up to date, and begin those of the languages ``begun``."""
    read_all()
    with TemporaryDirectory() as folder:
        settings = Settings(
            cache=Path(folder),
            database=DatabaseSettings(path=Path(folder) / "log.sqlite3"),
            model=ModelSettings(backend="off"),
        )
        async with enter(settings) as world:
            found = await template(world.bot)
    FOLDER.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(found))
    for spoken in {*LOCALES.values()}:
        file = catalogue_file(spoken)
        catalog = Catalog(spoken, project="Strawberry", fuzzy=False)
        if file.exists():
            with file.open("rb") as was:
                catalog = read_po(was, spoken)
        elif spoken not in begun:
            continue
        catalog.update(found, update_header_comment=False)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(catalog))


if __name__ == "__main__":
    asyncio.run(_update(sys.argv[1:]))
