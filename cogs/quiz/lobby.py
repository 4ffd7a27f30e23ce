"""The lobby of a quiz: who joins, what it is about, and when it begins."""

from functools import partial

import discord

from bot.app import bot_of
from bot.app.presses import chosen_one
from bot.quiz import MIXED, TOPICS
from bot.ui.buttons.quiz import ChooseTopic, Join, StartNow
from bot.ui.quiz import joined_words
from bot.ui.sending import tell
from cogs.quiz.answers import acknowledge
from cogs.quiz.leading import check_leads


async def join(interaction: discord.Interaction, asked: Join) -> None:
    """Keep that a member has joined, and only then say so; the lobby shows it within a second."""
    quizzing = bot_of(interaction).services.quizzing
    session = quizzing.with_id(asked.quiz, interaction.guild_id, interaction.channel_id)
    await quizzing.join(session, interaction.user.id, partial(acknowledge, interaction))
    await tell(interaction, joined_words(session))


async def start_now(interaction: discord.Interaction, asked: StartNow) -> None:
    """Ask the first question at once."""
    bot = bot_of(interaction)
    session = bot.services.quizzing.with_id(asked.quiz, interaction.guild_id, interaction.channel_id)
    check_leads(interaction, session)
    await interaction.response.defer()
    try:
        async with bot.speaking_in(session.plan.guild_id, session.plan.user_id):
            await bot.services.quizzing.begin(session)
    finally:
        await bot.presenter.play(session)


async def choose_topic(interaction: discord.Interaction, asked: ChooseTopic) -> None:
    """Ask about another topic."""
    bot = bot_of(interaction)
    session = bot.services.quizzing.with_id(asked.quiz, interaction.guild_id, interaction.channel_id)
    check_leads(interaction, session)
    topic = chosen_one(interaction, _topic)
    await interaction.response.defer()
    async with bot.speaking_in(session.plan.guild_id, session.plan.user_id):
        await bot.services.quizzing.choose(session, topic)
    await bot.presenter.play(session)


def _topic(value: str) -> str:
    """Raises ``ValueError`` for what is no topic."""
    if value not in (MIXED, *TOPICS):
        raise ValueError(value)
    return value
