"""How far members have come with lessons, and the lessons that channels take together."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.lessons import Progress, Room, RoomState, Vote
from bot.storage.columns import in_share
from bot.storage.database import Database
from bot.storage.dialect import put
from bot.storage.lesson_tables import LessonProgressRow, LessonRoomRow, LessonVoteRow

_STATES: Mapping[str, RoomState] = {"planned": "planned", "asking": "asking", "shown": "shown", "ended": "ended"}


class LessonProgress:
    """Keeps how far each member has come. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, user_id: int, lesson: str) -> Progress:
        """How far a member is; at the start where nothing is kept."""
        async with self._database.read() as session:
            row = await session.get(LessonProgressRow, (user_id, lesson))
            return Progress(user_id, lesson) if row is None else _progress(row)

    async def every(self, user_id: int) -> Sequence[Progress]:
        """Of each lesson that a member has begun, in the order of their ids."""
        theirs = select(LessonProgressRow).where(LessonProgressRow.user_id == user_id)
        async with self._database.read() as session:
            rows = (await session.scalars(theirs)).all()
        # Sorted here, as a database does so by its own language's rules.
        return [_progress(row) for row in sorted(rows, key=attrgetter("lesson"))]

    async def change(self, user_id: int, lesson: str, edit: Callable[[Progress], Progress], when: datetime) -> Progress:
        """Keep what ``edit`` makes of how far a member is, and return it; nothing comes between the two."""
        async with self._database.write(f"lessons of {user_id}") as session:
            row = await session.get(LessonProgressRow, (user_id, lesson))
            changed = edit(Progress(user_id, lesson) if row is None else _progress(row))
            await put(
                session,
                LessonProgressRow(
                    user_id=user_id,
                    lesson=lesson,
                    place=changed.place,
                    answers=changed.answers,
                    words=changed.words,
                    best=changed.best,
                    changed_at=when,
                ),
            )
        return changed


class LessonRooms:
    """Keeps the lessons of channels. Every method raises ``DatabaseError``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, room: Room) -> Room:
        """Keep a new one, whose id and votes are passed over: the same with its id."""
        row = LessonRoomRow(
            guild_id=room.guild_id,
            channel_id=room.channel_id,
            user_id=room.user_id,
            lesson=room.lesson,
            place=room.place,
            state=room.state,
            opens_at=room.opens_at,
        )
        async with self._database.write() as session:
            session.add(row)
            await session.flush()
            return _room(row, ())

    async def get(self, room_id: int) -> Room | None:
        """One with all of its votes, if there is such."""
        async with self._database.read() as session:
            return await _get(session, room_id)

    async def due(self, now: datetime) -> Sequence[Room]:
        """Those that should have been opened by ``now`` and are not."""
        late = select(LessonRoomRow).where(LessonRoomRow.state == "planned", LessonRoomRow.opens_at <= now)
        late = late.where(in_share(LessonRoomRow.guild_id, self._database.share))
        async with self._database.read() as session:
            return [_room(row, ()) for row in await session.scalars(late.order_by(LessonRoomRow.opens_at))]

    async def change(self, room_id: int, edit: Callable[[Room], Room]) -> Room | None:
        """Keep the place and the state that ``edit`` gives one; None where it is gone."""
        async with self._database.write(_lesson(room_id)) as session:
            room = await _get(session, room_id)
            row = await session.get(LessonRoomRow, room_id)
            if room is None or row is None:
                return None
            changed = edit(room)
            row.place, row.state = changed.place, changed.state
            return changed

    async def vote(self, room_id: int, vote: Vote) -> Room | None:
        """Keep an answer, in place of an earlier one, while the card takes answers: the lesson as it is then.

        None where it is gone.
        """
        async with self._database.write(_lesson(room_id)) as session:
            room = await _get(session, room_id)
            if room is None or (room.state, room.place) != ("asking", vote.place):
                return room
            await put(
                session,
                LessonVoteRow(
                    room_id=room_id,
                    place=vote.place,
                    user_id=vote.user_id,
                    choice=vote.choice,
                    right=vote.right,
                ),
            )
            return await _get(session, room_id)

    async def remove(self, room_id: int) -> None:
        """Forget one, with its votes."""
        async with self._database.write(_lesson(room_id)) as session:
            await session.execute(delete(LessonVoteRow).where(LessonVoteRow.room_id == room_id))
            await session.execute(delete(LessonRoomRow).where(LessonRoomRow.id == room_id))


def _lesson(room_id: int) -> str:
    return f"lesson {room_id}"


async def _get(session: AsyncSession, room_id: int) -> Room | None:
    row = await session.get(LessonRoomRow, room_id)
    if row is None:
        return None
    votes = select(LessonVoteRow).where(LessonVoteRow.room_id == room_id)
    listed = await session.scalars(votes.order_by(LessonVoteRow.place, LessonVoteRow.user_id))
    return _room(row, [Vote(each.user_id, each.place, each.choice, each.right) for each in listed])


def _progress(row: LessonProgressRow) -> Progress:
    return Progress(row.user_id, row.lesson, row.place, row.answers, row.words, row.best)


def _room(row: LessonRoomRow, votes: Sequence[Vote]) -> Room:
    return Room(
        row.id,
        row.guild_id,
        row.channel_id,
        row.user_id,
        row.lesson,
        row.place,
        _STATES[row.state],
        row.opens_at,
        tuple(votes),
    )
