"""``/lab train``: a small network learns before a channel's eyes, at a learning rate that its members vote on."""

import secrets
from dataclasses import replace
from typing import Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import bot_of, services_of
from bot.app.attachments import read_attached, refuse_if_large
from bot.app.commands import asker_of, begin
from bot.app.forms import Form
from bot.app.trainings import TrainingReply
from bot.lab.examples import read
from bot.lab.plan import Training
from bot.lab.presets import presets
from bot.services.recipes import LEAST_RATE, MOST_RATE, Planned, planned, planned_text
from bot.services.trainings import Run

_SEEDS = 1_000
"""So many are drawn from where none is given: short enough to be told to others."""
_DIGITS = 4
"""Of a learning rate that somebody types."""


class Train(commands.Cog):
    """Trains networks."""

    @app_commands.command(
        description="A small network learns here before your eyes, at the learning rate that you vote for",
        extras={"example": "/lab train preset:language"},
    )
    @app_commands.describe(
        preset="What it learns (default: A tiny language)",
        seed="What its random start follows from: the same seed gives the same training (default: any)",
        rate="The learning rate, from 0.0001 to 1,000; without one, members vote on it",
        own="Let it learn a text of yours, which I ask for",
        file="A text file of yours (UTF-8, up to 1 MiB and 200,000 characters); it learns the first 50,000",
    )
    @app_commands.choices(
        preset=[app_commands.Choice(name=preset.title, value=name) for name, preset in presets().items()]
    )
    async def train(
        self,
        interaction: discord.Interaction,
        preset: str = "language",
        seed: app_commands.Range[int, 0, 2**31 - 1] | None = None,
        rate: app_commands.Range[float, LEAST_RATE, MOST_RATE] | None = None,
        own: bool = False,
        file: discord.Attachment | None = None,
    ) -> None:
        """Train a preset or the text of ``file``, or ask for a text."""
        services_of(interaction).trainings.check_free(asker_of(interaction, private=False))
        seed = secrets.randbelow(_SEEDS) if seed is None else seed
        rate = float(f"{rate:.{_DIGITS}g}") if rate else None
        if file is not None:
            refuse_if_large(file)
            await _begin_own(interaction, await read_attached(file), seed, rate)
        elif own:
            await interaction.response.send_modal(OwnTextForm(seed, rate))
        else:
            await begin_training(interaction, planned(preset, seed, rate), vote=rate is None)


class OwnTextForm(Form, title="Train on a text of yours"):
    """Asks for the text to learn."""

    text: ui.TextInput[Self] = ui.TextInput(
        label="The text to learn, an example a line",
        custom_id="text",
        style=discord.TextStyle.paragraph,
        placeholder="The more lines, the more there is to learn. Everybody here sees what it writes.",
        min_length=1,
        max_length=4_000,
    )

    def __init__(self, seed: int, rate: float | None) -> None:
        super().__init__(timeout=1_800)
        self._seed = seed
        self._rate = rate

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Train on what was written."""
        await _begin_own(interaction, self.text.value, self._seed, self._rate)


async def _begin_own(interaction: discord.Interaction, text: str, seed: int, rate: float | None) -> None:
    """Train on a member's text, which is kept for the buttons of the card."""
    # A refusal comes before everybody sees “thinking …”.
    plan = await services_of(interaction).workshop.do(len(text), planned_text, text, 0, seed, rate)
    kept = await services_of(interaction).texts.keep(
        interaction.user.id,
        interaction.guild_id,
        text,
        "",
        interaction.created_at,
        shown_in=interaction.channel_id,
    )
    await begin_training(interaction, replace(plan, recipe=replace(plan.recipe, kept=kept or 0)), vote=rate is None)


async def begin_training(interaction: discord.Interaction, plan: Planned, *, vote: bool) -> None:
    """Answer with a card on which members vote, if ``vote``, and the network learns."""
    bot, trainings = bot_of(interaction), services_of(interaction).trainings
    trainings.check_free(asker_of(interaction, private=False))
    server = await begin(interaction)
    tokens = (await bot.services.workshop.do(len(plan.plan.text), read, plan.plan)).tokens
    asker = asker_of(interaction, private=server.private)
    run = Run(interaction.id, asker, plan, Training(plan.plan, tokens, ()))
    display = TrainingReply(bot.services, interaction)
    if not vote or server.private:  # where nobody else sees the card
        trainings.begin(run, display)
        return
    trainings.put_to_vote(run, display)
    bot.polls.wake(bot.services.trainings)
    await display.show(run)
