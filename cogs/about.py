"""``/about`` and ``/help``."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.app import StrawberryBot, services_of
from bot.errors import InputError
from bot.ui.about import CommandHelp, OptionHelp, about_card, help_card, usage_card
from bot.ui.sending import reply


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
        server = await services.server_settings(interaction.guild_id)
        states = {name: model.state for name, model in services.models.items()}
        card = about_card(__version__, states, services.encodings.names, services.settings, server.chat_days)
        await reply(interaction, card, ephemeral=True)

    @app_commands.command(
        name="help",
        description="Every command, or one of them, and what /ask understands",
        extras={"everywhere": True, "example": "/help command:explain"},
    )
    @app_commands.describe(command="How one command is used, with an example")
    async def show_help(
        self, interaction: discord.Interaction, command: app_commands.Range[str, 1, 50] | None = None
    ) -> None:
        """Show it to who asked."""
        commands = self._commands()
        if command is None:
            everything = self._bot.tree.get_commands()
            menus = [each.name for each in everything if isinstance(each, app_commands.ContextMenu)]
            groups = {each.name: each.description for each in everything if isinstance(each, app_commands.Group)}
            await reply(interaction, help_card([*commands.values()], groups, menus), ephemeral=True)
            return
        name = command.strip().lower().removeprefix("/")
        asked_for = [each for each in commands.values() if f"{each.name} ".startswith(f"{name} ")]
        if not asked_for:
            raise InputError(f"I have no command called “{command}”. /help lists all of them.")
        await reply(interaction, usage_card(asked_for), ephemeral=True)

    @show_help.autocomplete("command")
    async def _names(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        wanted = current.strip().lower().removeprefix("/")
        return [app_commands.Choice(name=f"/{name}", value=name) for name in self._commands() if wanted in name][:25]

    def _commands(self) -> dict[str, CommandHelp]:
        """By name. A group has nothing to say of itself: its commands are listed as ``group command``, also for it."""
        return {
            each.qualified_name: CommandHelp(
                each.qualified_name,
                each.description,
                tuple(
                    OptionHelp(option.display_name, str(option.description), option.required)
                    for option in each.parameters
                ),
                each.extras.get("example"),
            )
            for each in self._bot.tree.walk_commands()
            if isinstance(each, app_commands.Command)
        }


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(About(bot))
