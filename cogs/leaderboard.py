"""``/leaderboard``: who is good at quizzes, the model among them."""

from datetime import timedelta
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin
from bot.errors import InputError
from bot.language import Later, later, tr
from bot.quiz import TOPICS, Board
from bot.ui.leaderboard import leaderboard_card
from bot.ui.quiz_words import topic_named, topic_title
from bot.ui.sending import reply

Period = Literal["week", "month", "ever"]

_MOST = 10
_DAYS: dict[Period, int] = {"week": 7, "month": 30}
_PERIODS: dict[Period, Later] = {
    "week": later("the last 7 days"),
    "month": later("the last 30 days"),
    # Translators: points of all times
    "ever": later("ever"),
}


async def _topic_choices(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Autocomplete: all topics, members' questions only where there are some, as far as it contains what is typed."""
    wanted = current.strip().lower()
    here = await services_of(interaction).quizzing.questions.topics(interaction.guild_id)
    named = {topic_title(each): each for each in TOPICS if each != "community" or each in here}
    return [app_commands.Choice(name=name, value=topic) for name, topic in named.items() if wanted in name.lower()]


def _topic(written: str) -> str:
    """The topic that a member means. Raises ``InputError``."""
    topic = topic_named(written)
    if topic not in TOPICS:
        raise InputError(later("Quizzes have no topic “{topic}”. Choose one of those that are offered.", topic=written))
    return topic


class Leaderboard(commands.Cog):
    """Adds up the points of quizzes."""

    @app_commands.command(
        description="Who has the most points in quizzes, and how the model does beside them",
        extras={"example": "/leaderboard period:week topic:letters"},
    )
    @app_commands.describe(
        scope="This server, or all of them (default: this server)",
        period="How far back (default: ever)",
        topic="Only this topic (default: all)",
    )
    @app_commands.autocomplete(topic=_topic_choices)
    async def leaderboard(
        self,
        interaction: discord.Interaction,
        scope: Literal["server", "everyone"] = "server",
        period: Period = "ever",
        topic: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        """Show it."""
        server = await begin(interaction)
        services, guild_id = services_of(interaction), interaction.guild_id
        counted = guild_id if scope == "server" else None
        since = discord.utils.utcnow() - timedelta(days=_DAYS[period]) if period in _DAYS else None
        board = Board(counted, since, topic and _topic(topic))
        places = await services.boards.leaders(board, interaction.user.id, guild_id, _MOST)
        name = services.settings.model_name
        model = await services.boards.model(board, name) if server.model else None
        # Translators: whose points a leaderboard counts
        where = tr("this server") if counted else tr("everyone")
        title = " · ".join([where, str(_PERIODS[period]), *([topic_title(board.topic)] if board.topic else [])])
        await reply(interaction, leaderboard_card(title, places, interaction.user.id, model, name))


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Leaderboard())
