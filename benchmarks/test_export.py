"""As much of a server's comparisons as fits into a file. Goal: time in proportion to the file, not to the log."""

import asyncio
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.test_stats import fill
from bot.storage import Database, Exports, Scope
from bot.ui.card import MAX_FILE_BYTES

ROWS = 300_000


def test_a_file_of_a_server(benchmark: BenchmarkFixture, runner: asyncio.Runner, tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    database = runner.run(Database.open(path))
    fill(path, ROWS)
    scope = Scope(guild_id=1, seen_by=7)
    file = benchmark.pedantic(
        lambda: runner.run(Exports(database).file(scope, "csv", MAX_FILE_BYTES)), rounds=3, warmup_rounds=1
    )
    print(f"\n{file.rows:,} of {file.total:,} comparisons, {len(file.content):,} bytes")
    runner.run(database.close())


def test_every_row_of_a_server(benchmark: BenchmarkFixture, runner: asyncio.Runner, tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite3"
    database = runner.run(Database.open(path))
    fill(path, ROWS)

    async def read() -> int:
        rows = 0
        async for portion in Exports(database).lines(Scope(guild_id=1), "csv"):
            rows += len(portion)
        return rows

    rows = benchmark.pedantic(lambda: runner.run(read()), rounds=1)
    print(f"\n{rows:,} comparisons")
    runner.run(database.close())
