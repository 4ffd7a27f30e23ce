"""``/about`` and ``/help``."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.app import StrawberryBot, services_of
from bot.ui.about import CommandHelp, about_card, help_card


class About(commands.Cog):
    """Says what the bot is and what it can do."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    @app_commands.command(
        description="What this bot is, which model it runs, and what it keeps", extras={"everywhere": True}
    )
    async def about(self, interaction: discord.Interaction) -> None:
        """Show it to who asked."""
        services = services_of(interaction)
        card = about_card(__version__, services.model.state, services.encodings.names, services.settings.database)
        await interaction.response.send_message(view=card, ephemeral=True)

    @app_commands.command(description="Every command, and what /ask understands", extras={"everywhere": True})
    async def help(self, interaction: discord.Interaction) -> None:
        """Show it to who asked."""
        tree = self._bot.tree
        # A group has nothing to say of itself: its commands are listed as /group command.
        commands = [
            CommandHelp(each.qualified_name, each.description, each.extras.get("example"))
            for each in tree.walk_commands()
            if isinstance(each, app_commands.Command)
        ]
        menus = [each.name for each in tree.get_commands() if isinstance(each, app_commands.ContextMenu)]
        await interaction.response.send_message(view=help_card(commands, menus), ephemeral=True)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(About(bot))
