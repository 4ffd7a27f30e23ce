"""The menu of the reading list, and the way to its papers."""

import discord

from bot.app import StrawberryBot
from bot.app.presses import chosen_one
from bot.errors import InputError
from bot.language import later
from bot.ui import Card
from bot.ui.buttons.reading import ChooseReading, ShowReading
from bot.ui.reading import START, reading_card
from bot.ui.sending import reply, update


async def _choose(interaction: discord.Interaction, _: ChooseReading) -> None:
    """Show another topic."""
    await _show(interaction, chosen_one(interaction, _card))


async def _turn(interaction: discord.Interaction, asked: ShowReading) -> None:
    """Show the papers of a topic, or all else."""
    try:
        card = _card(asked.topic, papers=asked.papers)
    except ValueError:
        raise InputError(later("My reading list no longer has that topic. Choose another one.")) from None
    await _show(interaction, card)


async def _show(interaction: discord.Interaction, card: Card) -> None:
    """In place where the card is theirs alone, else to whoever presses."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.defer()
        await update(interaction, card)
    else:
        await reply(interaction, card, ephemeral=True)


def _card(topic: str, *, papers: bool = False) -> Card:
    return reading_card(None if topic == START else topic, papers=papers)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ChooseReading, _choose)
    bot.presses.on(ShowReading, _turn)
