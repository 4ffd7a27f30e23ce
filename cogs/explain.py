"""``/explain``: the story of one word, page by page."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, encoding_choices
from bot.errors import InputError
from bot.services import Services
from bot.tokens import well_formed
from bot.ui import Card
from bot.ui.buttons.texts import TurnStory
from bot.ui.explain import PAGES, explain_card, film_page
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
        name = (await begin(interaction, encoding, private=private)).encoding
        text = well_formed(word)
        services = services_of(interaction)
        kept = await services.texts.keep(interaction.user.id, interaction.guild_id, text, name, interaction.created_at)
        card = await _card(services, text, name, 0, kept)
        await reply(interaction, card)


async def _card(services: Services, text: str, encoding: str, number: int, kept: int | None) -> Card:
    _, make = PAGES[number]
    draw = services.studio.film if make is film_page else services.studio.draw
    page = await draw(make, await services.encodings.load(encoding), text)
    buttons = []
    if kept is not None and number > 0:
        buttons.append(TurnStory(kept, number - 1, "Back").button("Back"))
    if kept is not None and number < len(PAGES) - 1:
        buttons.append(TurnStory(kept, number + 1, "Next").button("Next"))
    return explain_card(page, number, text, encoding, buttons)


async def _turn(interaction: discord.Interaction, asked: TurnStory) -> None:
    services = services_of(interaction)
    await interaction.response.defer()
    if asked.page >= len(PAGES):
        raise InputError("This story has no such page. Use /explain again.")
    kept = await services.texts.get(asked.kept, interaction.user.id, "/explain")
    await update(interaction, await _card(services, kept.text, kept.encoding, asked.page, asked.kept))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(TurnStory, _turn)
    await bot.add_cog(Explain())
