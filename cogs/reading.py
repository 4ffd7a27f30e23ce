"""The menu of the reading list."""

import discord

from bot.app import StrawberryBot
from bot.app.presses import chosen_one
from bot.ui import Card
from bot.ui.buttons.reading import ChooseReading
from bot.ui.reading import START, reading_card
from bot.ui.sending import reply, update


async def _choose(interaction: discord.Interaction, _: ChooseReading) -> None:
    """Show another topic: in place where the card is theirs alone, else to whoever chose."""
    card = chosen_one(interaction, _card)
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.defer()
        await update(interaction, card)
    else:
        await reply(interaction, card, ephemeral=True)


def _card(value: str) -> Card:
    return reading_card(None if value == START else value)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ChooseReading, _choose)
