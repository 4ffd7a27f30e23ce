"""What the commands have in common."""

import discord
from discord import app_commands

from bot.app.bot import services_of
from bot.letters import Asker

_CHOICES = 25
"""The most that Discord shows."""


def _rate(interaction: discord.Interaction) -> app_commands.Cooldown:
    settings = services_of(interaction).settings.cooldown
    return app_commands.Cooldown(settings.uses, settings.seconds)


cooldown = app_commands.checks.dynamic_cooldown(_rate, key=lambda interaction: interaction.user.id)
"""Decorates a command that works for the member: so often each, as the config says."""


async def encoding_choices(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Autocomplete: encodings first, then models' names, those that contain what is typed."""
    encodings = services_of(interaction).encodings
    wanted = current.strip().lower()
    named = [app_commands.Choice(name=name, value=name) for name in encodings.names if wanted in name]
    models = [
        app_commands.Choice(name=f"{model} ({encoding})", value=model)
        for model, encoding in encodings.models.items()
        if wanted and wanted in model
    ]
    return (named + models)[:_CHOICES]


def asker(interaction: discord.Interaction) -> Asker:
    """Who sent ``interaction``, and where."""
    return Asker(interaction.user.id, interaction.channel_id, interaction.guild_id)
