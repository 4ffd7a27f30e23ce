"""``/compare``: a text in all encodings side by side, and what a sentence costs in other languages."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, encoding_options
from bot.app.presses import chosen_one
from bot.drawing import language_bars, stack
from bot.services import Services
from bot.tokens import cut_by_all, load_all, prices, well_formed
from bot.ui import Card
from bot.ui.buttons.texts import ChooseLanguagesEncoding, ShowCompared, ShowLanguages
from bot.ui.compare import compare_card, languages_card, strips
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
        encoding = (await begin(interaction, private=private)).encoding
        services, said = services_of(interaction), well_formed(text)
        kept = await services.texts.keep(
            interaction.user.id, interaction.guild_id, said, encoding, interaction.created_at
        )
        card = await _compared(services, text, kept, encoding)
        await reply(interaction, card)


async def _compared(services: Services, text: str, kept: int | None, encoding: str) -> Card:
    loaded = await load_all(services.encodings)
    alike = await asyncio.to_thread(cut_by_all, loaded.encodings, text)
    readers = services.encodings.readers
    picture = await services.studio.draw(stack, strips(alike))
    buttons = [] if kept is None else [ShowLanguages(kept, encoding).button("Other languages")]
    return compare_card(alike, loaded, readers, picture, buttons)


async def _show_languages(interaction: discord.Interaction, kept_id: int, encoding: str) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    await services.texts.get(kept_id, interaction.user.id, "/compare")
    loaded = await services.encodings.load(encoding)
    picture = await services.studio.draw(language_bars, await asyncio.to_thread(prices, loaded), encoding)
    select = ChooseLanguagesEncoding(kept_id).select(encoding_options(services.encodings, encoding), "Encoding")
    card = languages_card(encoding, picture, [ShowCompared(kept_id).button("Back to the text")], select)
    await update(interaction, card)


async def _languages(interaction: discord.Interaction, asked: ShowLanguages) -> None:
    await _show_languages(interaction, asked.kept, asked.encoding)


async def _choose(interaction: discord.Interaction, asked: ChooseLanguagesEncoding) -> None:
    await _show_languages(interaction, asked.kept, chosen_one(interaction, str))


async def _back(interaction: discord.Interaction, asked: ShowCompared) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    kept = await services.texts.get(asked.kept, interaction.user.id, "/compare")
    await update(interaction, await _compared(services, kept.text, kept.id, kept.encoding))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowLanguages, _languages)
    bot.presses.on(ChooseLanguagesEncoding, _choose)
    bot.presses.on(ShowCompared, _back)
    await bot.add_cog(Compare())
