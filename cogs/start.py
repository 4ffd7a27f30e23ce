"""``/start``: three things to try, for whoever meets the bot for the first time."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, bot_of, check_channel, services_of
from bot.app.cards import asked_card, opening_card, tokens_card
from bot.app.commands import asker_of, begin, quiz_channel
from bot.app.quizzes import open_quiz
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.letters import NoLetterQuestion, parse
from bot.services import Services
from bot.storage import ServerSettings
from bot.ui import Card
from bot.ui.buttons.start import ShowStart, TryOut
from bot.ui.sending import reply
from bot.ui.start import QUESTION


class Start(commands.Cog):
    """Shows what there is to begin with."""

    @app_commands.command(description="New here? Three things to try")
    async def start(self, interaction: discord.Interaction) -> None:
        """Show them."""
        server = await begin(interaction)
        await reply(interaction, await opening_card(services_of(interaction), server))


async def _show(interaction: discord.Interaction, _: ShowStart) -> None:
    """Show the same to whoever presses alone."""
    server = await begin(interaction, private=True)
    await reply(interaction, await opening_card(services_of(interaction), server))


async def _try(interaction: discord.Interaction, asked: TryOut) -> None:
    """Do what was chosen: for everybody, or for who presses alone where the card is theirs alone."""
    services = services_of(interaction)
    check_channel(interaction, await services.server_settings(interaction.guild_id))
    if asked.what == "quiz":
        await _play(interaction)
        return
    alone = interaction.message is not None and interaction.message.flags.ephemeral
    server = await begin(interaction, private=alone)
    make = _name if asked.what == "name" else _strawberry
    await reply(interaction, await make(services, interaction, server))


async def _name(services: Services, interaction: discord.Interaction, server: ServerSettings) -> Card:
    viewer = Viewer.of(interaction, private=server.private)
    return await tokens_card(services, viewer, interaction.user.display_name, server.encoding)


async def _strawberry(services: Services, interaction: discord.Interaction, server: ServerSettings) -> Card:
    question = await asyncio.to_thread(parse, QUESTION)
    if isinstance(question, NoLetterQuestion):
        raise InputError(question.reason)
    who = asker_of(interaction, private=server.private)
    return await asked_card(
        services, await services.asking.ask(question, QUESTION, who, interaction.created_at, server)
    )


async def _play(interaction: discord.Interaction) -> None:
    """Begin a short, easy quiz in the channel; where one goes on, who presses is shown how it stands."""
    quiz_channel(interaction)
    await interaction.response.defer()
    who = asker_of(interaction, private=False)
    when = interaction.created_at
    if standing := await open_quiz(bot_of(interaction), who, when, "letters", rounds=3, difficulty="easy"):
        await reply(interaction, standing, ephemeral=True)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowStart, _show)
    bot.presses.on(TryOut, _try, uses=1)
    await bot.add_cog(Start())
