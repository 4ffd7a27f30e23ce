"""Leaderboards over 100,000 answers to 16,000 rounds in fifty servers. Goal: each under 150 ms."""

import asyncio
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.quiz import MODEL, Board, packed
from bot.storage import Boards, Database
from tests.quiz.quizzes import QUESTION

ANSWERS = 100_000
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
APART = timedelta(minutes=15)
"""Between two rounds."""
BOARDS = {
    "everyone, ever": Board(),
    "everyone, a week": Board(since=BEGUN + 15_500 * APART),
    "everyone, a topic": Board(topic="letters"),
    "a server, ever": Board(guild_id=1),
}
_TOPICS = ("tokens", "cut", "ids", "letters", "frontier", "dots", "next", "neighbours")
_QUIZ = """
    INSERT INTO quizzes (id, kind, channel_id, topic, difficulty, rounds, seconds, encoding, begun_at)
    VALUES (1, 'quiz', 1, 'mixed', 'normal', 5, 20, 'o200k_base', '2026-01-01 00:00:00.000000')
"""
_ROUND = """
    INSERT INTO quiz_rounds (id, quiz_id, number, guild_id, channel_id, topic, subject, question, model, asked_at,
    closes_at, players, revealed_at, shown) VALUES (?, 1, ?, ?, 1, ?, '', ?, ?, ?, ?, ?, ?, 1)
"""
_ANSWER = """
    INSERT INTO quiz_answers (round_id, user_id, choice, hinted, answered_at, "right", points)
    VALUES (?, ?, 1, 0, ?, ?, ?)
"""


def _fill(path: Path) -> None:
    """The first server plays every third round. In most rounds few play, and in some up to sixty."""
    rng, answers, id_, question = random.Random(1), 0, 0, packed(QUESTION)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(_QUIZ)
        while answers < ANSWERS:
            id_ += 1
            guild = 1 if rng.random() < 1 / 3 else rng.randrange(2, 51)
            players, plays = min(60, 1 + int(rng.expovariate(0.2))), rng.random() < 0.6
            at = f"{BEGUN + id_ * APART:%Y-%m-%d %H:%M:%S}.000000"
            name, topic = "a model" if plays else None, rng.choice(_TOPICS)
            connection.execute(_ROUND, (id_, id_, guild, topic, question, name, at, at, players, at))
            users = [100 * guild + user for user in rng.sample(range(100), players)] + [MODEL] * plays
            right = [rng.random() < 0.5 for _ in users]
            rows = [(id_, user, at, good, 100 * good) for user, good in zip(users, right, strict=True)]
            connection.executemany(_ANSWER, rows)
            answers += len(rows)


@pytest.fixture(scope="module")
def boards(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Boards]:
    """Boards of a full database."""
    path = tmp_path_factory.mktemp("boards") / "log.sqlite3"
    database = runner.run(Database.open(path))
    _fill(path)
    yield Boards(database)
    runner.run(database.close())


@pytest.mark.parametrize("board", BOARDS)
def test_who_leads(benchmark: BenchmarkFixture, runner: asyncio.Runner, boards: Boards, board: str) -> None:
    found = benchmark.pedantic(
        lambda: runner.run(boards.leaders(BOARDS[board], 105, 1, 10)), rounds=15, warmup_rounds=1
    )
    assert len(found) >= 10
