"""``/lab step``: one step of training by hand, on a card that is steered by who opened it."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import services_of
from bot.app.commands import begin
from bot.drawing import step_picture
from bot.errors import NotYourCard
from bot.lab.step import STAGES, START, Stage
from bot.services import Services
from bot.ui import Card, Pressable
from bot.ui.buttons.lab_step import OpenOwnStep, ShowStage
from bot.ui.lab_step import step_card
from bot.ui.sending import reply, update


class Stepping(commands.Cog):
    """The command."""

    @app_commands.command(
        description="Back-propagation by hand, once: every number of a small network, forward, back and updated",
        extras={"example": "/lab step"},
    )
    async def step(self, interaction: discord.Interaction) -> None:
        """Show the first stage."""
        await begin(interaction)
        await reply(interaction, await _card(services_of(interaction), STAGES[0], interaction.user.id))


async def show_stage(interaction: discord.Interaction, asked: ShowStage) -> None:
    """Show another stage in place of the one before."""
    if interaction.user.id != asked.owner:
        raise NotYourCard("Only the person who opened this card can turn its pages. Use “Open your own” or /lab step.")
    await interaction.response.defer()
    await update(interaction, await _card(services_of(interaction), asked.stage, asked.owner))


async def open_own(interaction: discord.Interaction, asked: OpenOwnStep) -> None:
    """Open a card at the same stage, to whoever presses alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    card = await _card(services_of(interaction), asked.stage, interaction.user.id)
    await reply(interaction, card, ephemeral=True)


async def _card(services: Services, stage: Stage, owner: int) -> Card:
    picture = await services.studio.draw(step_picture, stage, START)
    return step_card(stage, START, picture, _buttons(stage, owner))


def _buttons(stage: Stage, owner: int) -> Sequence[Pressable]:
    number = STAGES.index(stage)
    buttons = []
    if number > 0:
        buttons.append(ShowStage(owner, STAGES[number - 1]).button("Back"))
    if number + 1 < len(STAGES):
        buttons.append(ShowStage(owner, STAGES[number + 1]).button("Next", style=discord.ButtonStyle.primary))
    return [*buttons, OpenOwnStep(stage).button("Open your own")]
