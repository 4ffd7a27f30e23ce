"""The topics that a member may choose from where they are."""

import discord
from discord import app_commands

from bot.app import services_of
from bot.ui.quiz_words import topic_title


async def topic_choices(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Autocomplete: what can be asked about here now, as far as it contains what is typed."""
    wanted = current.strip().lower()
    topics = await services_of(interaction).quizzing.questions.topics(interaction.guild_id)
    named = [(topic_title(each), each) for each in topics]
    return [app_commands.Choice(name=name, value=topic) for name, topic in named if wanted in name.lower()]
