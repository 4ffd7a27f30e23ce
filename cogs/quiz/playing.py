"""A quiz in a channel, from its start to its end."""

import logging
from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import StrawberryBot, services_of
from bot.app.commands import begin, quiz_channel
from bot.app.presenter import Presenter
from bot.drawing import dots, illustrate
from bot.errors import DatabaseError, InputError
from bot.model import known, name_of
from bot.quiz import GUESS, HINT, Asked, Difficulty, Dots, Ended, Plan, Revealed, Scene, Session, Strip
from bot.ui import Card, Pressable
from bot.ui.buttons.quiz import Choose, PlayAgain, RevealNow, TakeHint
from bot.ui.quiz import end_card, looked_by, question_card, reveal_card, started_card, status_card, yesterday
from bot.ui.quiz_words import TOPIC_CHOICES
from bot.ui.sending import reply
from cogs.quiz.daily import DailyQuiz
from cogs.quiz.submit import SubmitQuiz

log = logging.getLogger(__name__)

_NONE_HERE = "No quiz is running here. /quiz start begins one."


class Quiz(DailyQuiz, SubmitQuiz, commands.GroupCog, name="quiz", description="Quizzes about tokens and the model"):
    """Runs quizzes, one a channel."""

    def __init__(self, bot: StrawberryBot) -> None:
        self._bot = bot
        self.presenter = bot.presenter = Presenter(bot, bot.services.quizzing, self._card)

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
        description="Begin a quiz in this channel: everybody answers by button, and the model plays too",
        extras={"example": "/quiz start topic:letters rounds:5"},
    )
    @app_commands.describe(
        topic="What it is about (default: Mixed)",
        rounds="How many questions (default: 5)",
        seconds="How long each question takes answers (default: 20)",
        difficulty="Longer and rarer words, and answers nearer to each other (default: normal)",
    )
    @app_commands.choices(topic=TOPIC_CHOICES)
    async def start(
        self,
        interaction: discord.Interaction,
        topic: str = "mixed",
        rounds: app_commands.Range[int, 1, 20] = 5,
        seconds: app_commands.Range[int, 10, 120] = 20,
        difficulty: Difficulty = "normal",
    ) -> None:
        """Begin a quiz; its first question follows."""
        channel_id = quiz_channel(interaction)
        services_of(interaction).quizzing.check_free(channel_id)
        server = await begin(interaction)
        await self._start(
            interaction,
            Plan(
                "quiz",
                interaction.guild_id,
                channel_id,
                interaction.user.id,
                topic,
                difficulty,
                rounds,
                seconds,
                server.encoding,
                interaction.created_at,
            ),
        )

    async def again(self, interaction: discord.Interaction, asked: PlayAgain) -> None:
        """Begin the same quiz as before, for whoever asks for it."""
        quizzing, channel_id = services_of(interaction).quizzing, quiz_channel(interaction)
        quizzing.check_free(channel_id)
        await interaction.response.defer()  # in silence, so that a refusal is for the asker alone
        plan = await quizzing.plan(asked.quiz, interaction.guild_id, channel_id)
        now = interaction.created_at
        await self._start(interaction, replace(plan, user_id=interaction.user.id, begun_at=now))

    async def _start(self, interaction: discord.Interaction, plan: Plan) -> None:
        services = services_of(interaction)
        try:
            session = await services.quizzing.start(plan)
            server = await services.server_settings(plan.guild_id)
            plays = server.model and (await known(services.model)).scores
            name = name_of(services.model.state) if plays else None
            await reply(interaction, started_card(plan, name))
        finally:
            self.presenter.wake()  # whatever failed: a quiz that has begun goes on
        await self.presenter.play(session)

    @app_commands.command(description="End the quiz in this channel; what was answered counts")
    async def stop(self, interaction: discord.Interaction) -> None:
        """End it after the current question."""
        session = _here(interaction)
        _check_may_lead(interaction, session)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await services_of(interaction).quizzing.stop(session)
        self.presenter.wake()
        await interaction.followup.send("The quiz ends now.", ephemeral=True)

    @app_commands.command(description="How the quiz in this channel stands")
    async def status(self, interaction: discord.Interaction) -> None:
        """Show the points so far, to whoever asks."""
        await reply(interaction, status_card(_here(interaction)), ephemeral=True)

    async def reveal(self, interaction: discord.Interaction, asked: RevealNow) -> None:
        """Take no more answers, and show the right one."""
        quizzing = services_of(interaction).quizzing
        session = quizzing.with_round(asked.round, interaction.guild_id, interaction.channel_id)
        _check_may_lead(interaction, session)
        await interaction.response.defer()
        if session.phase() == "asking":
            session.hurry()
        await self.presenter.play(session)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Go on where the message of a question was deleted."""
        self.presenter.deleted(payload.message_id)

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

    async def _card(self, scene: Scene) -> Card:
        session, services = scene.session, self._bot.services
        match scene:
            case Asked():
                seen = session.question.illustration
                picture = await services.studio.draw(dots, seen) if isinstance(seen, Dots) else None
                before = await services.quizzing.day_before(session)
                note = yesterday(before) if before else looked_by(session)
                return question_card(session, picture, _choices(session), _others(session), note)
            case Revealed():
                question = session.question
                bare = question.illustration == Strip(())
                return reveal_card(session, None if bare else await services.studio.draw(illustrate, question))
            case Ended():
                model = next((each.model for each in session.quiz.rounds if each.model), None)
                again = [PlayAgain(session.id).button("Play again")] if session.plan.topic != GUESS else []
                return end_card(session, model, again)


def _here(interaction: discord.Interaction) -> Session:
    session = services_of(interaction).quizzing.in_channel(interaction.channel_id or 0)
    if session is None:
        raise InputError(_NONE_HERE)
    return session


def _check_may_lead(interaction: discord.Interaction, session: Session) -> None:
    if interaction.user.id != session.plan.user_id and not interaction.permissions.manage_messages:
        raise InputError("Only the person who started the quiz, and those who may manage messages here, can do that.")


def _choices(session: Session) -> Sequence[Pressable]:
    round_id = session.current.id if session.current else 0
    return [
        Choose(round_id, number).button(option, style=discord.ButtonStyle.primary)
        for number, option in enumerate(session.question.options)
    ]


def _others(session: Session) -> Sequence[Pressable]:
    round_id = session.current.id if session.current else 0
    hint = TakeHint(round_id).button(f"Hint (−{HINT})")
    return [hint] if session.plan.kind == "daily" else [hint, RevealNow(round_id).button("Reveal now")]
