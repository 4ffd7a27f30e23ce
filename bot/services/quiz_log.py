"""Quizzes as they are kept, whether they are over or not."""

from bot.errors import InputError
from bot.language import later
from bot.quiz import GUESS, Clock, Plan, Question, Quiz, Session, unpacked
from bot.storage import Quizzes


class QuizLog:
    """What was asked and answered before. Its methods raise ``DatabaseError``."""

    def __init__(self, quizzes: Quizzes, clock: Clock) -> None:
        self._quizzes = quizzes
        self._clock = clock

    async def plan(self, quiz_id: int, guild_id: int | None, channel_id: int) -> Plan:
        """What was played in a quiz of a channel. Raises ``InputError`` where it is gone."""
        quiz = await self._quizzes.get(quiz_id)
        if (
            quiz is None
            or quiz.plan.topic == GUESS
            or (quiz.plan.guild_id, quiz.plan.channel_id) != (guild_id, channel_id)
        ):
            raise InputError(later("That quiz is gone. /quiz start begins another one."))
        return quiz.plan

    async def played(self, quiz_id: int, guild_id: int, channel_id: int | None) -> Quiz:
        """A quiz of a channel with what was answered so far. Raises ``InputError`` where it is gone."""
        quiz = await self._quizzes.get(quiz_id)
        if quiz is None or (quiz.plan.guild_id, quiz.plan.channel_id) != (guild_id, channel_id):
            raise InputError(later("That quiz is gone. /quiz start begins another one."))
        return quiz

    async def revealed(self, round_id: int, guild_id: int | None, channel_id: int | None) -> tuple[Plan, Question]:
        """A question of a channel that is over. Raises ``InputError`` where there is no such one."""
        quiz = await self._quizzes.with_round(round_id)
        if quiz and (quiz.plan.guild_id, quiz.plan.channel_id) == (guild_id, channel_id):
            asked = next(each for each in quiz.rounds if each.id == round_id)
            if asked.revealed_at:
                return quiz.plan, unpacked(asked.question)
        raise InputError(later("That question is not over yet, or it is gone. /quiz start begins another quiz."))

    async def last_daily(self, guild_id: int) -> Session | None:
        """The latest question of the day of a server, as it is kept, whether it is over or not."""
        return self._kept(await self._quizzes.last_daily(guild_id))

    async def day_before(self, session: Session) -> Session | None:
        """The question of the day before this one in the same server, as it is kept; None for other quizzes."""
        if session.plan.kind != "daily" or session.plan.guild_id is None:
            return None
        return self._kept(await self._quizzes.last_daily(session.plan.guild_id, before=session.id))

    def _kept(self, quiz: Quiz | None) -> Session | None:
        return None if quiz is None else Session(quiz, self._clock)
