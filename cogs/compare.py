"""``/compare``: a text in all encodings side by side, and what a sentence costs in other languages."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.cards import compared_card, compared_view, languages_view
from bot.app.commands import begin
from bot.app.presses import chosen_one
from bot.app.viewer import Viewer
from bot.ui.buttons.texts import ChooseLanguagesEncoding, ShowCompared, ShowLanguages
from bot.ui.sending import reply, update


class Compare(commands.Cog):
    """Shows a text in all encodings."""

    @app_commands.command(
        description="Show how each encoding cuts the same text, side by side",
        extras={"example": "/compare text:Erdbeeren und 🍓"},
    )
    @app_commands.describe(text="The text to cut", private="Show the answer only to me")
    async def compare(
        self, interaction: discord.Interaction, text: app_commands.Range[str, 1, 6000], private: bool = False
    ) -> None:
        """Cut ``text`` by every encoding that is there."""
        server = await begin(interaction, private=private)
        viewer = Viewer.of(interaction, private=server.private)
        await reply(interaction, await compared_card(services_of(interaction), viewer, text, server.encoding))


async def _show_languages(interaction: discord.Interaction, kept_id: int, encoding: str) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    await services.texts.get(kept_id, interaction.user.id, "/compare")
    await update(interaction, await languages_view(services, kept_id, encoding))


async def _languages(interaction: discord.Interaction, asked: ShowLanguages) -> None:
    await _show_languages(interaction, asked.kept, asked.encoding)


async def _choose(interaction: discord.Interaction, asked: ChooseLanguagesEncoding) -> None:
    await _show_languages(interaction, asked.kept, chosen_one(interaction, str))


async def _back(interaction: discord.Interaction, asked: ShowCompared) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    kept = await services.texts.get(asked.kept, interaction.user.id, "/compare")
    await update(interaction, await compared_view(services, kept.text, kept.id, kept.encoding))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowLanguages, _languages)
    bot.presses.on(ChooseLanguagesEncoding, _choose)
    bot.presses.on(ShowCompared, _back)
    await bot.add_cog(Compare())
