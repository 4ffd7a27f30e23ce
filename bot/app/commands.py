"""What the commands have in common."""

import discord
from discord import app_commands

from bot.app.bot import services_of
from bot.config import CooldownSettings
from bot.errors import InputError
from bot.letters import Asker
from bot.tokens import MAX_FILE_BYTES, Encodings, read_text

_CHOICES = 25
"""The most that Discord shows."""


def _limit(interaction: discord.Interaction) -> app_commands.Cooldown:
    limit = services_of(interaction).settings.cooldown
    return app_commands.Cooldown(limit.uses, limit.seconds)


def _whose(interaction: discord.Interaction) -> tuple[CooldownSettings, int]:
    # The limit belongs to it: discord.py keeps what was used up with the command, for every bot of the process.
    return services_of(interaction).settings.cooldown, interaction.user.id


cooldown = app_commands.checks.dynamic_cooldown(_limit, key=_whose)
"""Decorates a command that works for the member: so often each, as the config says."""


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


def encoding_options(encodings: Encodings, chosen: str) -> list[discord.SelectOption]:
    """The encodings as the options of a select, with the models that read them."""
    return [
        discord.SelectOption(label=name, description=models, default=name == chosen)
        for name, models in encodings.readers.items()
    ]


def asker(interaction: discord.Interaction, *, private: bool) -> Asker:
    """Who sent ``interaction``, and where; ``private`` where nobody else is shown the answer."""
    return Asker(interaction.user.id, interaction.channel_id, interaction.guild_id, private)


def check_size(file: discord.Attachment) -> None:
    """Refuse a ``file`` that is too long before it is fetched: raises ``InputError``."""
    if file.size > MAX_FILE_BYTES:
        raise InputError(
            f"That file has {file.size:,} bytes; I read up to {MAX_FILE_BYTES:,} (1 MiB). Send a part of it."
        )


async def attached_text(file: discord.Attachment) -> str:
    """The text of ``file``. Raises ``InputError`` where it has none or cannot be fetched."""
    try:
        return read_text(await file.read())
    except discord.HTTPException as error:
        raise InputError("Discord does not give me that file. Attach it again.") from error
