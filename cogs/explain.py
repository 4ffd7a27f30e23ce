"""``/explain``: the story of one word, page by page."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.cards import story_card, story_view
from bot.app.commands import begin, encoding_choices
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.ui.buttons.texts import TurnStory
from bot.ui.explain import PAGES
from bot.ui.sending import reply, update


class Explain(commands.Cog):
    """Explains how a word becomes tokens."""

    @app_commands.command(
        description="The story of one word: its tokens, how they were put together, and what that means",
        extras={"example": "/explain word:strawberry"},
    )
    @app_commands.describe(
        word="A word, or a few of them",
        encoding="Which vocabulary: an encoding or a model's name (default: the server's)",
        private="Show the answer only to me",
    )
    @app_commands.autocomplete(encoding=encoding_choices)
    async def explain(
        self,
        interaction: discord.Interaction,
        word: app_commands.Range[str, 1, 100],
        encoding: app_commands.Range[str, 1, 60] | None = None,
        private: bool = False,
    ) -> None:
        """Show the first page."""
        server = await begin(interaction, encoding, private=private)
        viewer = Viewer.of(interaction, private=server.private)
        await reply(interaction, await story_card(services_of(interaction), viewer, word, server.encoding))


async def _turn(interaction: discord.Interaction, asked: TurnStory) -> None:
    services = services_of(interaction)
    await interaction.response.defer()
    if asked.page >= len(PAGES):
        raise InputError("This story has no such page. Use /explain again.")
    kept = await services.texts.get(asked.kept, interaction.user.id, "/explain")
    await update(interaction, await story_view(services, kept.text, kept.encoding, asked.page, asked.kept))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(TurnStory, _turn)
    await bot.add_cog(Explain())
