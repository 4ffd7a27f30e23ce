"""Names and descriptions of commands in the languages of ``bot.language``."""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place

from bot.language import LOCALES, speaking, tr_as

_KINDS = {
    Place.command_name: "command",
    Place.group_name: "command",
    Place.command_description: "description",
    Place.group_description: "description",
    Place.parameter_name: "option",
    Place.parameter_description: "description",
    Place.choice_name: "choice",
}


def kind_of(context: app_commands.TranslationContextTypes) -> str:
    """What a text of a command is in the catalogue: the context of its message."""
    if isinstance(context.data, app_commands.ContextMenu):
        return "menu"
    return _KINDS[context.location]


class Catalogues(app_commands.Translator):
    """Looks up what Discord is told about commands when they are synced."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Called by discord.py for every text and each of its locales: None where it is the English one."""
        if str(locale) not in LOCALES:
            return None
        with speaking(locale):
            said = tr_as(kind_of(context), string.message)
        return said if said != string.message else None


def described(text: str) -> str:
    """The description of a command or an option as Discord shows it to whoever asks."""
    return tr_as("description", text)
