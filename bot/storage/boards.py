"""Points of quizzes added up: leaderboards, and what one member has answered."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, Subquery, and_, cast, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.quiz.board import Board, Place, TopicRecord
from bot.quiz.quiz import MODEL
from bot.storage.database import Database
from bot.storage.quiz_tables import AnswerRow, RoundRow


class Boards:
    """Adds up points. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def leaders(self, board: Board, user_id: int, asking_guild_id: int | None, most: int) -> Sequence[Place]:
        """The first ``most`` members and ``user_id``, by rank; equal points have the same. Solo rounds do not count.

        Where ``asking_guild_id`` is None, in a direct message, nobody is ``here``.
        """
        shown = _ranked(board).c
        wanted = (
            select(
                shown.rank,
                shown.user_id,
                shown.points,
                shown.right,
                shown.answered,
                _here(shown.user_id, asking_guild_id),
            )
            .where(or_(shown.line <= most, shown.user_id == user_id))
            .order_by(shown.line)
        )
        async with self._database.read() as session:
            return [Place(*row) for row in await session.execute(wanted)]

    async def model(self, board: Board, name: str) -> Place | None:
        """What the model of this name has in the same rounds; None where it played in none of them. It has no rank."""
        wanted = (
            select(_total(AnswerRow.points), _total(AnswerRow.right), func.count())
            .join(RoundRow)
            .where(AnswerRow.user_id == MODEL, RoundRow.model == name, *_counted(board))
        )
        async with self._database.read() as session:
            points, right, answered = (await session.execute(wanted)).one()
        return Place(0, MODEL, points, right, answered, here=True) if answered else None

    async def record(self, user_id: int) -> Sequence[TopicRecord]:
        """What a member has answered, topic by topic, the most answered first."""
        model = aliased(AnswerRow)
        answered = func.count(AnswerRow.choice).label("answered")
        both = and_(model.round_id == AnswerRow.round_id, model.user_id == MODEL, AnswerRow.choice.is_not(None))
        wanted = (
            select(
                RoundRow.topic,
                answered,
                _total(AnswerRow.right),
                _total(AnswerRow.points),
                func.count(model.user_id),
                _total(model.right),
            )
            .select_from(AnswerRow)
            .join(RoundRow)
            .outerjoin(model, both)
            .where(AnswerRow.user_id == user_id, AnswerRow.points.is_not(None))
            .group_by(RoundRow.topic)
        )
        async with self._database.read() as session:
            records = [TopicRecord(*row) for row in await session.execute(wanted)]
        return sorted(records, key=lambda record: (-record.answered, record.topic))


def _ranked(board: Board) -> Subquery:
    """All members of a board. Equal points have the same ``rank``; each has a ``line`` of their own."""
    points, answered = _total(AnswerRow.points), func.count(AnswerRow.choice)
    # No join, for which SQLite would look at every answer there is, and then at its round.
    rounds = select(RoundRow.id).where(*_counted(board))
    return (
        select(
            func.rank().over(order_by=points.desc()).label("rank"),
            func.row_number().over(order_by=(points.desc(), AnswerRow.user_id)).label("line"),
            AnswerRow.user_id,
            points.label("points"),
            _total(AnswerRow.right).label("right"),
            answered.label("answered"),
        )
        .where(AnswerRow.user_id != MODEL, AnswerRow.round_id.in_(rounds))
        .group_by(AnswerRow.user_id)
        .having(answered > 0)
        .subquery()
    )


def _here(user_id: ColumnElement[int], guild_id: int | None) -> ColumnElement[bool]:
    """Whether a member has played in a server. Direct messages have no server in common."""
    if guild_id is None:
        return false()
    return user_id.in_(select(AnswerRow.user_id).join(RoundRow).where(RoundRow.guild_id == guild_id))


def _total(column: InstrumentedAttribute[bool | None] | InstrumentedAttribute[int | None]) -> ColumnElement[int]:
    """The sum of a column, in which NULL is nothing."""
    return func.coalesce(func.sum(cast(column, Integer)), 0)


def _counted(board: Board) -> Sequence[ColumnElement[bool]]:
    """The rounds of a board that at least two members have played."""
    conditions: list[ColumnElement[bool]] = [RoundRow.revealed_at.is_not(None), RoundRow.players >= 2]
    if board.guild_id is not None:
        conditions.append(RoundRow.guild_id == board.guild_id)
    if board.since is not None:
        conditions.append(RoundRow.revealed_at >= board.since)
    if board.topic is not None:
        conditions.append(RoundRow.topic == board.topic)
    return conditions
