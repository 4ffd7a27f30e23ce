"""A quiz whose process is killed (SIGKILL) at any moment, some times: with a real process and a real database file."""

import multiprocessing
import random
import signal
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.quiz import MODEL, Session
from bot.storage import Database, Quizzes
from tests.conftest import PREPARED
from tests.quiz import killed

TIMES = 5
Key = tuple[int, int]
"""A round and a member."""
_PROCESSES = multiprocessing.get_context("forkserver")
"""All that are killed have imported what they need together, once (``tests/imported.py``)."""


def play_and_kill(database: Path, begun: float, answers: int, delay: float) -> list[tuple[bool, Key, int]]:
    """Let a process play until it has told so much, and kill it: each press and what was noted, in order."""
    heard, telling = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=killed.play_for_ever, args=(database, PREPARED.parent, begun, telling))
    process.start()
    telling.close()
    told: list[killed.Told] = [heard.recv() for _ in range(answers)]
    time.sleep(delay)  # to hit it anywhere, not just after it has told something
    process.kill()
    with suppress(EOFError, OSError):  # it was killed, perhaps in the middle of a word
        while True:
            told.append(heard.recv())
    process.join()
    assert process.exitcode == -signal.SIGKILL
    heard.close()
    return [(what == "noted", (round_id, user), choice) for what, round_id, user, choice in told]


async def test_what_was_acknowledged_outlives_a_kill_and_no_point_is_counted_twice(tmp_path: Path) -> None:
    database, begun, chance = tmp_path / "log.sqlite3", time.time(), random.Random(5)
    possible: dict[Key, set[int]] = {}  # of each answer: what was noted, and what was pressed since without a note
    acknowledged: set[Key] = set()
    points: dict[Key, tuple[int, int | None]] = {}
    for _ in range(TIMES):
        for noted, key, choice in play_and_kill(database, begun, chance.randrange(1, 99), chance.random() / 20):
            possible[key] = {choice} if noted else possible.get(key, set()) | {choice}
            if noted:
                acknowledged.add(key)
        kept = stored(database)
        assert acknowledged <= kept.keys()
        assert all(kept[key][0] in possible[key] for key in kept)
        assert all(kept[key] == before for key, before in points.items())
        points = {key: given for key, given in kept.items() if given[1] is not None}
    assert len(acknowledged) > 2 * TIMES
    assert points
    await what_is_left_ends(database)


def stored(database: Path) -> dict[Key, tuple[int, int | None]]:
    """Of each round and member: the choice and the points."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT round_id, user_id, choice, points FROM quiz_answers")
        return {(round_id, user): (choice, given) for round_id, user, choice, given in rows if user != MODEL}


async def what_is_left_ends(path: Path) -> None:
    """The quiz that was going on can be taken up and stopped, and frees its channel."""
    database = await Database.open(path)
    quizzes = Quizzes(database)
    try:
        for quiz in await quizzes.unfinished():
            session = Session(quiz, partial(datetime.now, UTC))
            session.stop("stopped")
            if session.phase() == "counting":
                await quizzes.reveal(session.scored())
                session.reveal(session.scored())
            assert session.phase() == "over"
            await quizzes.end(quiz.id, "stopped", quiz.plan.begun_at)
        assert await quizzes.unfinished() == []
    finally:
        await database.close()
