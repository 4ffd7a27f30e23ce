"""What is exported comes back as it was kept, formulas do no harm, and a file never outgrows its room."""

import csv
import io
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import DatabaseError
from bot.letters import Asker, Count, ModelMissing, Position, Which
from bot.storage import Comparisons, Database, Exports, Format, Scope
from bot.storage.export import COLUMNS
from bot.storage.formats import line
from bot.storage.tables import ComparisonRow
from bot.tokens import well_formed
from tests.storage.comparing import BASE, WEIGHED
from tests.storage.exporting import ODD, fill, objects_of, rows_of
from tests.storage.files import plan

ROOM = 10 * 1024 * 1024
FORMULA = "=+-@\t\r\n＝＋－＠"
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.fixture
def exports(database: Database) -> Exports:
    return Exports(database)


async def kept(database: Database, *texts: str, asker: Asker = BASE.asker) -> list[int]:
    """Store a comparison for each text, and return their ids."""
    comparisons = Comparisons(database)
    return [await comparisons.add(replace(BASE, text=each, asker=asker)) for each in texts]


async def ids(exports: Exports, scope: Scope) -> list[object]:
    return [row["id"] for row in objects_of((await exports.file(scope, "jsonl", ROOM)).content)]


def test_every_column_is_exported_but_the_long_prompt_and_what_repeats_the_others() -> None:
    assert {*COLUMNS} == {*ComparisonRow.__table__.columns.keys()} - {"prompt", "shape"}


async def test_nothing_is_a_header_alone(exports: Exports) -> None:
    empty = await exports.file(Scope(), "csv", ROOM)
    assert (empty.rows, empty.total) == (0, 0)
    assert empty.content.decode() == "\ufeff" + ",".join(COLUMNS) + "\r\n"
    assert (await exports.file(Scope(), "jsonl", ROOM)).content == b""


async def test_a_row_as_json(exports: Exports, database: Database) -> None:
    await Comparisons(database).add(replace(BASE, form="spaced", series="ladder"))
    [row] = objects_of((await exports.file(Scope(), "jsonl", ROOM)).content)
    assert [*row] == [*COLUMNS]
    assert row == {
        "id": 1, "asked_at": "2026-03-01T12:30:05.123456+00:00", "guild_id": None,
        "channel_id": "1234567890123456789", "user_id": "9223372036854775807", "private": False,
        "question": "r in strawberry?", "kind": "count", "word": "strawberry", "letter": "r", "parameters": {},
        "exact": 3, "model_name": "SmolLM2-135M-Instruct", "model_revision": "12fd25f", "model_answer": 2,
        "model_text": "There are two.", "model_missing": None, "correct": False, "form": "spaced", "series": "ladder",
        "true_count": 3, "word_length": 10, "word_token_count": 2, "word_tokens": [302, 9],
        "distribution": WEIGHED.distribution, "prior": WEIGHED.prior, "mass": 0.987654321, "latency": 0.25,
        "below": 0.0,
    }  # fmt: skip


async def test_a_row_as_csv(exports: Exports, database: Database) -> None:
    await Comparisons(database).add(
        replace(BASE, question=Which("US states", "d"), exact=("Idaho",), model=ModelMissing("off"))
    )
    await Comparisons(database).add(replace(BASE, question=Position("banana", -1), exact="3"))
    states, last = rows_of((await exports.file(Scope(), "csv", ROOM)).content)
    assert (states["id"], states["private"], states["user_id"]) == ("1", "false", "9223372036854775807")
    how = {"without": False, "also": [], "any_of": False, "where": "anywhere"}
    assert (states["exact"], json.loads(states["parameters"])) == ('["Idaho"]', how)
    assert (states["model_name"], states["correct"], states["model_missing"]) == ("", "", "off")
    assert (last["exact"], last["model_answer"], last["parameters"]) == ("3", "2", '{"index": -1}')
    assert (last["word_tokens"], last["mass"]) == ("[302, 9]", "0.987654321")
    assert json.loads(last["distribution"]) == WEIGHED.distribution
    assert objects_of((await exports.file(Scope(), "jsonl", ROOM)).content)[1]["exact"] == "3"


async def test_odd_texts_come_back(exports: Exports, database: Database) -> None:
    await kept(database, *ODD)
    for format_, read in (("csv", rows_of), ("jsonl", objects_of)):
        content = (await exports.file(Scope(), format_, ROOM)).content  # type: ignore[arg-type]  # one of the two
        questions = [str(row["question"]) for row in read(content)]
        assert [readable(each) if format_ == "csv" else each for each in questions] == [*map(well_formed, ODD)]


def readable(cell: str) -> str:
    """The text that a cell of a CSV file stands for."""
    return cell.removeprefix("'")


@given(text=ANY_TEXT, other=ANY_TEXT)
def test_any_text_comes_back_and_is_no_formula(text: str, other: str) -> None:
    content = line("csv", {"a": text, "b": other, "c": 1}).decode()
    [[one, two, three]] = csv.reader(io.StringIO(content, newline=""))
    assert ([readable(one), readable(two)], three) == ([well_formed(text), well_formed(other)], "1")
    assert not [cell for cell in (one, two) if cell.lstrip().startswith(tuple(FORMULA)) or cell[:1] in {*"\t\r\n"}]
    assert json.loads(line("jsonl", {"a": text})) == {"a": well_formed(text)}


