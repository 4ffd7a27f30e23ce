"""What the log of comparisons has learnt: the cards behind **How models do**."""

import discord

from bot.app import StrawberryBot, services_of
from bot.app.cards import method_card_of, notes_card_of, statistics_card_of
from bot.app.commands import begin, on_private_card
from bot.app.viewer import Viewer
from bot.errors import InputError, NotYourCard
from bot.language import later
from bot.ui.buttons.letters import ExplainStatistics, OpenStatistics
from bot.ui.buttons.log import ShowStatistics
from bot.ui.sending import reply, update
from bot.ui.stats import Whose


async def _open(interaction: discord.Interaction, _: OpenStatistics) -> None:
    """Show the figures of the server where there is one, else of the member, to all who see the card pressed."""
    whose: Whose = "me" if interaction.guild_id is None else "server"
    server = await begin(interaction, private=whose == "me" or on_private_card(interaction))
    viewer = Viewer.of(interaction, private=server.private)
    await reply(interaction, await statistics_card_of(services_of(interaction), viewer, whose))


async def _show(interaction: discord.Interaction, asked: ShowStatistics) -> None:
    """Show the figures in place; one's own in a message of their own, which nobody else sees."""
    if interaction.user.id != asked.owner:
        raise NotYourCard(
            later(
                "Only the person who asked for these figures can switch them. Ask for your own: Press **How models "
                "do** on a card of /ask."
            )
        )
    if asked.whose == "server" and interaction.guild_id is None:
        raise InputError(later("There is no server here. Press **How models do** on a card of /ask in one."))
    services, viewer = services_of(interaction), Viewer.of(interaction, private=asked.whose == "me")
    if viewer.private:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await reply(interaction, await statistics_card_of(services, viewer, asked.whose))
    else:
        await interaction.response.defer()
        await update(interaction, await statistics_card_of(services, viewer, asked.whose))


async def _method(interaction: discord.Interaction, asked: ExplainStatistics) -> None:
    """Show what stands behind the figures, or how to read them, to whoever presses alone: of **Me**, their own."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    viewer = Viewer.of(interaction, private=True)
    make = notes_card_of if asked.part == "notes" else method_card_of
    await reply(interaction, await make(services_of(interaction), viewer, asked.whose))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(OpenStatistics, _open, uses=1)
    bot.presses.on(ShowStatistics, _show)
    bot.presses.on(ExplainStatistics, _method)
