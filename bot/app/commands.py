"""What the commands have in common."""

from dataclasses import replace

import discord
from discord import app_commands

from bot.app.bot import SERVER, services_of
from bot.errors import InputError, NotYourCard
from bot.language import Later, later
from bot.letters import Asker
from bot.storage import ServerSettings
from bot.tokens import Encodings
from bot.ui.sending import think

_CHOICES = 25
"""The most that Discord shows."""


async def encoding_choices(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Autocomplete: encodings first, then models' names, those that contain what is typed."""
    encodings = services_of(interaction).encodings
    wanted = current.strip().lower()
    named = [
        app_commands.Choice(name=f"{name} ({readers})", value=name)
        for name, readers in encodings.readers.items()
        if wanted in name
    ]
    models = [
        app_commands.Choice(name=f"{model} ({encoding})", value=model)
        for model, encoding in encodings.models.items()
        if wanted and wanted in model and model not in encodings.names
    ]
    return (named + models)[:_CHOICES]


async def model_choices(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Autocomplete: the models that can be asked, those that contain what is typed."""
    wanted, names = current.strip().lower(), services_of(interaction).settings.model_names
    return [app_commands.Choice(name=name, value=name) for name in names if wanted in name.lower()][:_CHOICES]


WHICH_MODEL = "The model that answers, where the host has set up several"  # untranslated: found in the commands
"""Describes the option ``model`` of commands."""


async def begin(
    interaction: discord.Interaction, encoding: str | None = None, *, private: bool = False
) -> ServerSettings:
    """Show “thinking …”, to the asker alone where they or the server want it so.

    Returns what is set for the server, with the encoding that the member named, if any, and with what they said of
    ``private``. Raises ``UnknownEncoding`` before anything is shown.
    """
    services = services_of(interaction)
    server: ServerSettings | None = interaction.extras.get(SERVER)
    if server is None:  # of a form, or of a command that works everywhere
        server = await services.server_settings(interaction.guild_id)
    server = replace(
        server,
        encoding=services.encodings.resolve(encoding or server.encoding),
        private=private or server.private,
    )
    await think(interaction, ephemeral=server.private)
    return server


def joined_guild(interaction: discord.Interaction) -> int:
    """The id of the server, where the bot is a member of it. Raises ``InputError`` elsewhere.

    Where only a member has installed it for themselves it is none: nothing can be sent there but answers.
    """
    if interaction.guild_id is None:
        raise InputError(later("This belongs to a server. Use it in one."))
    if interaction.client.get_guild(interaction.guild_id) is None:
        raise InputError(later("I’m not in this server. Ask someone who manages it to add me, then try again."))
    return interaction.guild_id


def quiz_channel(interaction: discord.Interaction) -> int:
    """The id of the channel, for a quiz. Raises ``InputError`` where the bot could not write in it by itself."""
    if interaction.channel_id is None:
        raise InputError(later("A quiz needs a channel. Use /quiz start in one."))
    if interaction.context.private_channel:
        raise InputError(later("I’m not in this group. Start a quiz in a server, or in a direct message to me."))
    if interaction.guild_id is None:
        return interaction.channel_id
    may = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    joined_guild(interaction)
    if not may.view_channel or not (may.send_messages_in_threads if in_thread else may.send_messages):
        raise InputError(
            later(
                "I can’t write in this channel. Ask someone who manages the server to allow it, or start the quiz "
                "elsewhere."
            )
        )
    return interaction.channel_id


def guild_managed(interaction: discord.Interaction) -> int:
    """The id of the server, for those who manage it. Raises ``InputError`` for others, and where the bot is no member.

    A command's permissions can be changed by anyone who manages the server; this cannot.
    """
    guild_id = joined_guild(interaction)
    if not interaction.permissions.manage_guild:
        raise InputError(later("Only those who may manage this server can do that. Ask one of them."))
    return guild_id


def check_may_lead(interaction: discord.Interaction, owner_id: int | None, refusal: Later) -> None:
    """Raises ``NotYourCard`` with ``refusal`` for all but the member ``owner_id`` and who may manage messages here."""
    if interaction.user.id != owner_id and not interaction.permissions.manage_messages:
        raise NotYourCard(refusal)


def may_see(interaction: discord.Interaction, asked: Asker) -> bool:
    """Whether what was ``asked`` was shown to who sent ``interaction``: in the same channel, and not to another alone.

    A custom id names a row of the database, and nothing else keeps it from naming one of another server.
    """
    here = (interaction.guild_id, interaction.channel_id) == (asked.guild_id, asked.channel_id)
    return here and (not asked.private or interaction.user.id == asked.user_id)


def on_private_card(interaction: discord.Interaction) -> bool:
    """Whether nobody else sees the card whose button, or the form behind it, ``interaction`` comes from."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def encoding_options(encodings: Encodings, chosen: str) -> list[discord.SelectOption]:
    """The encodings as the options of a select, with the models that read them."""
    return [
        discord.SelectOption(label=name, description=models, default=name == chosen)
        for name, models in encodings.readers.items()
    ]


def asker_of(interaction: discord.Interaction, *, private: bool) -> Asker:
    """Who sent ``interaction``, and where; ``private`` where nobody else is shown the answer."""
    return Asker(interaction.user.id, interaction.channel_id, interaction.guild_id, private)