@pytest.mark.parametrize("before", ["", " ", "\n ", "\u200b", "\ufeff", "\0", "\u3000\xa0"])
@pytest.mark.parametrize("first", FORMULA)
def test_what_a_spreadsheet_would_run_is_text(before: str, first: str) -> None:
    formula = f"{before}{first}HYPERLINK(1)"
    [[cell]] = csv.reader(io.StringIO(line("csv", {"a": formula}).decode(), newline=""))
    assert cell == f"'{formula}"
    assert readable(cell) == formula


@pytest.mark.parametrize(("value", "cell"), [(-0.5, "-0.5"), (-1, "-1"), (True, "true"), (None, ""), ("1-2", "1-2")])
def test_numbers_and_harmless_texts_are_left_alone(value: object, cell: str) -> None:
    assert line("csv", {"a": value, "b": 1}).decode() == f"{cell},1\r\n"


async def test_what_belongs_to_whom(exports: Exports, database: Database) -> None:
    [mine] = await kept(database, "mine", asker=Asker(1, 10, 100))
    [private] = await kept(database, "mine", asker=Asker(1, 10, 100, private=True))
    [direct] = await kept(database, "mine", asker=Asker(1, 20, None, private=True))
    [other] = await kept(database, "another's", asker=Asker(2, 10, 100))
    [secret] = await kept(database, "another's", asker=Asker(2, 10, 100, private=True))
    [elsewhere] = await kept(database, "another's", asker=Asker(2, 30, 300))
    assert await ids(exports, Scope(user_id=1)) == [mine, private, direct]
    assert await ids(exports, Scope(guild_id=100, seen_by=1)) == [mine, private, other]
    assert await ids(exports, Scope(guild_id=100)) == [mine, private, other, secret]
    assert await ids(exports, Scope(user_id=2, guild_id=300)) == [elsewhere]
    assert len(await ids(exports, Scope())) == 6
    assert await ids(exports, Scope(user_id=3)) == []


async def lines(exports: Exports, *, newest_first: bool) -> list[int]:
    found: list[int] = []
    async for portion in exports.lines(Scope(), "jsonl", newest_first=newest_first):
        found += [json.loads(each)["id"] for each in portion]
    return found


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
async def test_portions_leave_nothing_out(database: Database, number: int) -> None:
    exports = Exports(database, portion=2)
    every = await kept(database, *("x" * number))
    assert await lines(exports, newest_first=False) == every
    assert await lines(exports, newest_first=True) == every[::-1]


async def test_others_write_and_delete_while_it_is_read(database: Database) -> None:
    exports = Exports(database, portion=2)
    await kept(database, *"abcd")
    found: list[object] = []
    async for portion in exports.lines(Scope(), "jsonl"):
        found += [row["question"] for row in objects_of(b"".join(portion))]
        if len(found) == 2:
            await kept(database, "e")
            async with database.write() as session:
                await session.execute(text("DELETE FROM comparisons WHERE question IN ('a', 'c')"))
    assert found == ["a", "b", "d", "e"]


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
async def test_the_newest_that_fit_into_a_file(exports: Exports, path: Path, format_: Format) -> None:
    fill(path, 500, 2_000)
    room = 250_000
    exported = await exports.file(Scope(user_id=1), format_, room)
    assert room - 2_500 < len(exported.content) <= room
    assert exported.total == 500
    rows: Sequence[dict[str, object]] = (
        objects_of(exported.content) if format_ == "jsonl" else [*map(dict[str, object], rows_of(exported.content))]
    )
    assert len(rows) == exported.rows
    assert [int(str(row["question"])) for row in rows] == [*range(501 - exported.rows, 501)]


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize(
    ("scope", "index"),
    [
        (Scope(guild_id=1, seen_by=2), "guild_id_id"),
        (Scope(guild_id=1), "guild_id_id"),
        (Scope(user_id=2), "user_id_id"),
        (Scope(user_id=2, guild_id=1), "user_id_id"),
    ],
)
async def test_each_portion_goes_on_in_an_index_where_the_last_one_ended(
    database: Database, engine: AsyncEngine, path: Path, scope: Scope, index: str, newest_first: bool
) -> None:
    await kept(database, *"abcde", asker=Asker(2, 10, 1))
    asked: list[tuple[str, tuple[object, ...]]] = []

    def listen(_: object, __: object, statement: str, parameters: tuple[object, ...], *___: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", listen)
    exports = Exports(database, portion=2)
    assert [len(each) async for each in exports.lines(scope, "jsonl", newest_first=newest_first)] == [2, 2, 1]
    steps = [step for each in asked for step in plan(path, *each)]
    assert all(step.startswith(f"SEARCH comparisons USING INDEX ix_comparisons_{index} (") for step in steps)
    assert [" AND id" in step for step in steps] == [False, True, True, True]


async def test_room_to_the_byte(exports: Exports, database: Database) -> None:
    await kept(database, "one", "two")
    whole = await exports.file(Scope(), "csv", ROOM)
    exact = await exports.file(Scope(), "csv", len(whole.content))
    less = await exports.file(Scope(), "csv", len(whole.content) - 1)
    assert exact == whole
    assert (less.rows, less.total) == (1, 2)
    assert [row["question"] for row in rows_of(less.content)] == ["two"]


@pytest.mark.parametrize("damage", ["exact = '[1, 2'", "word_tokens = '[1]'", "asked_at = 'yesterday'"])
async def test_a_row_that_cannot_be_read_back_is_an_error_of_ours(
    exports: Exports, database: Database, path: Path, damage: str
) -> None:
    await Comparisons(database).add(replace(BASE, question=Count("a", "a")))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE comparisons SET {damage}")  # noqa: S608 - from the list above
    with pytest.raises(DatabaseError, match="cannot be read back"):
        await exports.file(Scope(), "jsonl", ROOM)
