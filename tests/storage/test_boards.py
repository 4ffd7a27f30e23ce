"""Points added up: who leads, the model apart, and what one member has answered."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.quiz import MODEL, Answer, Board, Place, Quiz, TopicRecord
from bot.storage import Boards, Database, Quizzes
from tests.quiz.quizzes import NOW, plan, round_
from tests.storage.playing import play

ALICE, BOB, CAROL = 1, 2, 3
EVER = Board()


async def leaders(database: Database, board: Board = EVER, user_id: int = ALICE, most: int = 10) -> list[Place]:
    return [*await Boards(database).leaders(board, user_id, 5, most)]


async def test_points_are_added_up_and_equal_ones_share_a_rank(database: Database) -> None:
    await play(database, {ALICE: (True, 150), BOB: (False, 0), MODEL: (True, 100)})
    await play(database, {ALICE: (False, -25), BOB: (True, 125), CAROL: (True, 110), MODEL: (False, 0)})
    assert await leaders(database) == [
        Place(1, ALICE, 125, 1, 2, here=True),
        Place(1, BOB, 125, 1, 2, here=True),
        Place(3, CAROL, 110, 1, 1, here=True),
    ]
    assert await Boards(database).model(Board(), "a model") == Place(0, MODEL, 100, 1, 2, here=True)
    assert await Boards(database).model(Board(), "another model") is None


async def test_whoever_asks_is_shown_beside_the_first(database: Database) -> None:
    await play(database, {user: (True, 100 + user) for user in range(1, 20)})
    assert [(place.rank, place.user_id) for place in await leaders(database, most=3)] == [
        (1, 19),
        (2, 18),
        (3, 17),
        (19, 1),
    ]


async def test_whoever_asks_is_shown_however_many_have_as_many_points(database: Database) -> None:
    await play(database, dict.fromkeys(range(1, 31), (True, 100)))
    assert [(place.rank, place.user_id) for place in await leaders(database, user_id=25, most=3)] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (1, 25),
    ]


async def test_outside_servers_nobody_but_whoever_asks_is_known(database: Database) -> None:
    await play(database, {ALICE: (True, 100), BOB: (True, 90)}, server=None)
    assert not any(place.here for place in await Boards(database).leaders(Board(), CAROL, None, 10))


async def test_a_hint_costs_points_and_is_no_answer(database: Database) -> None:
    await play(database, {ALICE: (True, 100), BOB: (True, 90), MODEL: (True, 100)})
    await play(database, {BOB: (True, 90), CAROL: (True, 80), MODEL: (True, 100)}, hints=[ALICE, 9])
    assert [(place.user_id, place.points, place.answered) for place in await leaders(database)] == [
        (BOB, 180, 2),
        (CAROL, 80, 1),
        (ALICE, 75, 1),
    ]
    assert await Boards(database).record(ALICE) == [TopicRecord("tokens", 1, 1, 75, 1, 1)]


async def test_solo_rounds_are_for_one_s_own_record_alone(database: Database) -> None:
    await play(database, {ALICE: (True, 150), MODEL: (True, 100)})
    assert await leaders(database) == []
    assert await Boards(database).model(Board(), "a model") is None
    assert await Boards(database).record(ALICE) == [TopicRecord("tokens", 1, 1, 150, 1, 1)]
    await play(database, {ALICE: (False, 0), BOB: (True, 120)}, topic="letters")
    assert await Boards(database).record(ALICE) == [
        TopicRecord("letters", 1, 0, 0, 0, 0),
        TopicRecord("tokens", 1, 1, 150, 1, 1),
    ]


async def test_servers_moments_and_topics_are_counted_apart(database: Database) -> None:
    await play(database, {ALICE: (True, 150), BOB: (True, 100)})
    await play(database, {ALICE: (True, 1), CAROL: (True, 2)}, server=6, topic="letters")
    assert [place.user_id for place in await leaders(database, Board(guild_id=6))] == [CAROL, ALICE]
    assert [place.user_id for place in await leaders(database, Board(topic="tokens"))] == [ALICE, BOB]
    assert await leaders(database, Board(since=NOW + timedelta(seconds=1))) == []
    assert len(await leaders(database, Board(since=NOW))) == 3
    assert {place.user_id: place.here for place in await leaders(database)} == {ALICE: True, BOB: True, CAROL: False}


async def test_what_is_not_revealed_counts_nowhere(database: Database) -> None:
    planned, quizzes = plan(), Quizzes(database)
    quiz_id = await quizzes.begin(planned)
    assert quiz_id
    asked = await quizzes.ask(Quiz(quiz_id, planned), round_(0, 1, NOW, NOW))
    assert await quizzes.answer(asked.id, Answer(ALICE, 1, NOW))
    assert await quizzes.answer(asked.id, Answer(BOB, 1, NOW))
    assert await leaders(database) == []
    assert await Boards(database).record(ALICE) == []


@pytest.mark.parametrize("board", [Board(), Board(since=NOW), Board(topic="tokens"), Board(guild_id=5)])
async def test_only_the_answers_of_counted_rounds_are_looked_at(
    database: Database, engine: AsyncEngine, path: Path, board: Board
) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []

    def listen(_: object, __: object, statement: str, parameters: tuple[object, ...], *___: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", listen)
    await leaders(database, board)
    [(statement, parameters)] = asked
    with closing(sqlite3.connect(path)) as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert not [step for step in plan if step.startswith("SCAN quiz_answers")]
    assert [step for step in plan if step.startswith("SEARCH quiz_answers")]
