"""The answers to a quiz’s question, hidden until the reveal, and a hint."""

import asyncio
from functools import partial

import discord

from bot.app import services_of
from bot.errors import InputError
from bot.language import later
from bot.ui.buttons.quiz import Choose, TakeHint
from bot.ui.quiz import noted_words
from bot.ui.sending import tell

_IN_TIME = 3.0
"""Seconds after which Discord calls a press failed."""


async def choose(interaction: discord.Interaction, asked: Choose) -> None:
    """Keep an answer, and only then say so."""
    await _note(interaction, asked.round, asked.choice)


async def take_hint(interaction: discord.Interaction, asked: TakeHint) -> None:
    """Note that a hint was taken, and show it to the member alone."""
    await _note(interaction, asked.round, None)


async def _note(interaction: discord.Interaction, round_id: int, choice: int | None) -> None:
    quizzing = services_of(interaction).quizzing
    session = quizzing.with_round(round_id, interaction.guild_id, interaction.channel_id)
    answer = await quizzing.answer(session, round_id, interaction.user.id, choice, partial(acknowledge, interaction))
    await tell(interaction, noted_words(session.question, answer))


async def acknowledge(interaction: discord.Interaction) -> None:
    """Tell Discord that a press has arrived. No longer than that would be of use, as the reveal waits for it, too."""
    try:
        async with asyncio.timeout(_IN_TIME):
            await interaction.response.defer(ephemeral=True, thinking=True)
    except TimeoutError:
        raise InputError(
            later("Discord has taken too long over your press, so it does not count. Press again.")
        ) from None
