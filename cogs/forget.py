"""``/forget-me``: everything that is kept of a member, deleted once they have confirmed it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.errors import NotYourCard
from bot.ui.buttons.log import ForgetMe
from bot.ui.keeping import forgotten_card, kept_card, untouched_card
from bot.ui.sending import reply, update


class Forget(commands.Cog):
    """Deletes what is kept."""

    @app_commands.command(
        name="forget-me",
        description="Delete what I keep about you: letter questions, chats, quizzes, texts behind buttons",
        extras={"example": "/forget-me", "everywhere": True},
    )
    async def forget_me(self, interaction: discord.Interaction) -> None:
        """Say how much there is, and ask whether to delete it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        kept = await services_of(interaction).members.kept(interaction.user.id)
        await reply(interaction, kept_card(kept, interaction.user.id), ephemeral=True)


async def _decide(interaction: discord.Interaction, asked: ForgetMe) -> None:
    """Do what was decided, and say it in place of the question."""
    if interaction.user.id != asked.owner:
        raise NotYourCard("Only the person whom this card is about can decide. Use /forget-me for yourself.")
    await interaction.response.defer()
    if asked.decision == "delete":
        services = services_of(interaction)
        services.conversations.stop_all_of(asked.owner)
        services.trainings.stop_all_of(asked.owner)
        card = forgotten_card(await services.members.forget(asked.owner))
    else:
        card = untouched_card()
    await update(interaction, card)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ForgetMe, _decide)
    await bot.add_cog(Forget())
