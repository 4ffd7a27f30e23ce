"""**Compare**, below cards of tokens: a text in all encodings, and what a sentence costs in other languages."""

import discord

from bot.app import StrawberryBot, services_of
from bot.app.cards import compared_view, languages_view
from bot.app.presses import chosen_one
from bot.ui.buttons.texts import ChooseLanguagesEncoding, ShowCompared, ShowLanguages
from bot.ui.sending import update

_COMMAND = "/tokenize"


async def _compare(interaction: discord.Interaction, asked: ShowCompared) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    kept = await services.texts.get(asked.kept, interaction.user.id, _COMMAND)
    await update(interaction, await compared_view(services, kept.text, kept.id, kept.encoding))


async def _show_languages(interaction: discord.Interaction, kept_id: int, encoding: str) -> None:
    await interaction.response.defer()
    services = services_of(interaction)
    await services.texts.get(kept_id, interaction.user.id, _COMMAND)
    await update(interaction, await languages_view(services, kept_id, encoding))


async def _languages(interaction: discord.Interaction, asked: ShowLanguages) -> None:
    await _show_languages(interaction, asked.kept, asked.encoding)


async def _choose(interaction: discord.Interaction, asked: ChooseLanguagesEncoding) -> None:
    await _show_languages(interaction, asked.kept, chosen_one(interaction, str))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowCompared, _compare)
    bot.presses.on(ShowLanguages, _languages)
    bot.presses.on(ChooseLanguagesEncoding, _choose)
