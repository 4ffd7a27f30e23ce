"""The answers to a quiz’s question, hidden until the reveal, and a hint."""

import discord

from bot.app import services_of
from bot.errors import InputError
from bot.ui.buttons.quiz import Choose, TakeHint
from bot.ui.quiz import noted_words


async def choose(interaction: discord.Interaction, asked: Choose) -> None:
    """Keep an answer, and only then say so."""
    await _note(interaction, asked.round, asked.choice)


async def take_hint(interaction: discord.Interaction, asked: TakeHint) -> None:
    """Note that a hint was taken, and show it to the member alone."""
    await _note(interaction, asked.round, None)


async def _note(interaction: discord.Interaction, round_id: int, choice: int | None) -> None:
    if interaction.user.bot:
        raise InputError("Bots cannot play.")
    quizzing = services_of(interaction).quizzing
    session = quizzing.with_round(round_id)
    answer = await quizzing.answer(round_id, interaction.user.id, choice)
    await interaction.response.send_message(noted_words(session.question, answer), ephemeral=True)
