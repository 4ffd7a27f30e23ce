"""``/history``: the latest comparisons, page by page."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin
from bot.errors import NotYourCard
from bot.services import Services
from bot.ui import Card
from bot.ui.buttons.log import TurnHistory
from bot.ui.history import details_button, history_card
from bot.ui.sending import reply, update

_ON_A_PAGE = 5


class History(commands.Cog):
    """Shows what was asked here."""

    @app_commands.command(
        description="The latest letter questions of this channel, with the model's answers",
        extras={"example": "/history mine:True"},
    )
    @app_commands.describe(mine="Only my own, shown only to me")
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
    buttons = []
    if page > 0:
        buttons.append(TurnHistory(owner, mine, page - 1, "Newer").button("Newer"))
    if page < pages - 1:
        buttons.append(TurnHistory(owner, mine, page + 1, "Older").button("Older"))
    details = [details_button(each.id) for each in stored]
    return history_card(stored, mine=mine, page=page, pages=pages, details=details, buttons=buttons)


async def _turn(interaction: discord.Interaction, asked: TurnHistory) -> None:
    if interaction.user.id != asked.owner:
        raise NotYourCard("Only the person who asked for this history can turn its pages. Use /history for your own.")
    await interaction.response.defer()
    services = services_of(interaction)
    await update(interaction, await _page(services, interaction.channel_id, asked.owner, asked.page, mine=asked.mine))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(TurnHistory, _turn)
    await bot.add_cog(History())
