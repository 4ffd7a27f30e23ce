"""Comparisons counted, each scope from an index alone."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import DatabaseError
from bot.letters.shape import Shape
from bot.storage import Comparisons, Database, Statistics
from bot.storage.statistics import alike
from tests.generated import generated
from tests.storage.files import plan

SCOPES = [{"guild_id": 10}, {"user_id": 2}, {}]


@pytest.mark.parametrize("scope", SCOPES, ids=["server", "me", "everyone"])
async def test_every_comparison_is_counted_once_in_its_scope(database: Database, scope: dict[str, int]) -> None:
    await Comparisons(database).add_all(generated(1_000, [1, 2, 3], [10, 11, None]))
    cells = await Statistics(database).cells(**scope)
    expected = Counter[tuple[object, ...]]()
    columns = "kind, form, series, true_count, word_length, word_token_count, model_name, correct"
    every = text(f"SELECT guild_id, user_id, {columns} FROM comparisons")  # noqa: S608 - made of constants alone
    async with database.read() as session:
        for guild, user, *shape, model, correct in await session.execute(every):
            if {"guild_id": guild, "user_id": user}.items() >= scope.items():
                expected[Shape.of(*shape), model, correct] += 1
    assert {(cell.shape, cell.model, cell.correct): cell.number for cell in cells} == expected
    assert len(cells) == len(expected)


async def test_an_empty_log_has_no_cells(database: Database) -> None:
    assert await Statistics(database).cells() == []


async def test_a_closed_database_says_so(database: Database) -> None:
    await database.close()
    with pytest.raises(DatabaseError, match="closed"):
        await Statistics(database).cells()


@pytest.mark.parametrize("scope", SCOPES, ids=["server", "me", "everyone"])
async def test_an_index_covers_every_scope_and_nothing_is_sorted(
    database: Database, path: Path, scope: dict[str, int]
) -> None:
    statement = str(alike(**scope).compile(compile_kwargs={"literal_binds": True}))
    [step] = plan(path, statement)
    assert "USING COVERING INDEX" in step
    assert ("SEARCH" in step) == bool(scope)


@pytest.mark.parametrize("whose", ["guild_id", "user_id"])
@pytest.mark.parametrize("verb", ["SELECT *", "DELETE"])
async def test_the_rows_of_one_server_or_member_are_found_by_an_index(
    database: Database, path: Path, whose: str, verb: str
) -> None:
    [step] = plan(path, f"{verb} FROM comparisons WHERE {whose} = 1")
    assert step.startswith(f"SEARCH comparisons USING INDEX ix_comparisons_{whose}_id (")
