"""What is kept of a member: counted, and deleted when they ask for it."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.quiz.proposal import COMMUNITY
from bot.quiz.question import GUESS
from bot.storage.chats import drop_insights
from bot.storage.database import Database
from bot.storage.lesson_tables import LessonProgressRow, LessonRoomRow, LessonVoteRow
from bot.storage.quiz_tables import AnswerRow, PlayerRow, ProposalRow, QuizRow, RoundRow
from bot.storage.tables import Base, ComparisonRow, ExplainerRow, TokenizationRow, TurnRow
from bot.storage.tokenizations import delete_texts


@dataclass(frozen=True, slots=True)
class Kept:
    """How many comparisons a member has asked for, how many of their texts stand behind buttons, their turns of chats.

    ``answers`` to quizzes, ``proposals`` of questions for them, ``quizzes`` that they have started, ``lobbies`` of
    quizzes in which they wait. ``lessons`` that they have begun, ``votes`` in those of channels, and ``rooms``: lessons
    that they have opened for a channel. ``explainer``: whether they have decided for themselves if answers are
    explained.
    """

    comparisons: int
    texts: int
    turns: int
    explainer: bool
    answers: int = 0
    proposals: int = 0
    quizzes: int = 0
    lobbies: int = 0
    lessons: int = 0
    votes: int = 0
    rooms: int = 0

    def __bool__(self) -> bool:
        return any(astuple(self))


class Members:
    """Everything with a member's id on it. A test names the tables that are meant. Methods raise ``DatabaseError``."""

    def __init__(self, database: Database, withdrawn: Callable[[str], str]) -> None:
        """``withdrawn`` takes the words of the member who had proposed it out of a question of a quiz."""
        self._database = database
        self._withdrawn = withdrawn

    async def kept(self, user_id: int) -> Kept:
        """How much is kept of a member."""
        async with self._database.read() as session:
            return await _count(session, user_id)

    async def forget(self, user_id: int) -> Kept:
        """Delete everything of a member, all or nothing, and return how much it was.

        What others were answered after the member had chatted stays, without its insight, which may quote the member;
        a quiz stays too, without who started it, and without the words of a question that the member had proposed. So
        does a lesson of a channel, without who opened it.
        """
        async with self._database.write(alone=True) as session:
            forgotten = await _count(session, user_id)
            await drop_insights(session, TurnRow.user_id == user_id)
            await self._withdraw(session, user_id)
            for table, theirs in everything(user_id):
                if table is TokenizationRow:
                    await delete_texts(session, theirs)
                    continue
                # A quiz is also those who have played in it, and a lesson in a channel those who have taken it.
                shared = table in (QuizRow, LessonRoomRow)
                await session.execute((update(table).values(user_id=None) if shared else delete(table)).where(theirs))
        await self._database.wipe()
        return forgotten

    async def _withdraw(self, session: AsyncSession, user_id: int) -> None:
        """Take what a member had proposed or looked into out of the rounds that asked it; others answered these."""
        proposed = select(ProposalRow.guild_id, ProposalRow.text).where(ProposalRow.user_id == user_id)
        for guild_id, text in (await session.execute(proposed)).all():
            asking = (RoundRow.guild_id == guild_id, RoundRow.topic == COMMUNITY, RoundRow.subject == text.casefold())
            for row in (await session.scalars(select(RoundRow).where(*asking))).all():
                row.subject, row.question = "", self._withdrawn(row.question)
        for row in (await session.scalars(select(RoundRow).where(guessed(user_id)))).all():
            row.question = self._withdrawn(row.question)


async def _count(session: AsyncSession, user_id: int) -> Kept:
    comparisons, texts, turns, answers, proposals, quizzes, lobbies, *of_lessons, explainers = [
        await session.scalar(select(func.count()).select_from(table).where(theirs)) or 0
        for table, theirs in everything(user_id)
    ]
    return Kept(comparisons, texts, turns, bool(explainers), answers, proposals, quizzes, lobbies, *of_lessons)


def everything(user_id: int) -> Sequence[tuple[type[Base], ColumnElement[bool]]]:
    """The tables with something of members in them, each with what tells which rows are this one's."""
    return (
        (ComparisonRow, ComparisonRow.user_id == user_id),
        (TokenizationRow, TokenizationRow.user_id == user_id),
        (TurnRow, TurnRow.user_id == user_id),
        (AnswerRow, AnswerRow.user_id == user_id),
        (ProposalRow, ProposalRow.user_id == user_id),
        (QuizRow, QuizRow.user_id == user_id),
        (PlayerRow, PlayerRow.user_id == user_id),
        (LessonProgressRow, LessonProgressRow.user_id == user_id),
        (LessonVoteRow, LessonVoteRow.user_id == user_id),
        (LessonRoomRow, LessonRoomRow.user_id == user_id),
        (ExplainerRow, and_(ExplainerRow.scope == "user", ExplainerRow.subject_id == user_id)),
    )


def guessed(user_id: int) -> ColumnElement[bool]:
    """Which rounds of quizzes have asked about a text that this member has looked into."""
    return RoundRow.quiz_id.in_(select(QuizRow.id).where(QuizRow.user_id == user_id, QuizRow.topic == GUESS))
