"""The pages of one step of training by hand, turned by who opened the card."""

import discord

from bot.app import services_of
from bot.app.cards import step_by_hand_card
from bot.errors import NotYourCard
from bot.language import later
from bot.ui.buttons.lab_step import OpenOwnStep, ShowStage
from bot.ui.sending import reply, update


async def show_stage(interaction: discord.Interaction, asked: ShowStage) -> None:
    """Show another stage in place of the one before."""
    if interaction.user.id != asked.owner:
        raise NotYourCard(later("Only the person who opened this card can turn its pages. Use “Open your own”."))
    await interaction.response.defer()
    await update(interaction, await step_by_hand_card(services_of(interaction), asked.stage, asked.owner))


async def open_own(interaction: discord.Interaction, asked: OpenOwnStep) -> None:
    """Open a card at the same stage, to whoever presses alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    card = await step_by_hand_card(services_of(interaction), asked.stage, interaction.user.id)
    await reply(interaction, card, ephemeral=True)
