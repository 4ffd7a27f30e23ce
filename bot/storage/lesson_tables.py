"""The tables of lessons; see ``tables``."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.lessons.progress import Given
from bot.storage.columns import AsJson, Moment, Words
from bot.storage.dialect import NEVER_AGAIN, ROW_ID
from bot.storage.tables import Base

_ANSWERS: TypeAdapter[Mapping[int, Given]] = TypeAdapter(Mapping[int, Given])
_WORDS: TypeAdapter[Mapping[int, str]] = TypeAdapter(Mapping[int, str])


class LessonProgressRow(Base, kw_only=True):
    """How far a member has come with a lesson; see ``Progress``. ``best`` is NULL until it was finished once."""

    __tablename__ = "lesson_progress"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    lesson: Mapped[str] = mapped_column(Words(), primary_key=True)
    place: Mapped[int]
    answers: Mapped[Mapping[int, Given]] = mapped_column(AsJson(_ANSWERS))
    words: Mapped[Mapping[int, str]] = mapped_column(AsJson(_WORDS))
    best: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(Moment())


class LessonRoomRow(Base, kw_only=True):
    """A lesson that a channel takes together; see ``Room``.

    ``user_id`` is who has opened it, NULL where that member was forgotten.
    """

    __tablename__ = "lesson_rooms"

    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True, init=False)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    lesson: Mapped[str] = mapped_column(Words())
    place: Mapped[int]
    state: Mapped[str] = mapped_column(Words())
    opens_at: Mapped[datetime] = mapped_column(Moment())

    __table_args__ = (Index(None, "state", "opens_at"), Index(None, "user_id"), NEVER_AGAIN)


class LessonVoteRow(Base, kw_only=True):
    """What a member has answered on one card of a lesson in a channel."""

    __tablename__ = "lesson_votes"

    room_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("lesson_rooms.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    choice: Mapped[int]
    right: Mapped[bool]

    __table_args__ = (Index(None, "user_id"),)
