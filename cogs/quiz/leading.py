"""Who may lead a quiz."""

import discord

from bot.app.commands import check_may_lead
from bot.language import later
from bot.quiz import Session

_NOT_YOURS = later("Only the person who started the quiz, and those who may manage messages here, can do that.")


def check_leads(interaction: discord.Interaction, session: Session) -> None:
    """Raises ``NotYourCard`` for all but who started it, and who may manage messages in the channel."""
    check_may_lead(interaction, session.plan.user_id, _NOT_YOURS)
