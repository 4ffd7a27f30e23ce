"""Of what is to be gone on with, each process finds what is in its shards, and all of them together find all."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from bot.chat import Said
from bot.lessons import Room
from bot.quiz import Daily
from bot.share import WHOLE, Share, shares
from bot.storage import Chats, Dailies, Database, LessonRooms, OpenTraining, OpenTrainings, Quizzes
from tests.quiz.quizzes import plan

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SERVERS = [number << 22 | 99 for number in range(1, 8)]
TRAINING = OpenTraining(0, None, 0, "", "names", 0, 1, 0.003, 10, 0)


async def fill(database: Database) -> None:
    """Something in each server; outside of servers too, where that can be."""
    quizzes, dailies, rooms = Quizzes(database), Dailies(database), LessonRooms(database)
    chats, trainings = Chats(database, 30), OpenTrainings(database)
    for place in SERVERS:
        await dailies.set(Daily(place, place, "12:00", "UTC", "mixed", "normal", NOW))
        await rooms.add(Room(0, place, place, 1, "tokens", 0, "planned", NOW))
    for anywhere in (None, *SERVERS):
        await quizzes.begin(replace(plan(), guild_id=anywhere, channel_id=anywhere or 1))
        await chats.add(Said(NOW, 1, anywhere or 1, anywhere, "hello"))
        await trainings.keep(replace(TRAINING, message_id=anywhere or 1, guild_id=anywhere))


async def found(database: Database, share: Share) -> list[Collection[int | None]]:
    """The servers in which something is found, kind by kind."""
    database.share = share
    return [
        [quiz.plan.guild_id for quiz in await Quizzes(database).unfinished()],
        [turn.said.guild_id for turn in await Chats(database, 30).open()],
        [training.guild_id for training in await OpenTrainings(database).left()],
        [daily.guild_id for daily in await Dailies(database).due(NOW)],
        [room.guild_id for room in await LessonRooms(database).due(NOW)],
    ]


async def test_each_process_finds_what_is_in_its_shards(database: Database) -> None:
    await fill(database)
    every: list[int | None] = [None, *SERVERS]
    for share in (WHOLE, *shares(3, 2), Share(100, (50,))):
        theirs = [place for place in every if share.has(place)]
        servers = [place for place in theirs if place is not None]
        assert [sorted(each, key=lambda place: place or 0) for each in await found(database, share)] == [
            theirs,
            theirs,
            theirs,
            servers,
            servers,
        ]
