"""A quiz in a channel, from its start to its end."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import asker_of, quiz_channel
from bot.app.presenter import Presenter
from bot.app.quizzes import gather, open_quiz, scene_card
from bot.errors import DatabaseError
from bot.language import tr
from bot.quiz import MIXED, Difficulty, Session
from bot.ui.buttons.quiz import PlayAgain, RevealNow, StopQuiz
from bot.ui.quiz_words import topic_named
from bot.ui.sending import delete_answer, reply, tell
from cogs.quiz.daily import DailyQuiz
from cogs.quiz.leading import check_leads
from cogs.quiz.topics import topic_choices

log = logging.getLogger(__name__)


class Quiz(
    DailyQuiz,
    commands.GroupCog,
    name="quiz",
    description="Quizzes about tokens and the model",  # untranslated: it is found in the commands
):
    """Runs quizzes, one a channel."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self.presenter = bot.presenter = Presenter(bot, bot.services.quizzing, partial(scene_card, bot))

    async def cog_load(self) -> None:
        try:
            await self._bot.services.quizzing.resume()
        except DatabaseError as error:
            log.error("The quizzes that an earlier run has left cannot be read: %s", error)
        self.presenter.wake()
        self.ask_dailies.start()

    async def cog_unload(self) -> None:
        self.ask_dailies.cancel()
        self.presenter.close()

    @app_commands.command(
        description="Play a quiz in this channel: everybody answers by button, and the model plays too",
        extras={"example": "/quiz start topic:letters rounds:5"},
    )
    @app_commands.describe(
        topic="What it is about (default: Mixed)",
        rounds="How many questions (default: 5)",
        seconds="How long each question takes answers (default: 20)",
        difficulty="Longer and rarer words, and answers nearer to each other (default: normal)",
    )
    @app_commands.autocomplete(topic=topic_choices)
    async def start(
        self,
        interaction: discord.Interaction,
        topic: app_commands.Range[str, 1, 40] = MIXED,
        rounds: app_commands.Range[int, 1, 20] = 5,
        seconds: app_commands.Range[int, 10, 120] = 20,
        difficulty: Difficulty = "normal",
    ) -> None:
        """Open a lobby as a message of its own; where a quiz goes on, show how it stands, to whoever asks."""
        quiz_channel(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        who, when = asker_of(interaction, private=False), interaction.created_at
        standing = await open_quiz(
            self._bot, who, when, topic_named(topic), rounds=rounds, seconds=seconds, difficulty=difficulty
        )
        if standing:
            await reply(interaction, standing, ephemeral=True)
        else:
            await delete_answer(interaction)  # the lobby says all

    async def again(self, interaction: discord.Interaction, asked: PlayAgain) -> None:
        """Open the lobby of the same quiz as before, for whoever asks for it."""
        quizzing, channel_id = services_of(interaction).quizzing, quiz_channel(interaction)
        quizzing.check_free(channel_id)
        await interaction.response.defer()  # in silence, so that a refusal is for the asker alone
        plan = await services_of(interaction).quiz_log.plan(asked.quiz, interaction.guild_id, channel_id)
        await gather(self._bot, replace(plan, user_id=interaction.user.id, begun_at=interaction.created_at))

    async def reveal(self, interaction: discord.Interaction, asked: RevealNow) -> None:
        """Take no more answers, and show the right one."""
        quizzing = services_of(interaction).quizzing
        session = quizzing.with_round(asked.round, interaction.guild_id, interaction.channel_id)
        check_leads(interaction, session)
        await interaction.response.defer()
        if session.phase() == "asking":
            session.hurry()
        await self.presenter.play(session)

    async def stop(self, interaction: discord.Interaction, asked: StopQuiz) -> None:
        """Ask nothing more; what was answered counts."""
        quizzing = services_of(interaction).quizzing
        session = quizzing.with_id(asked.quiz, interaction.guild_id, interaction.channel_id)
        check_leads(interaction, session)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await quizzing.stop(session)
        await self.presenter.play(session)
        await tell(interaction, tr("The quiz ends now."))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Go on where the message of a question was deleted."""
        await self.presenter.deleted(payload.message_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Close what went on in a channel that was deleted."""
        await self._close(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Close what went on in a thread that was deleted."""
        await self._close(payload.guild_id, payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Close what went on in a server that the bot has left."""
        for channel_id in {each.plan.channel_id for each in self._sessions if each.plan.guild_id == guild.id}:
            await self._close(guild.id, channel_id)
        await self._bot.services.dailies.remove(guild.id)

    @property
    def _sessions(self) -> Sequence[Session]:
        return self._bot.services.quizzing.sessions

    async def _close(self, guild_id: int, channel_id: int) -> None:
        for session in [each for each in self._sessions if each.plan.channel_id == channel_id]:
            await self._bot.services.quizzing.lose(session)
        await self.forget_daily(guild_id, channel_id)
