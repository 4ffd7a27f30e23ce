"""``/explain``: the story of one word, page by page."""

import re
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, cooldown, encoding_choices
from bot.services import Services
from bot.tokens import well_formed
from bot.ui import Card, Pressable
from bot.ui.explain import PAGES, explain_card, film_page
from bot.ui.sending import reply, update


class Explain(commands.Cog):
    """Explains how a word becomes tokens."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(TurnButton)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(TurnButton)

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
    @cooldown
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
        kept = await services.texts.keep(interaction.user.id, text, name, interaction.created_at)
        card = await _card(services, text, name, 0, kept)
        await reply(interaction, card)


async def _card(services: Services, text: str, encoding: str, number: int, kept: int | None) -> Card:
    _, make = PAGES[number]
    draw = services.film if make is film_page else services.draw
    page = await draw(make, await services.encodings.load(encoding), text)
    buttons = []
    if kept is not None and number > 0:
        buttons.append(TurnButton(kept, number - 1, "Back"))
    if kept is not None and number < len(PAGES) - 1:
        buttons.append(TurnButton(kept, number + 1, "Next"))
    return explain_card(page, number, text, encoding, buttons)


class TurnButton(
    Pressable, ui.DynamicItem[ui.Button[Card]], template=r"explain:(?P<kept>\d+):(?P<page>\d):(?P<label>Back|Next)"
):
    """Turns to another page."""

    def __init__(self, kept: int, page: int, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"explain:{kept}:{page}:{label}"))
        self._kept = kept
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(int(match["kept"]), int(match["page"]), match["label"])

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show the page in place."""
        services = services_of(interaction)
        await interaction.response.defer()
        kept = await services.texts.get(self._kept, interaction.user.id, "/explain")
        card = await _card(services, kept.text, kept.encoding, self._page, self._kept)
        await update(interaction, card)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Explain(bot))
