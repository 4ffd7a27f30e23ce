"""Comparisons, or everything of a member, as a file."""

from typing import get_args

import discord

from bot.app import services_of
from bot.app.presses import chosen_one
from bot.errors import InputError
from bot.language import later, tr
from bot.services.results import progress_file
from bot.storage import Format, Scope
from bot.ui.buttons.log import ChooseExport, OpenExport, TakeOut
from bot.ui.card import MAX_FILE_BYTES
from bot.ui.keeping import What, export_card, offer_card, takeout_card
from bot.ui.sending import reply

_CHOICES: dict[str, tuple[What, Format]] = {
    f"{what}:{format_}": (what, format_) for what in get_args(What) for format_ in get_args(Format)
}


async def offer(interaction: discord.Interaction, _: OpenExport) -> None:
    """Ask what to export: the server's is offered to those who may have it."""
    manages = interaction.guild_id is not None and interaction.permissions.manage_guild
    offered = [key for key, (what, _) in _CHOICES.items() if what == "mine" or manages]
    await reply(interaction, offer_card({key: _CHOICES[key] for key in offered}), ephemeral=True)


async def send(interaction: discord.Interaction, _: ChooseExport) -> None:
    """Send the file that was chosen, privately."""
    what, format_ = chosen_one(interaction, _choice)
    scope = _scope(interaction, what)
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = services_of(interaction)
    exported = await services.exports.file(scope, format_, MAX_FILE_BYTES)
    card = export_card(exported, what, format_)
    if what == "mine" and (lessons := await services.learning.progress.every(interaction.user.id)):
        card.text(tr("**Lessons**: how far you are, your answers and your words")).file(
            progress_file(lessons), "lessons.csv"
        )
    await reply(interaction, card, ephemeral=True)


async def take_out(interaction: discord.Interaction, _: TakeOut) -> None:
    """Send everything of whoever presses, privately."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    takeout = await services_of(interaction).takeouts.file(interaction.user.id, MAX_FILE_BYTES)
    await reply(interaction, takeout_card(takeout), ephemeral=True)


def _choice(value: str) -> tuple[What, Format]:
    if value not in _CHOICES:
        raise ValueError(value)
    return _CHOICES[value]


def _scope(interaction: discord.Interaction, what: What) -> Scope:
    if what == "mine":
        return Scope(user_id=interaction.user.id)
    if interaction.guild_id is None:
        raise InputError(later("There is no server here. Use /me in one, and Export there."))
    if not interaction.permissions.manage_guild:
        raise InputError(later("Only those who may manage this server can export its comparisons. Choose your own."))
    return Scope(guild_id=interaction.guild_id, seen_by=interaction.user.id)
