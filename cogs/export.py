"""``/export``: comparisons as a file."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.errors import InputError
from bot.storage import Format, Scope
from bot.ui.card import MAX_FILE_BYTES
from bot.ui.keeping import What, export_card
from bot.ui.sending import reply


class Export(commands.Cog):
    """Hands out what is kept."""

    @app_commands.command(
        description="Comparisons as a file, shown only to me: my own, or this server's",
        extras={"example": "/export what:mine format:csv", "everywhere": True},
    )
    @app_commands.rename(format_="format")
    @app_commands.describe(
        what="My own, wherever I asked (default), or this server's, for those who may manage it",
        format_="csv for spreadsheets (default), jsonl for programs",
    )
    async def export(self, interaction: discord.Interaction, what: What = "mine", format_: Format = "csv") -> None:
        """Send the file privately."""
        scope = _scope(interaction, what)
        await interaction.response.defer(ephemeral=True, thinking=True)
        exported = await services_of(interaction).exports.file(scope, format_, MAX_FILE_BYTES)
        card = export_card(exported, what, format_)
        await reply(interaction, card, ephemeral=True)


def _scope(interaction: discord.Interaction, what: What) -> Scope:
    if what == "mine":
        return Scope(user_id=interaction.user.id)
    if interaction.guild_id is None:
        raise InputError("There is no server here. Use /export what:server in one, or /export for your own.")
    if not interaction.permissions.manage_guild:
        raise InputError("Only those who may manage this server can export its comparisons. Use /export for your own.")
    return Scope(guild_id=interaction.guild_id, seen_by=interaction.user.id)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Export())
