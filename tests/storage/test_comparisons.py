"""Every comparison comes back as it was, and pages hold what they should."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import text

from bot.errors import DatabaseError
from bot.letters.comparison import Asker, ModelAnswer, ModelMissing
from bot.letters.question import (
    Answer,
    Contains,
    Count,
    HowManyOf,
    Length,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
)
from bot.storage import Comparisons, Database, StoredComparison
from bot.tokens import PromptToken
from tests.storage.comparing import ASKER, BASE, LISTENED, NOW, WEIGHED

SILENT = replace(WEIGHED, text=ModelMissing("It was busy."))
UNASKED = replace(WEIGHED, text=None, prompt=())

QUESTIONS: list[tuple[Question, Answer]] = [
    (Count("strawberry", "r"), 3),
    (Contains("strawberry", "é"), False),
    (Which("states", "r", without=True), ("Alabama", "Alaska")),
    (Which("months", "q"), ()),
    (HowManyOf("days", "y", without=False), 7),
    (HowManyOf("days", "r", without=True), 5),
    (Length("👩‍👩‍👧‍👦"), 1),
    (Position("strawberry", -1), "y"),
    (Spell("1"), "1"),
    (Reverse("abc"), "cba"),
]


@pytest.fixture
def comparisons(database: Database) -> Comparisons:
    return Comparisons(database)


@pytest.mark.parametrize("model", [WEIGHED, SILENT, UNASKED, LISTENED, ModelMissing("It is still loading.")])
async def test_every_kind_comes_back(comparisons: Comparisons, model: ModelAnswer | ModelMissing) -> None:
    for question, exact in QUESTIONS:
        if isinstance(model, ModelAnswer) and model.answer is not None:
            model = replace(model, answer=exact)
        given_ = replace(BASE, question=question, exact=exact, model=model)
        stored = await comparisons.get(await comparisons.add(given_))
        assert stored is not None
        assert stored.comparison == given_
        assert type(stored.comparison.question) is type(question)
        assert type(stored.comparison.exact) is type(exact)  # True is not 1


async def test_distributions_keep_their_order(comparisons: Comparisons) -> None:
    stored = await comparisons.get(await comparisons.add(BASE))
    assert stored is not None
    assert isinstance(stored.comparison.model, ModelAnswer)
    assert WEIGHED.distribution is not None
    assert stored.comparison.model.distribution is not None
    assert list(stored.comparison.model.distribution.items()) == list(WEIGHED.distribution.items())


async def test_a_moment_comes_back_in_utc(comparisons: Comparisons) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    stored = await comparisons.get(await comparisons.add(replace(BASE, asked_at=there)))
    assert stored is not None
    assert stored.comparison.asked_at == there
    assert stored.comparison.asked_at.tzinfo is UTC


async def test_a_series_is_kept_whole_in_its_order(comparisons: Comparisons) -> None:
    series = [
        replace(BASE, question=Contains(name, "d"), exact=True, series="which")
        for name in ("Idaho", "Nevada", "Delaware")
    ]
    ids = await comparisons.add_all(series)
    assert ids == [1, 2, 3]
    stored = [await comparisons.get(id_) for id_ in ids]
    assert [each.comparison for each in stored if each] == series
    assert await comparisons.add_all([]) == []


async def test_of_a_series_all_is_kept_or_nothing(comparisons: Comparisons) -> None:
    bad = replace(BASE, asker=Asker(user_id=2**64), series="which")
    with pytest.raises(DatabaseError):
        await comparisons.add_all([replace(BASE, series="which"), bad])
    assert await comparisons.get(1) is None


async def test_a_series_is_in_no_history(comparisons: Comparisons) -> None:
    here = Asker(1, 10, 100)
    alone = await comparisons.add(replace(BASE, asker=here))
    await comparisons.add_all([replace(BASE, asker=here, form="spaced", series="ladder")] * 3)
    for user_id in (None, 1):
        assert await comparisons.count(channel_id=10, user_id=user_id) == 1
        page = await comparisons.latest(channel_id=10, user_id=user_id, offset=0, limit=9)
        assert [each.id for each in page] == [alone]


async def test_an_unknown_id_is_none(comparisons: Comparisons) -> None:
    assert await comparisons.get(12345) is None


async def test_an_id_beyond_64_bits_is_an_error_of_ours(comparisons: Comparisons) -> None:
    with pytest.raises(DatabaseError, match="64 bits"):
        await comparisons.get(2**64)


@pytest.mark.parametrize(
    "text",
    ["", "a\0b", "😀👩‍👩‍👧‍👦🇩🇪", "\ufeffx", "<|endoftext|> @everyone ``` '; --", "r" * 200_000],
    ids=lambda t: repr(t[:20]),
)
async def test_odd_texts_come_back(comparisons: Comparisons, text: str) -> None:
    odd = replace(
        BASE,
        text=text,
        question=Count(text, text[:1]),
        model=replace(WEIGHED, text=text, distribution={text: 1.0}, prompt=(PromptToken(1, text),)),
    )
    stored = await comparisons.get(await comparisons.add(odd))
    assert stored is not None
    assert stored.comparison == odd


async def test_lone_surrogates_are_replaced(comparisons: Comparisons) -> None:
    odd = replace(BASE, text="a\ud800b", question=Spell("\udfff"), exact="\udfff", model=ModelMissing("\ud83d\ude00"))
    stored = await comparisons.get(await comparisons.add(odd))
    assert stored is not None
    assert stored.comparison.text == "a\ufffdb"
    assert stored.comparison.question == Spell("\ufffd")
    assert stored.comparison.exact == "\ufffd"
    assert stored.comparison.model == ModelMissing("😀")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), letter=st.text(max_size=3), share=st.floats(0, 1))
async def test_any_text_comes_back(comparisons: Comparisons, text: str, letter: str, share: float) -> None:
    odd = replace(BASE, text=text, question=Contains(text, letter), model=replace(WEIGHED, distribution={text: share}))
    stored = await comparisons.get(await comparisons.add(odd))
    assert stored is not None
    assert stored.comparison == odd


async def test_pages_give_the_latest_first(comparisons: Comparisons) -> None:
    here, elsewhere = Asker(1, 10, 100), Asker(1, 20, 100)
    another = replace(here, user_id=2)
    ids = [await comparisons.add(replace(BASE, asker=asker)) for asker in (here, another, elsewhere, here, Asker())]

    async def page(channel_id: int | None, user_id: int | None = None, offset: int = 0, limit: int = 9) -> list[int]:
        found = await comparisons.latest(channel_id=channel_id, user_id=user_id, offset=offset, limit=limit)
        return [stored.id for stored in found]

    assert await page(10) == [ids[3], ids[1], ids[0]]
    assert await page(10, offset=1, limit=1) == [ids[1]]
    assert await page(10, offset=3) == []
    assert await page(10, user_id=1) == [ids[3], ids[0]]
    assert await page(None) == [ids[4]]
    assert await comparisons.count(channel_id=10) == 3
    assert await comparisons.count(channel_id=10, user_id=2) == 1
    assert await comparisons.count(channel_id=None) == 1
    assert await comparisons.count(channel_id=30) == 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM comparisons WHERE channel_id = 1 AND series IS NULL AND private = 0 ORDER BY id DESC LIMIT 5",
        "SELECT * FROM comparisons WHERE channel_id IS NULL AND series IS NULL ORDER BY id DESC LIMIT 5",
        "SELECT * FROM comparisons WHERE channel_id = 1 AND series IS NULL AND user_id = 2 ORDER BY id DESC LIMIT 5",
    ],
)
async def test_pages_are_read_through_an_index(comparisons: Comparisons, path: Path, query: str) -> None:
    await comparisons.add(BASE)
    with closing(sqlite3.connect(path)) as connection:
        plan = " ".join(str(row[3]) for row in connection.execute("EXPLAIN QUERY PLAN " + query))
    assert "USING INDEX ix_comparisons_channel_id_series" in plan
    assert "channel_id=? AND series=?" in plan
    assert "TEMP B-TREE" not in plan


async def test_many_at_once_lose_nothing(comparisons: Comparisons) -> None:
    async def add(number: int) -> int:
        return await comparisons.add(replace(BASE, text=str(number)))

    async def read() -> int:
        found = await comparisons.latest(channel_id=ASKER.channel_id, offset=0, limit=100)
        return len(found)

    async with asyncio.TaskGroup() as group:
        adds = [group.create_task(add(number)) for number in range(50)]
        reads = [group.create_task(read()) for _ in range(50)]
    assert len({task.result() for task in adds}) == 50
    assert all(task.result() <= 50 for task in reads)
    kept = await comparisons.latest(channel_id=ASKER.channel_id, offset=0, limit=100)
    assert {stored.comparison.text for stored in kept} == {str(number) for number in range(50)}


async def test_a_cancelled_add_leaves_the_way_free(comparisons: Comparisons) -> None:
    for turns in range(0, 60, 3):
        task = asyncio.create_task(comparisons.add(BASE))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled() or task.exception() is None
    id_ = await comparisons.add(BASE)
    assert await comparisons.get(id_) == StoredComparison(id_, BASE)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE comparisons SET kind = 'unheard of'",
        "UPDATE comparisons SET letter = NULL",
        "UPDATE comparisons SET exact = '{}'",
        "UPDATE comparisons SET prompt = '[[1]]'",
    ],
)
async def test_a_row_that_cannot_be_read_back_is_an_error_of_ours(
    database: Database, comparisons: Comparisons, damage: str
) -> None:
    id_ = await comparisons.add(BASE)
    async with database.write() as session:
        await session.execute(text(damage))
    with pytest.raises(DatabaseError, match="cannot be read back"):
        await comparisons.get(id_)


@pytest.mark.parametrize("damage", ["exact = '[1, 2'", "asked_at = 'yesterday'"])
async def test_neither_can_one_whose_columns_hold_something_else(
    comparisons: Comparisons, path: Path, damage: str
) -> None:
    id_ = await comparisons.add(BASE)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"UPDATE comparisons SET {damage}")  # noqa: S608 - from the list above
    with pytest.raises(DatabaseError, match="cannot be read back"):
        await comparisons.get(id_)
