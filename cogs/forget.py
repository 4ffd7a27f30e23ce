"""``/forget-me``: everything that is kept of a member, deleted once they have confirmed it."""

import re
from typing import Literal, Self, cast

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import cooldown
from bot.errors import NotYourCard
from bot.ui import Card, Pressable
from bot.ui.keeping import forgotten_card, kept_card, untouched_card
from bot.ui.sending import reply, update

Decision = Literal["delete", "keep"]


class Forget(commands.Cog):
    """Deletes what is kept."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(DecisionButton)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(DecisionButton)

    @app_commands.command(
        name="forget-me",
        description="Delete what I keep about you: letter questions, chats, quizzes, texts behind buttons",
        extras={"example": "/forget-me", "everywhere": True},
    )
    @cooldown
    async def forget_me(self, interaction: discord.Interaction) -> None:
        """Say how much there is, and ask whether to delete it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        kept = await services_of(interaction).members.kept(interaction.user.id)
        buttons = [DecisionButton(interaction.user.id, "delete"), DecisionButton(interaction.user.id, "keep")]
        await reply(interaction, kept_card(kept, buttons), ephemeral=True)


class DecisionButton(
    Pressable, ui.DynamicItem[ui.Button[Card]], template=r"forget:(?P<owner>\d+):(?P<decision>delete|keep)"
):
    """Deletes everything of its owner, or leaves it."""

    def __init__(self, owner: int, decision: Decision) -> None:
        style = discord.ButtonStyle.danger if decision == "delete" else discord.ButtonStyle.secondary
        label = decision.capitalize()
        super().__init__(ui.Button(label=label, style=style, custom_id=f"forget:{owner}:{decision}"))
        self._owner = owner
        self._decision = decision

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(int(match["owner"]), cast("Decision", match["decision"]))

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Do what was decided, and say it in place of the question."""
        if interaction.user.id != self._owner:
            raise NotYourCard("Only the person whom this card is about can decide. Use /forget-me for yourself.")
        await interaction.response.defer()
        if self._decision == "delete":
            services = services_of(interaction)
            services.conversations.stop_all_of(self._owner)
            card = forgotten_card(await services.members.forget(self._owner))
        else:
            card = untouched_card()
        await update(interaction, card)


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Forget(bot))
