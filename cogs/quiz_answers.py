"""The buttons of a quiz’s question: answers, hidden until the reveal, and a hint."""

import re
from typing import Self

import discord
from discord import ui

from bot.app import services_of
from bot.errors import InputError
from bot.quiz import HINT
from bot.ui import Card, Pressable
from bot.ui.quiz import noted_words


class ChoiceButton(Pressable, ui.DynamicItem[ui.Button[Card]], template=r"quiz:(?P<round>\d+):(?P<choice>\d)"):
    """Answers the question; pressed again, or another one, it changes the answer."""

    def __init__(self, round_id: int, choice: int, label: str) -> None:
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=f"quiz:{round_id}:{choice}")
        )
        self._round_id = round_id
        self._choice = choice

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(int(match["round"]), int(match["choice"]), match["choice"])

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Keep the answer, and only then say so."""
        await _note(interaction, self._round_id, self._choice)


class HintButton(Pressable, ui.DynamicItem[ui.Button[Card]], template=r"quiz-hint:(?P<round>\d+)"):
    """Sells a hint."""

    def __init__(self, round_id: int) -> None:
        super().__init__(ui.Button(label=f"Hint (−{HINT})", custom_id=f"quiz-hint:{round_id}"))
        self._round_id = round_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Card], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when it is pressed, also after a restart."""
        return cls(int(match["round"]))

    async def pressed(self, interaction: discord.Interaction) -> None:
        """Note that it was taken, and show it to the member alone."""
        await _note(interaction, self._round_id, None)


async def _note(interaction: discord.Interaction, round_id: int, choice: int | None) -> None:
    if interaction.user.bot:
        raise InputError("Bots cannot play.")
    quizzing = services_of(interaction).quizzing
    session = quizzing.with_round(round_id)
    answer = await quizzing.answer(round_id, interaction.user.id, choice)
    await interaction.response.send_message(noted_words(session.question, answer), ephemeral=True)
