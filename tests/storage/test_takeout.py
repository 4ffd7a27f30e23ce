"""A member's file has all that deleting would delete, can be read, and is nobody else's."""

import json
import re
from dataclasses import replace

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat import Said
from bot.lessons import Room, Vote
from bot.letters import Asker
from bot.quiz import GUESS, Quiz, withdrawn
from bot.storage import (
    Budgets,
    Chats,
    Comparisons,
    Database,
    LessonRooms,
    Members,
    Quizzes,
    Takeout,
    Takeouts,
    Tokenizations,
)
from bot.storage.all_tables import METADATA
from bot.storage.takeout import LEFT_OUT
from bot.tokens import well_formed
from tests.quiz.quizzes import plan, round_
from tests.storage.comparing import BASE
from tests.storage.exporting import ODD
from tests.storage.keeping import NOW, SAID, keep

ROOM = 10 * 1024 * 1024
Rows = list[dict[str, object]]


def parts_of(takeout: Takeout) -> dict[str, Rows]:
    """The rows in a file, by table."""
    parts: dict[str, Rows] = json.loads(takeout.content)
    parts.pop("left_out", None)
    return parts


async def look_into(database: Database, user_id: int) -> None:
    """Have others guess about a text of a member."""
    planned = replace(plan("daily"), user_id=user_id, topic=GUESS)
    quiz_id = await Quizzes(database).begin(planned)
    assert quiz_id
    await Quizzes(database).ask(Quiz(quiz_id, planned), round_(0, 1, NOW, NOW))


async def test_it_has_every_table_and_column_that_deletion_touches(database: Database, engine: AsyncEngine) -> None:
    """Whoever adds a table to ``Members.forget`` has it in the file, or fails here."""
    touched: set[str] = set()

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        touched.update(re.findall(r"^(?:DELETE FROM|UPDATE) (\w+)", statement))

    await keep(database, 1)
    await look_into(database, 1)
    await Budgets(database).take(1, 5.0, NOW.timestamp(), 60.0)
    takeout = await Takeouts(database).file(1, ROOM)
    touched.clear()
    await Members(database, withdrawn).forget(1)
    parts = parts_of(takeout)
    assert touched >= {"comparisons", "turns", "tokenizations", "texts", "quiz_rounds", "explainers"}
    assert {name for name, rows in parts.items() if rows} == touched - {"texts"} | {"budgets"}
    assert parts["tokenizations"][0]["text"] == SAID * 1_000
    for name, rows in parts.items():
        assert {*rows[0]} >= {*METADATA.tables[name].columns.keys()} - LEFT_OUT, name
    assert takeout.rows == takeout.total == sum(map(len, parts.values()))
    left = parts_of(await Takeouts(database).file(1, ROOM))
    assert {name for name, rows in left.items() if rows} == {"budgets"}


async def test_it_is_one_s_own_and_can_be_read(database: Database) -> None:
    await keep(database, 2, "another's")
    await keep(database, 1)
    await look_into(database, 2)
    await Budgets(database).take(1, 5.0, NOW.timestamp(), 60.0)
    takeout = await Takeouts(database).file(1, ROOM)
    assert "another's" not in takeout.content.decode()
    parts = parts_of(takeout)
    assert {row["user_id"] for rows in parts.values() for row in rows if "user_id" in row} == {"1"}
    assert parts["explainers"] == [{"scope": "user", "subject_id": "1", "on": True}]
    assert parts["budgets"] == [{"user_id": "1", "full_at": "2026-03-01T00:00:05.000000+00:00"}]
    assert parts["quiz_rounds"] == []
    said, secret = parts["turns"]
    assert (said["question"], said["answer"], said["channel_id"], said["private"]) == (SAID, SAID, "10", False)
    assert (secret["channel_id"], secret["created_at"]) == ("20", "2026-03-01T00:00:00.000000+00:00")
    [given] = parts["quiz_answers"]
    assert (given["choice"], given["right"], given["points"]) == (0, None, None)
    asked = json.dumps([given["question"], given["answer"]])
    assert "strawberry" in asked, asked
    [lesson] = parts["lesson_progress"]
    assert (lesson["lesson"], lesson["words"]) == (SAID, {"0": SAID})


async def test_whether_a_vote_is_right_is_told_once_it_can_no_longer_be_changed(database: Database) -> None:
    rooms, takeouts = LessonRooms(database), Takeouts(database)
    room = await rooms.add(Room(0, 5, 10, 2, "tokens", 0, "asking", NOW))
    await rooms.vote(room.id, Vote(1, 0, 1, right=True))
    [vote] = parts_of(await takeouts.file(1, ROOM))["lesson_votes"]
    assert (vote["lesson"], vote["choice"], vote["right"]) == ("tokens", 1, None)
    await rooms.change(room.id, lambda now: replace(now, state="shown"))
    [vote] = parts_of(await takeouts.file(1, ROOM))["lesson_votes"]
    assert vote["right"] is True


async def test_odd_texts_come_back(database: Database) -> None:
    for odd in ODD:
        await Comparisons(database).add(replace(BASE, text=odd, asker=Asker(1, 10), exact=odd))
        await Chats(database, 30).add(Said(NOW, 1, 10, None, odd))
        await Tokenizations(database, 30).add(1, odd, "o200k_base", NOW)
    parts = parts_of(await Takeouts(database).file(1, ROOM))
    every = [(row["question"], row["exact"]) for row in parts["comparisons"]]
    assert every == [(well_formed(odd), well_formed(odd)) for odd in ODD]
    assert [row["question"] for row in parts["turns"]] == [row["text"] for row in parts["tokenizations"]]
    assert [row["text"] for row in parts["tokenizations"]] == [*map(well_formed, ODD)]


async def test_what_does_not_fit_is_told_and_comparisons_go_first(database: Database) -> None:
    comparisons, texts = Comparisons(database), Tokenizations(database, 30)
    for number in range(30):
        await comparisons.add(replace(BASE, text=str(number), asker=Asker(1, 10)))
        await texts.add(1, f"{number} {'x' * 1_000}", "o200k_base", NOW)
    whole = await Takeouts(database).file(1, ROOM)
    most = len(whole.content) - 10_000
    part = await Takeouts(database).file(1, most)
    assert len(part.content) <= most
    [*names] = json.loads(part.content)
    assert names[:2] == ["left_out", "comparisons"]
    rows = parts_of(part)
    assert len(rows["tokenizations"]) == 30
    assert [row["question"] for row in rows["comparisons"]] == [*map(str, range(30))][-len(rows["comparisons"]) :]
    assert json.loads(part.content)["left_out"] == {"comparisons": 30 - len(rows["comparisons"])}
    assert (part.rows, part.total) == (30 + len(rows["comparisons"]), 60)
    assert part.rows > 40
