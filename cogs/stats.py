"""``/stats``: what the log of comparisons has learnt."""

import asyncio
import re
from collections.abc import Mapping
from typing import Self, cast

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, cooldown
from bot.drawing import accuracy_chart
from bot.errors import InputError, NotYourCard
from bot.letters import frontier_counting, summarize
from bot.ui import Card, Pressable
from bot.ui.sending import reply, update
from bot.ui.stats import WHOSE, Whose, statistics_card

_FRONTIER_ENCODING = "o200k_base"


class Stats(commands.Cog):
    """Shows how often models were right."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(ScopeButton)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(ScopeButton)

    @app_commands.command(
        description="How often models were right, by letter count, word length, tokens and form",
        extras={"example": "/stats scope:This server"},
    )
    @app_commands.describe(scope="Whose questions: this server's, only mine (shown only to me), or everyone's")
    @app_commands.choices(scope=[app_commands.Choice(name=name, value=whose) for whose, name in WHOSE.items()])
    @cooldown
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
        chart = await services.draw(accuracy_chart, summary, frontier)
    others = [each for each in WHOSE if each != whose and (each != "server" or interaction.guild_id is not None)]
    return statistics_card(summary, whose, chart, [ScopeButton(each, interaction.user.id) for each in others])


def _scope(interaction: discord.Interaction, whose: Whose) -> Mapping[str, int]:
    if whose == "me":
        return {"user_id": interaction.user.id}
    return {"guild_id": interaction.guild_id} if whose == "server" and interaction.guild_id is not None else {}


class ScopeButton(
    Pressable,
    ui.DynamicItem[ui.Button[Card]],
    template=r"stats:(?P<scope>server|me|everyone):(?P<owner>\d+)",
):
    """Counts somebody else's questions, for who asked for the card."""

    def __init__(self, whose: Whose, owner: int) -> None:
        super().__init__(ui.Button(label=WHOSE[whose], custom_id=f"stats:{whose}:{owner}"))
        self._whose = whose
        self._owner = owner

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(cast("Whose", match["scope"]), int(match["owner"]))

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Show the figures in place; one's own in a message of their own, which nobody else sees."""
        if interaction.user.id != self._owner:
            raise NotYourCard("Only the person who asked for these figures can switch them. Use /stats for your own.")
        if self._whose == "me":
            await interaction.response.defer(ephemeral=True, thinking=True)
            card = await _card(interaction, self._whose)
            await reply(interaction, card)
        else:
            await interaction.response.defer()
            card = await _card(interaction, self._whose)
            await update(interaction, card)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Stats(bot))
