"""The buttons under what was asked in plain words: a term shown live, and what the model would say."""

import discord

from bot.app import StrawberryBot, services_of
from bot.app.cards import live_card
from bot.app.commands import begin
from bot.app.talking import said_in, talk
from bot.app.viewer import Viewer
from bot.ui.buttons.plain_words import ModelSays, ShowLive
from bot.ui.sending import reply


async def _show_live(interaction: discord.Interaction, asked: ShowLive) -> None:
    """Show a term of the glossary on an example, to whoever presses alone."""
    await begin(interaction, private=True)
    viewer = Viewer.of(interaction, private=True)
    await reply(interaction, await live_card(services_of(interaction), viewer, asked.term), ephemeral=True)


async def _model_says(interaction: discord.Interaction, asked: ModelSays) -> None:
    """Answer what was asked by the model after all, as it is answered in a chat."""
    kept = await services_of(interaction).texts.get(asked.kept, interaction.user.id, "/chat")
    seen_alone = interaction.message is not None and interaction.message.flags.ephemeral
    server = await begin(interaction, private=seen_alone)
    await talk(interaction, said_in(interaction, kept.text, private=server.private), server)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowLive, _show_live, uses=1)
    bot.presses.on(ModelSays, _model_says, uses=1)
