"""Letter questions asked in series, from the buttons of a card of ``/ask``: a list's names, one word in four forms."""

import discord

from bot.app import StrawberryBot, services_of
from bot.app.cards import forms_asked_card, names_asked_card
from bot.app.commands import begin, on_private_card
from bot.app.viewer import Viewer
from bot.errors import InputError
from bot.language import later
from bot.letters import Which, is_letter, is_list, make_count
from bot.ui.buttons.letters import AskEach, AskFourWays
from bot.ui.sending import reply

_NO_LIST = later("A list is asked about one letter at a time. Use /ask again.")


async def _ask_each(interaction: discord.Interaction, asked: AskEach) -> None:
    """Ask the model of each name, for all who see the card whose button was pressed."""
    services = services_of(interaction)
    kept = await services.texts.shared(asked.kept, interaction.user.id, interaction.channel_id, "/ask")
    if not is_list(asked.names) or not is_letter(asked.letter):
        raise InputError(_NO_LIST)
    services = services.with_model(kept.encoding)
    question = Which(asked.names, asked.letter, asked.without)
    server = await begin(interaction, private=on_private_card(interaction))
    viewer = Viewer.of(interaction, private=server.private)
    await reply(interaction, await names_asked_card(services, viewer, question, server))


async def _ask_four_ways(interaction: discord.Interaction, asked: AskFourWays) -> None:
    """Ask the same in four forms, for all who see the card whose button was pressed."""
    services = services_of(interaction)
    kept = await services.texts.shared(asked.kept, interaction.user.id, interaction.channel_id, "/ask")
    services = services.with_model(kept.encoding)
    question = make_count(kept.text, asked.letter)
    server = await begin(interaction, private=on_private_card(interaction))
    viewer = Viewer.of(interaction, private=server.private)
    await reply(interaction, await forms_asked_card(services, viewer, question, server))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(AskEach, _ask_each, uses=1)
    bot.presses.on(AskFourWays, _ask_four_ways, uses=1)
