"""Statistics over a million logged comparisons. Goal: each scope under 300 ms without its picture, the loop free."""

import asyncio
import itertools
import random
import sqlite3
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.config import DatabaseSettings, ModelSettings, Settings
from bot.drawing import accuracy_chart
from bot.letters import Asker, Comparison, Count, ModelMissing, frontier_counting, summarize
from bot.letters.shape import Shape
from bot.services import Services, open_services
from bot.storage.statistics import alike
from bot.ui.stats import Whose, statistics_card

ROWS = 1_000_000
SCOPES: Mapping[Whose, dict[str, int]] = {"server": {"guild_id": 1}, "me": {"user_id": 7}, "everyone": {}}
_COLUMNS = (
    "asked_at", "guild_id", "channel_id", "user_id", "private", "question", "kind", "word", "letter", "parameters",
    "exact", "word_tokens", "model_name", "correct", "form", "series", "true_count", "word_length",
    "word_token_count", "shape",
)  # fmt: skip
_KINDS = ("count",) * 6 + ("contains",) * 2 + ("length", "position", "spell", "which")
_FORMS = ("plain",) * 7 + ("quoted", "spaced", "numbered")
_SERIES: Mapping[str, tuple[str | None, ...]] = {"contains": (None, "which"), "count": (None, "ladder")}
_MODELS = ("SmolLM2-135M-Instruct", "twin that reads letters", "twin that reads tokens", None)
_TEXT = "How many times does the letter r occur in strawberry? " * 4


def _rows(number: int) -> Iterator[tuple[object, ...]]:
    """Members of twenty servers, of which the first asks every second question."""
    rng = random.Random(1)
    for _ in range(number):
        kind = rng.choice(_KINDS)
        length = max(1, min(40, round(rng.gauss(8, 3))))
        count = min(length, int(rng.expovariate(0.8))) if kind in ("count", "contains") else None
        model = rng.choice(_MODELS)
        correct = None if model is None or rng.random() < 0.02 else rng.random() < 0.4
        series = rng.choice(_SERIES.get(kind, (None,)))
        form, tokens = rng.choice(_FORMS), min(length, 1 + int(rng.expovariate(0.9)))
        guild = 1 if rng.random() < 0.5 else rng.randrange(2, 21)
        yield (
            "2026-03-01 12:00:00.000000", guild, guild, rng.randrange(1, 5_000), rng.random() < 0.2, _TEXT, kind,
            "strawberry", "r", "{}", "3", "[]", model, correct, form, series,
            count, length, tokens, str(Shape.of(kind, form, series, count, length, tokens)),
        )  # fmt: skip


def fill(path: Path, number: int) -> None:
    """Add ``number`` comparisons to the database at ``path``."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous=OFF")
        columns, places = ", ".join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
        insert = f"INSERT INTO comparisons ({columns}) VALUES ({places})"  # noqa: S608 - made of constants alone
        connection.executemany(insert, _rows(number))


@pytest.fixture(scope="module")
def full(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Services whose log has a million comparisons."""
    path = tmp_path_factory.mktemp("statistics") / "log.sqlite3"
    opened = open_services(Settings(database=DatabaseSettings(path=path), model=ModelSettings(backend="off")))
    services = runner.run(opened.__aenter__())
    fill(path, ROWS)
    print(f"\n{ROWS:,} comparisons, a file of {path.stat().st_size / 1e6:,.0f} MB")
    yield services
    runner.run(_void(opened.__aexit__(None, None, None)))


async def _void(ending: Awaitable[object]) -> None:
    await ending


@pytest.mark.parametrize("scope", SCOPES)
def test_counting(benchmark: BenchmarkFixture, runner: asyncio.Runner, full: Services, scope: Whose) -> None:
    with closing(sqlite3.connect(full.settings.database.file)) as connection:
        statement = str(alike(**SCOPES[scope]).compile(compile_kwargs={"literal_binds": True}))
        print(f"\n{scope}:", *[row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")])

    async def count() -> int:
        summary = await asyncio.to_thread(summarize, await full.statistics.cells(**SCOPES[scope]))
        statistics_card(summary, scope, None, [])
        return summary.asked

    benchmark.pedantic(lambda: runner.run(count()), rounds=9, warmup_rounds=1)
    print(f"{runner.run(count()):,} comparisons counted")


def test_the_event_loop_s_lag_meanwhile(runner: asyncio.Runner, full: Services) -> None:
    async def lags() -> list[float]:
        found = []
        for _ in range(5):
            counting = asyncio.create_task(full.statistics.cells())
            while not counting.done():
                started = perf_counter()
                await asyncio.sleep(0.001)
                found.append(perf_counter() - started - 0.001)
            await asyncio.to_thread(summarize, counting.result())
        return found

    found = runner.run(lags())
    late = quantiles(found, n=100)[98]
    print(f"\nlag of the event loop: 99th percentile {late * 1e3:.1f} ms, most {max(found) * 1e3:.1f} ms")


def test_drawing(benchmark: BenchmarkFixture, runner: asyncio.Runner, full: Services) -> None:
    summary = summarize(runner.run(full.statistics.cells()))
    frontier = frontier_counting(full.encodings.get("o200k_base"))
    benchmark.pedantic(lambda: accuracy_chart(summary, frontier), rounds=9, warmup_rounds=1)


def test_logging_one_more(benchmark: BenchmarkFixture, runner: asyncio.Runner, full: Services) -> None:
    numbers = itertools.count()

    async def add() -> None:
        question = Count(f"strawberry{next(numbers)}", "r")
        missing = ModelMissing("None here.")
        await full.comparisons.add(Comparison(datetime.now(UTC), Asker(7, 1, 1), "r?", question, 3, missing, ()))

    benchmark.pedantic(lambda: runner.run(add()), rounds=50, warmup_rounds=5)
