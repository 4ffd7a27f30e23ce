"""The latest comparisons, page by page."""

import discord

from bot.app import services_of
from bot.app.commands import begin
from bot.errors import NotYourCard
from bot.language import later, tr
from bot.services import Services
from bot.ui import Card
from bot.ui.buttons.log import OpenHistory, TurnHistory
from bot.ui.history import details_button, history_card
from bot.ui.sending import reply, update

_ON_A_PAGE = 5


async def first_page(interaction: discord.Interaction, asked: OpenHistory) -> None:
    """Show the latest of the channel, or the asker's own ones there, to the asker alone."""
    await begin(interaction, private=True)
    card = await _page(services_of(interaction), interaction.channel_id, interaction.user.id, 0, mine=asked.mine)
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
        buttons.append(TurnHistory(owner, mine, page - 1, "Newer").button(tr("Newer")))
    if page < pages - 1:
        buttons.append(TurnHistory(owner, mine, page + 1, "Older").button(tr("Older")))
    details = [details_button(each.id) for each in stored]
    return history_card(stored, mine=mine, page=page, pages=pages, details=details, buttons=buttons)


async def turn(interaction: discord.Interaction, asked: TurnHistory) -> None:
    """Show another page in place."""
    if interaction.user.id != asked.owner:
        raise NotYourCard(later("Only the person who asked for this history can turn its pages. Use /me for your own."))
    await interaction.response.defer()
    services = services_of(interaction)
    await update(interaction, await _page(services, interaction.channel_id, asked.owner, asked.page, mine=asked.mine))
