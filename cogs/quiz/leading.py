"""Who may lead a quiz."""

import discord

from bot.errors import InputError
from bot.language import later
from bot.quiz import Session


def check_may_lead(interaction: discord.Interaction, session: Session) -> None:
    """Raises ``InputError`` for all but who started it, and who may manage messages in the channel."""
    if interaction.user.id != session.plan.user_id and not interaction.permissions.manage_messages:
        raise InputError(
            later("Only the person who started the quiz, and those who may manage messages here, can do that.")
        )
