"""The tables of quizzes; see ``tables``."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.columns import AsJson, Moment, Words
from bot.storage.dialect import NEVER_AGAIN, ROW_ID, unique_where
from bot.storage.tables import Base

_TEXTS: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[str, ...])


class QuizRow(Base, kw_only=True):
    """A quiz. ``ending`` is NULL while it goes on, ``ended_at`` until its end has been shown.

    ``lobby_until`` is NULL where it had no lobby, ``lobby_message_id`` before a message shows the lobby and again once
    that one shows that it is closed.
    ``user_id`` is who started it, NULL for a daily one and where that member was forgotten.
    """

    __tablename__ = "quizzes"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(Words())
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    topic: Mapped[str] = mapped_column(Words())
    difficulty: Mapped[str] = mapped_column(Words())
    rounds: Mapped[int]
    seconds: Mapped[int]
    encoding: Mapped[str] = mapped_column(Words())
    begun_at: Mapped[datetime] = mapped_column(Moment())
    ending: Mapped[str | None] = mapped_column(Words(), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(Moment(), default=None)
    lobby_until: Mapped[datetime | None] = mapped_column(Moment(), default=None)
    lobby_message_id: Mapped[int | None] = mapped_column(BigInteger, default=None)

    __table_args__ = (
        # Two starts at once: the database lets one of them through.
        unique_where("ix_quizzes_running", "channel_id", "kind = 'quiz' AND ended_at IS NULL"),
        Index(None, "ended_at"),
        Index(None, "guild_id", "kind", "id"),
        Index(None, "user_id"),
        NEVER_AGAIN,
    )


class PlayerRow(Base, kw_only=True):
    """A member who waits in the lobby of a quiz; once it is closed nobody does."""

    __tablename__ = "quiz_players"

    quiz_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("quizzes.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    __table_args__ = (Index(None, "user_id"),)


class RoundRow(Base, kw_only=True):
    """One question of a quiz; ``question`` is JSON that the room of quizzes reads.

    ``revealed_at`` is NULL while answers count, ``shown`` whether the channel has seen the answer. ``players`` is how
    many members answered, NULL until then. ``subject`` is empty where the member who had proposed the question was
    forgotten. Server, channel and topic stand here too, so that boards need no join.
    """

    __tablename__ = "quiz_rounds"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True, init=False)
    quiz_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("quizzes.id"))
    number: Mapped[int]
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    topic: Mapped[str] = mapped_column(Words())
    subject: Mapped[str] = mapped_column(Words())
    question: Mapped[str] = mapped_column(Words())
    model: Mapped[str | None] = mapped_column(Words())
    asked_at: Mapped[datetime] = mapped_column(Moment())
    closes_at: Mapped[datetime] = mapped_column(Moment())
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    players: Mapped[int | None] = mapped_column(default=None)
    revealed_at: Mapped[datetime | None] = mapped_column(Moment(), default=None)
    shown: Mapped[bool]

    __table_args__ = (
        Index(None, "quiz_id", "number", unique=True),
        Index(None, "channel_id", "id"),
        Index(None, "guild_id", "revealed_at"),
        Index(None, "revealed_at"),
        NEVER_AGAIN,
    )


class AnswerRow(Base, kw_only=True):
    """What one member, or the model as user ``MODEL``, answered in a round.

    ``choice`` is NULL where only a hint was taken, ``right`` and ``points`` are until the round is revealed.
    """

    __tablename__ = "quiz_answers"

    round_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("quiz_rounds.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    choice: Mapped[int | None]
    hinted: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(Moment())
    right: Mapped[bool | None] = mapped_column(default=None)
    points: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (Index(None, "user_id", "round_id"),)


class DailyRow(Base, kw_only=True):
    """The daily question of a server: at ``time`` (HH:MM) in ``zone``, the next one at ``next_at``."""

    __tablename__ = "quiz_dailies"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    time: Mapped[str] = mapped_column(Words())
    zone: Mapped[str] = mapped_column(Words())
    topic: Mapped[str] = mapped_column(Words())
    difficulty: Mapped[str] = mapped_column(Words())
    next_at: Mapped[datetime] = mapped_column(Moment(), index=True)


class ProposalRow(Base, kw_only=True):
    """A question that a member proposed to a server; the first of ``options`` is right.

    ``state`` is “waiting”, “accepted” or “declined”.
    """

    __tablename__ = "quiz_proposals"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True, init=False)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(Moment())
    text: Mapped[str] = mapped_column(Words())
    options: Mapped[tuple[str, ...]] = mapped_column(AsJson(_TEXTS))
    why: Mapped[str] = mapped_column(Words())
    state: Mapped[str] = mapped_column(Words())

    __table_args__ = (Index(None, "guild_id", "state", "id"), Index(None, "user_id"), NEVER_AGAIN)
