"""``/stats``: what the log of comparisons has learnt."""

import asyncio
from collections.abc import Mapping
from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin
from bot.drawing import accuracy_chart
from bot.errors import InputError, NotYourCard
from bot.letters import frontier_counting, summarize
from bot.ui import Card
from bot.ui.buttons.log import ShowStatistics
from bot.ui.sending import reply, update
from bot.ui.stats import WHOSE, Whose, statistics_card

_FRONTIER_ENCODING = "o200k_base"


class Stats(commands.Cog):
    """Shows how often models were right."""

    @app_commands.command(
        description="How often models were right, by letter count, word length, tokens and form",
        extras={"example": "/stats scope:This server"},
    )
    @app_commands.describe(scope="Whose questions: this server's, only mine (shown only to me), or everyone's")
    @app_commands.choices(scope=[app_commands.Choice(name=name, value=whose) for whose, name in WHOSE.items()])
    async def stats(self, interaction: discord.Interaction, scope: str | None = None) -> None:
        """Show the figures of ``scope``: of the server where there is one, else of the member."""
        here: Whose = "me" if interaction.guild_id is None else "server"
        chosen = here if scope is None else cast("Whose", scope)
        if chosen == "server" and interaction.guild_id is None:
            raise InputError("There is no server here. Use /stats in one, or choose Me or Everyone.")
        await begin(interaction, private=chosen == "me")
        card = await _card(interaction, chosen)
        await reply(interaction, card)


async def _card(interaction: discord.Interaction, whose: Whose) -> Card:
    services = services_of(interaction)
    summary = await asyncio.to_thread(summarize, await services.statistics.cells(**_scope(interaction, whose)))
    chart = None
    if summary.counting.all.total:
        encoding = await services.encodings.load(_FRONTIER_ENCODING)
        frontier = await asyncio.to_thread(frontier_counting, encoding)
        chart = await services.studio.draw(accuracy_chart, summary, frontier)
    others = [each for each in WHOSE if each != whose and (each != "server" or interaction.guild_id is not None)]
    buttons = [ShowStatistics(each, interaction.user.id).button(WHOSE[each]) for each in others]
    return statistics_card(summary, whose, chart, buttons)


def _scope(interaction: discord.Interaction, whose: Whose) -> Mapping[str, int]:
    if whose == "me":
        return {"user_id": interaction.user.id}
    return {"guild_id": interaction.guild_id} if whose == "server" and interaction.guild_id is not None else {}


async def _show(interaction: discord.Interaction, asked: ShowStatistics) -> None:
    """Show the figures in place; one's own in a message of their own, which nobody else sees."""
    if interaction.user.id != asked.owner:
        raise NotYourCard("Only the person who asked for these figures can switch them. Use /stats for your own.")
    if asked.whose == "me":
        await interaction.response.defer(ephemeral=True, thinking=True)
        await reply(interaction, await _card(interaction, asked.whose))
    else:
        await interaction.response.defer()
        await update(interaction, await _card(interaction, asked.whose))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ShowStatistics, _show)
    await bot.add_cog(Stats())
