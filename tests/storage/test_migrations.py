"""Databases of earlier revisions come up to date with what they hold."""

import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from bot.letters.shape import Shape
from bot.storage import Comparisons, Database
from bot.storage.migrate import _config

OLD = (
    "INSERT INTO comparisons (asked_at, private, question, kind, word, letter, parameters, exact, word_tokens) "
    "VALUES ('2026-03-01 12:00:00', 0, '?', ?, ?, ?, '{}', ?, ?)"
)


def create_at(path: Path, revision: str) -> None:
    """Leave a database of an earlier ``revision``."""
    config = _config()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@pytest.mark.parametrize(
    ("kind", "word", "letter", "exact", "tokens", "expected"),
    [
        ("count", "strawberry", "r", "3", '[[35199, " strawberry", false]]', (3, 10, 1)),
        ("count", "Élan", "z", "0", "[]", (0, 4, 0)),
        ("contains", "Nevada", "A", "true", '[[1, " Nev", false], [2, "ada", false]]', (2, 6, 2)),
        ("contains", "élève", "e", "true", "[]", (1, 5, 0)),  # at least one, though accents are not looked into
        ("contains", "Texas", "d", "false", "[]", (0, 5, 0)),
        ("length", "banana", None, "6", "[]", (None, 6, 0)),
        ("which", "months", "r", '["March"]', "[]", (None, None, 0)),
    ],
)
async def test_the_first_comparisons_are_measured(
    path: Path, kind: str, word: str, letter: str | None, exact: str, tokens: str, expected: tuple[int | None, ...]
) -> None:
    create_at(path, "0001")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(OLD, (kind, word, letter, exact, tokens))
    database = await Database.open(path)
    stored = await Comparisons(database).get(1)
    await database.close()
    assert stored is not None
    assert (stored.comparison.form, stored.comparison.series) == ("plain", None)
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT true_count, word_length, word_token_count FROM comparisons").fetchone()
    assert row == expected


async def test_shapes_are_those_that_are_kept_from_now_on(path: Path) -> None:
    create_at(path, "0002")
    counts, lengths, tokens = (None, *range(8)), (None, *range(25)), range(8)
    numbers = list(product(counts, lengths, tokens))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO comparisons (asked_at, private, question, kind, parameters, exact, word_tokens, form, "
            "true_count, word_length, word_token_count) "
            "VALUES ('2026-03-01 12:00:00', 0, '?', 'count', '{}', '1', '[]', 'spaced', ?, ?, ?)",
            numbers,
        )
    await (await Database.open(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        rows = [shape for (shape,) in connection.execute("SELECT shape FROM comparisons ORDER BY id")]
    assert rows == [str(Shape.of("count", "spaced", *each)) for each in numbers]
