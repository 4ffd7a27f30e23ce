"""``/history``: the latest comparisons, page by page."""

import re
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, cooldown
from bot.errors import NotYourCard
from bot.services import Services
from bot.ui import Card, Pressable
from bot.ui.comparisons import history_card
from bot.ui.sending import reply, update
from cogs.letters import DetailsButton

_ON_A_PAGE = 5


class History(commands.Cog):
    """Shows what was asked here."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(PageButton)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(PageButton)

    @app_commands.command(
        description="The latest letter questions of this channel, with the model's answers",
        extras={"example": "/history mine:True"},
    )
    @app_commands.describe(mine="Only my own, shown only to me")
    @cooldown
    async def history(self, interaction: discord.Interaction, mine: bool = False) -> None:
        """Show the first page."""
        await begin(interaction, private=mine)
        card = await _page(services_of(interaction), interaction.channel_id, interaction.user.id, 0, mine=mine)
        await reply(interaction, card)


async def _page(services: Services, channel_id: int | None, owner: int, page: int, *, mine: bool) -> Card:
    of_user = owner if mine else None
    total = await services.comparisons.count(channel_id=channel_id, user_id=of_user)
    pages = max(1, -(-total // _ON_A_PAGE))
    page = min(page, pages - 1)
    stored = await services.comparisons.latest(
        channel_id=channel_id, user_id=of_user, offset=page * _ON_A_PAGE, limit=_ON_A_PAGE
    )
    buttons: list[PageButton] = []
    if page > 0:
        buttons.append(PageButton(owner, mine, page - 1, "Newer"))
    if page < pages - 1:
        buttons.append(PageButton(owner, mine, page + 1, "Older"))
    details = [DetailsButton(each.id) for each in stored]
    return history_card(stored, mine=mine, page=page, pages=pages, details=details, buttons=buttons)


class PageButton(
    Pressable,
    ui.DynamicItem[ui.Button[Card]],
    template=r"history:(?P<owner>\d+):(?P<mine>[01]):(?P<page>\d+):(?P<label>\w+)",
):
    """Turns the page, for who asked for the history."""

    def __init__(self, owner: int, mine: bool, page: int, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"history:{owner}:{mine:d}:{page}:{label}"))
        self._owner = owner
        self._mine = mine
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(int(match["owner"]), match["mine"] == "1", int(match["page"]), match["label"])

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show the page in place."""
        if interaction.user.id != self._owner:
            raise NotYourCard(
                "Only the person who asked for this history can turn its pages. Use /history for your own."
            )
        await interaction.response.defer()
        services = services_of(interaction)
        card = await _page(services, interaction.channel_id, self._owner, self._page, mine=self._mine)
        await update(interaction, card)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(History(bot))
