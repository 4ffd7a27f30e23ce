"""What is asked for once a question is revealed, or a quiz is over."""

import discord

from bot.app import bot_of
from bot.app.commands import guild_managed
from bot.app.quiz_more import names_of, round_card
from bot.app.viewer import Viewer
from bot.language import tr
from bot.quiz import MODEL
from bot.services.results import results_file
from bot.ui import Card
from bot.ui.buttons.quiz import ExplainRound, QuizResults
from bot.ui.sending import reply


async def explain_round(interaction: discord.Interaction, asked: ExplainRound) -> None:
    """Show what lies behind a question to whoever presses."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    services = bot_of(interaction).services
    plan, question = await services.quiz_log.revealed(asked.round, interaction.guild_id, interaction.channel_id)
    viewer = Viewer.of(interaction, private=True)
    await reply(interaction, await round_card(services, viewer, plan, question), ephemeral=True)


async def send_results(interaction: discord.Interaction, asked: QuizResults) -> None:
    """Give the results to somebody who manages the server."""
    guild_id, bot = guild_managed(interaction), bot_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    quiz = await bot.services.quiz_log.played(asked.quiz, guild_id, interaction.channel_id)
    members = dict.fromkeys(
        answer.user_id for each in quiz.rounds for answer in each.answers if answer.user_id != MODEL
    )
    content = results_file(quiz, await names_of(bot, guild_id, members), bot.services.quizzing.clock)
    said = tr("A row for each member, with what they answered in each round; the first has the right answers.")
    await reply(
        interaction, Card().text(f"### {tr('Results')}\n{said}").file(content, f"quiz-{quiz.id}.csv"), ephemeral=True
    )
