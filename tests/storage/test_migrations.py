"""Databases of earlier revisions come up to date with what they hold."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.letters import ModelAnswer
from bot.letters.shape import Shape
from bot.storage import Chats, Comparisons, Database, Servers, ServerSettings, StoredTokenization, Tokenizations
from bot.storage.migrate import migrate

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OLD = (
    "INSERT INTO comparisons (asked_at, private, question, kind, word, letter, parameters, exact, word_tokens) "
    "VALUES ('2026-03-01 12:00:00', 0, '?', ?, ?, ?, '{}', ?, ?)"
)


MEASURES = "SELECT true_count, word_length, word_token_count, shape FROM comparisons ORDER BY id"


def create_at(path: Path, revision: str) -> None:
    """Leave a database of an earlier ``revision``."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection, revision)
    engine.dispose()


@pytest.mark.parametrize(
    ("kind", "word", "letter", "exact", "tokens", "expected"),
    [
        ("count", "strawberry", "r", "3", '[[35199, " strawberry", false]]', (3, 10, 1)),
        ("count", "Élan", "z", "0", "[]", (0, 4, 0)),
        ("contains", "Nevada", "A", "true", '[[1, " Nev", false], [2, "ada", false]]', (2, 6, 2)),
        ("contains", "e\u0301le\u0300ve", "E", "true", "[]", (3, 5, 0)),
        ("contains", "banana", "ana", "true", "[]", (2, 6, 0)),
        ("count", "👩‍👩‍👧‍👦🇩🇪", "x", "0", "[]", (0, 2, 0)),
        ("how_many_of", "days", "y", "7", "[]", (None, None, 0)),
        ("contains", "Texas", "d", "false", "[]", (0, 5, 0)),
        ("length", "banana", None, "6", "[]", (None, 6, 0)),
        ("which", "months", "r", '["March"]', "[]", (None, None, 0)),
    ],
)
async def test_the_first_comparisons_are_measured(
    path: Path,
    kind: str,
    word: str,
    letter: str | None,
    exact: str,
    tokens: str,
    expected: tuple[int | None, int | None, int],
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
        *row, shape = connection.execute(MEASURES).fetchone()
    assert tuple(row) == expected
    assert row[:2] == [stored.comparison.true_count, stored.comparison.word_length]
    assert shape == str(Shape.of(kind, "plain", None, *expected))


async def test_shapes_are_those_that_are_kept_from_now_on(path: Path) -> None:
    create_at(path, "0001")
    tokens = [str([[1, "a", False]] * number).replace("'", '"').replace("False", "false") for number in range(8)]
    rows = [
        ("count", "a" * length, "a", str(count), packed)
        for count, length, packed in product(range(8), range(1, 25), tokens)
    ]
    assert len(rows) > 1_000  # so that they are filled in more than one go
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(OLD, rows)
    await (await Database.open(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(MEASURES).fetchall()
    assert [row[:3] for row in found] == [*product(range(8), range(1, 25), range(8))]
    assert [shape for *_, shape in found] == [str(Shape.of("count", "plain", None, *row[:3])) for row in found]


async def test_what_came_before_chats_stays_and_servers_follow_the_bot(path: Path) -> None:
    create_at(path, "0002")
    kept = (
        "SELECT guild_id, encoding, private, channels, model, log FROM servers",
        "SELECT id, asked_at, question, kind, word, letter, exact, word_tokens, form, shape FROM comparisons",
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(OLD, [("count", f"word {number}", "r", "1", "[]") for number in range(100)])
        connection.execute("INSERT INTO servers VALUES (7, 'smollm2', 1, '[1, 2]', 0, 1), (8, NULL, 0, '[]', 1, 0)")
        connection.execute("INSERT INTO tokenizations VALUES (41, '2026-03-01 12:00:00', 5, 'a text', 'o200k_base')")
        before = [connection.execute(each).fetchall() for each in kept]
    database = await Database.open(path)
    servers = Servers(database, "cl100k_base", 60)
    assert await servers.get(7) == ServerSettings("smollm2", True, (1, 2), model=False, chat_days=60)
    assert await servers.get(8) == ServerSettings("cl100k_base", log=False, chat_days=60)
    assert await Comparisons(database).get(100) is not None
    assert await Tokenizations(database, 30).get(41) == StoredTokenization(41, NOON, 5, "a text", "o200k_base")
    assert await Chats(database, 30).open() == []
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        assert [connection.execute(each).fetchall() for each in kept] == before


async def test_what_was_asked_before_servers_told_probabilities_was_told_in_full(path: Path) -> None:
    create_at(path, "0004")
    told = OLD.replace("exact,", "exact, model_name, model_revision, distribution, mass, latency,").replace(
        "?, ?)", "?, 'small', '1', '{\"1\": 0.75, \"2\": 0.25}', 0.5, 0.1, ?)"
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(told, ("count", "strawberry", "r", "3", "[]"))
    database = await Database.open(path)
    stored = await Comparisons(database).get(1)
    await database.close()
    assert stored is not None
    assert isinstance(stored.comparison.model, ModelAnswer)
    assert stored.comparison.model.distribution == {"1": 0.75, "2": 0.25}
    assert (stored.comparison.model.below, stored.comparison.untold) == (0.0, ())


async def test_equal_texts_of_old_cards_become_one_and_their_buttons_still_work(path: Path) -> None:
    create_at(path, "0005")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO tokenizations VALUES (?, '2026-03-01 12:00:00', ?, ?, 'o200k_base', ?)",
            [
                (number, number % 3, "straw" * (number % 2), "[2, 3]" if number % 5 else None)
                for number in range(1, 251)
            ],
        )
        connection.execute("DELETE FROM tokenizations WHERE id = 250")
    database = await Database.open(path)
    kept = Tokenizations(database, 30)
    for number in (1, 2, 100, 249):
        ids = (2, 3) if number % 5 else ()
        stored = StoredTokenization(number, NOON, number % 3, "straw" * (number % 2), "o200k_base", ids)
        assert await kept.get(number) == stored
    assert await kept.add(1, "straw", "o200k_base", NOON) == 251  # 250 is in the buttons of a card that was deleted
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT text FROM texts ORDER BY text").fetchall() == [("",), ("straw",)]
        assert connection.execute("SELECT DISTINCT size FROM tokenizations").fetchall() == [(1024,)]
