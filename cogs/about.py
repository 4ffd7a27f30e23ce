"""``/help``, with what the bot is and what it keeps."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.app import StrawberryBot, bot_of, services_of
from bot.app.presses import chosen_one
from bot.app.translator import described
from bot.model.install import is_small
from bot.ui.about import about_card
from bot.ui.buttons.start import ChooseHelp, ShowAbout
from bot.ui.help import TOPICS, CommandHelp, OptionHelp, help_card, moved_card, topic_card, unknown_card, usage_card
from bot.ui.moved import MOVED
from bot.ui.sending import reply, update


class About(commands.Cog):
    """Says what the bot is and what it can do."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    @app_commands.command(
        name="help",
        description="Five things to try, everything by topic, and how a command is used",
        extras={"everywhere": True, "example": "/help command:explain"},
    )
    @app_commands.describe(command="How one command is used, with an example")
    async def show_help(
        self, interaction: discord.Interaction, command: app_commands.Range[str, 1, 50] | None = None
    ) -> None:
        """Show it to who asked."""
        if command is None:
            await reply(interaction, help_card(), ephemeral=True)
            return
        name = " ".join(command.strip().lower().removeprefix("/").split())
        asked_for = [each for each in _commands(self._bot) if f"{each.name} ".startswith(f"{name} ")]
        if asked_for:
            await reply(interaction, usage_card(asked_for), ephemeral=True)
        elif name in MOVED:
            await reply(interaction, moved_card(name, MOVED[name]), ephemeral=True)
        else:
            await reply(interaction, unknown_card(command), ephemeral=True)

    @show_help.autocomplete("command")
    async def _names(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        wanted = current.strip().lower().removeprefix("/")
        names = [each.name for each in _commands(self._bot)]
        gone = [name for name in MOVED if wanted and name not in names]
        return [app_commands.Choice(name=f"/{name}", value=name) for name in (*names, *gone) if wanted in name][:25]


def _commands(bot: StrawberryBot) -> list[CommandHelp]:
    """All of them, sorted. A group has nothing to say of itself: its commands are listed as ``group command``."""
    found = [
        CommandHelp(
            each.qualified_name,
            described(each.description),
            tuple(
                OptionHelp(option.display_name, described(str(option.description)), option.required)
                for option in each.parameters
            ),
            each.extras.get("example"),
        )
        for each in bot.tree.walk_commands()
        if isinstance(each, app_commands.Command)
    ]
    return sorted(found, key=lambda each: each.name)


async def _topic(interaction: discord.Interaction, asked: ChooseHelp) -> None:
    """Show what belongs to a topic, in place."""
    key = asked.topic if asked.topic in TOPICS else chosen_one(interaction, _known_topic)
    await interaction.response.defer()
    bot = bot_of(interaction)
    found = [each for each in bot.tree.get_commands() if isinstance(each, app_commands.Group)]
    groups = {each.name: described(each.description) for each in found}
    await update(interaction, topic_card(key, _commands(bot), groups))


def _known_topic(value: str) -> str:
    if value not in TOPICS:
        raise ValueError(value)
    return value


async def _about(interaction: discord.Interaction, _: ShowAbout) -> None:
    """Say what the bot is, and what it keeps, to who asks."""
    services = services_of(interaction)
    server = await services.server_settings(interaction.guild_id)
    states = {name: model.state for name, model in services.models.items()}
    card = about_card(
        __version__, states, services.encodings.readers, services.settings, server.chat_days, small=is_small()
    )
    await reply(interaction, card, ephemeral=True)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ChooseHelp, _topic)
    bot.presses.on(ShowAbout, _about)
    await bot.add_cog(About(bot))
