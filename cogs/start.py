"""``/start``: three things to try, for whoever meets the bot for the first time."""

import asyncio
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, bot_of, check_channel, services_of
from bot.app.cards import asked_card, opening_card, tokens_card
from bot.app.commands import asker_of, begin, on_private_card, quiz_channel
from bot.app.forms import Form
from bot.app.quizzes import open_quiz
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.language import tr
from bot.letters import NoLetterQuestion, parse
from bot.services import Services
from bot.storage import ServerSettings
from bot.ui import Card
from bot.ui.buttons.start import AnotherName, ShowStart, TryOut
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
    return await _as_tokens(services, interaction, interaction.user.display_name, server)


async def _as_tokens(services: Services, interaction: discord.Interaction, name: str, server: ServerSettings) -> Card:
    """A name as it stands in a sentence, behind a space; with a way to try another one."""
    viewer = Viewer.of(interaction, private=server.private)
    card = await tokens_card(services, viewer, f" {name.strip()}", server.encoding)
    return card.row([AnotherName().button(tr("Another name"))])


class NameForm(Form):
    """Asks for a name to be seen as tokens."""

    def __init__(self) -> None:
        super().__init__(title=tr("Another name"), timeout=600)
        self._name: ui.TextInput[Self] = ui.TextInput(
            label=tr("Which name?"), custom_id="name", min_length=1, max_length=100
        )
        self.add_item(self._name)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Show it to all who see the card whose button was pressed."""
        server = await begin(interaction, private=on_private_card(interaction))
        await reply(interaction, await _as_tokens(services_of(interaction), interaction, self._name.value, server))


async def _another_name(interaction: discord.Interaction, _: AnotherName) -> None:
    await interaction.response.send_modal(NameForm())


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
    bot.presses.on(AnotherName, _another_name)
    await bot.add_cog(Start())
