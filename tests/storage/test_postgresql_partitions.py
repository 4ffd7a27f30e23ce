"""The log in partitions by month, as ``docs/partitions.sql`` makes them: the bot works with it as before."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.storage import Comparisons, Database, Statistics
from tests.postgresql import Server
from tests.storage.comparing import BASE

SCRIPT = (Path(__file__).parent.parent.parent / "docs" / "partitions.sql").read_text("utf-8")
_PARTITIONS = text("SELECT tableoid::regclass::text, count(*) FROM comparisons GROUP BY 1 ORDER BY 1")


async def test_comparisons_are_kept_by_month(postgresql: Server) -> None:
    address, now = postgresql.new("partitions", "migrated"), datetime.now(UTC)
    database = await Database.open(address)
    comparisons = Comparisons(database)
    first = await comparisons.add(replace(BASE, asked_at=now - timedelta(days=400)))
    postgresql.run(SCRIPT, "partitions")
    months = [replace(BASE, asked_at=now + timedelta(days=days)) for days in (0, 62, 4_000)]
    ids = await comparisons.add_all(months)
    assert ids == [first + 1, first + 2, first + 3]
    assert [stored.comparison for id_ in ids if (stored := await comparisons.get(id_))] == months
    async with database.read() as session:
        kept = await session.execute(_PARTITIONS)
    named = {re.sub(r"\d{4}_\d\d", "MONTH", name): rows for name, rows in kept}
    assert named == {"comparisons_first": 2, "comparisons_MONTH": 1, "comparisons_rest": 1}
    assert sum(cell.number for cell in await Statistics(database).cells()) == 4
    postgresql.run("DROP TABLE comparisons_first", "partitions")
    assert await comparisons.get(first) is None
    assert await comparisons.add(BASE) > max(ids)
    await database.close()
    await (await Database.open(address)).close()
