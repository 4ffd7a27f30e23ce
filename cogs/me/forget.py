"""Everything that is kept of a member, deleted once they have confirmed it."""

import discord

from bot.app import services_of
from bot.errors import NotYourCard
from bot.language import later
from bot.ui.buttons.log import AskToForget, ForgetMe
from bot.ui.keeping import forgotten_card, kept_card, untouched_card
from bot.ui.sending import reply, update


async def ask(interaction: discord.Interaction, _: AskToForget) -> None:
    """Say how much there is, and ask whether to delete it."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    kept = await services_of(interaction).members.kept(interaction.user.id)
    await reply(interaction, kept_card(kept, interaction.user.id), ephemeral=True)


async def decide(interaction: discord.Interaction, asked: ForgetMe) -> None:
    """Do what was decided, and say it in place of the question."""
    if interaction.user.id != asked.owner:
        raise NotYourCard(later("Only the person whom this card is about can decide. Use /me for yourself."))
    await interaction.response.defer()
    if asked.decision == "delete":
        services = services_of(interaction)
        services.conversations.stop_all_of(asked.owner)
        services.trainings.stop_all_of(asked.owner)
        card = forgotten_card(await services.members.forget(asked.owner))
    else:
        card = untouched_card()
    await update(interaction, card)
