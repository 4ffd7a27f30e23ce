"""Texts of token cards are kept for a while and then gone for good."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.errors import DatabaseError
from bot.quiz import withdrawn
from bot.storage import Database, Members, Quota, StoredTokenization, Tokenizations
from bot.storage.tables import TextRow

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def tokenizations(database: Database) -> Tokenizations:
    return Tokenizations(database, keep_days=30)


@pytest.mark.parametrize("text", ["strawberry", "", "a\0b", "😀🇩🇪", "r" * 200_000], ids=lambda text: repr(text[:20]))
async def test_a_text_comes_back(tokenizations: Tokenizations, text: str) -> None:
    id_ = await tokenizations.add(2**63 - 1, text, "o200k_base", NOW)
    assert await tokenizations.get(id_) == StoredTokenization(id_, NOW, 2**63 - 1, text, "o200k_base")


async def test_the_tokens_that_were_appended_come_back(tokenizations: Tokenizations) -> None:
    id_ = await tokenizations.add(1, "straw", "SmolLM2", NOW, (19772, 2))
    assert await tokenizations.get(id_) == StoredTokenization(id_, NOW, 1, "straw", "SmolLM2", (19772, 2))


async def test_lone_surrogates_are_replaced(tokenizations: Tokenizations) -> None:
    stored = await tokenizations.get(await tokenizations.add(1, "a\ud800b", "o200k_base", NOW))
    assert stored is not None
    assert stored.text == "a\ufffdb"


async def test_old_texts_are_deleted(tokenizations: Tokenizations) -> None:
    old = await tokenizations.add(1, "old", "o200k_base", NOW)
    kept = await tokenizations.add(1, "kept", "o200k_base", NOW + DAY)
    await tokenizations.purge(NOW + 30 * DAY + timedelta(seconds=1))
    assert await tokenizations.get(old) is None
    assert await tokenizations.get(kept) == StoredTokenization(kept, NOW + DAY, 1, "kept", "o200k_base")


async def test_many_old_texts_are_deleted_a_portion_at_a_time(database: Database, tokenizations: Tokenizations) -> None:
    for user_id, said in enumerate(["a", "a", "b", "a", "c"]):
        await tokenizations.add(user_id, said, "o200k_base", NOW)
    await tokenizations.purge(NOW + 31 * DAY, portion=2)
    assert await texts(database) == []


async def test_an_id_is_never_used_again(tokenizations: Tokenizations) -> None:
    old = await tokenizations.add(1, "old", "o200k_base", NOW)
    await tokenizations.purge(NOW + 31 * DAY)
    new = await tokenizations.add(2, "somebody else's", "o200k_base", NOW + 31 * DAY)
    assert new > old
    await tokenizations.purge(NOW + 70 * DAY)
    newest = await tokenizations.add(3, "a third's", "o200k_base", NOW + 70 * DAY)
    assert newest > new


async def test_nothing_is_deleted_where_nothing_can_be_added(database: Database) -> None:
    tokenizations = Tokenizations(database, 30, Quota(member=2_000, server=2_000))
    old = await tokenizations.add(1, "old", "o200k_base", NOW, guild_id=7)
    with pytest.raises(DatabaseError, match="64 bits"):
        await tokenizations.add(2**64, "of nobody", "o200k_base", NOW, guild_id=7)
    assert await tokenizations.get(old) == StoredTokenization(old, NOW, 1, "old", "o200k_base")


async def texts(database: Database) -> list[str]:
    """All that are stored, in alphabetical order."""
    async with database.read() as session:
        return [*await session.scalars(select(TextRow.text).order_by(TextRow.text))]


async def left(tokenizations: Tokenizations, ids: list[int]) -> list[int]:
    """Those of ``ids`` that are still there."""
    return [id_ for id_ in ids if await tokenizations.get(id_)]


async def test_equal_texts_are_stored_once_and_go_with_the_last_who_has_them(
    database: Database, tokenizations: Tokenizations
) -> None:
    for user_id, said in [(1, "straw"), (1, "straw"), (2, "straw"), (2, "berry")]:
        await tokenizations.add(user_id, said, "o200k_base", NOW)
    assert await texts(database) == ["berry", "straw"]
    members = Members(database, withdrawn)
    await members.forget(2)
    assert await texts(database) == ["straw"]
    await members.forget(1)
    assert await texts(database) == []


async def test_old_texts_are_deleted_unless_a_new_card_has_them(
    database: Database, tokenizations: Tokenizations
) -> None:
    for said in ("old", "again"):
        await tokenizations.add(1, said, "o200k_base", NOW)
    await tokenizations.add(2, "again", "o200k_base", NOW + 20 * DAY)
    await tokenizations.purge(NOW + 40 * DAY)
    assert await texts(database) == ["again"]


async def test_a_member_s_oldest_texts_make_room_for_new_ones_and_nobody_else_s_do(database: Database) -> None:
    tokenizations = Tokenizations(database, 30, Quota(member=10_000, server=10**9))
    of_another = await tokenizations.add(2, "o" * 9_000, "o200k_base", NOW)
    ids = [await tokenizations.add(1, letter * 4_000, "o200k_base", NOW, guild_id=7) for letter in "abcd"]
    assert await left(tokenizations, [of_another, *ids]) == [of_another, *ids[2:]]
    assert [said[0] for said in await texts(database)] == ["c", "d", "o"]
    short = [await tokenizations.add(1, str(number), "o200k_base", NOW) for number in range(20)]
    assert await left(tokenizations, [*ids, *short]) == short[11:]


async def test_a_server_s_oldest_texts_make_room_for_new_ones_and_no_other_server_s_do(database: Database) -> None:
    tokenizations = Tokenizations(database, 30, Quota(member=10**9, server=10_000))
    elsewhere = [
        await tokenizations.add(1, "o" * 9_000, "o200k_base", NOW, guild_id=guild_id) for guild_id in (8, None, None)
    ]
    ids = [await tokenizations.add(user_id, "x" * 4_000, "o200k_base", NOW, guild_id=7) for user_id in range(4)]
    assert await left(tokenizations, [*elsewhere, *ids]) == [*elsewhere, *ids[2:]]


async def test_tokens_that_were_appended_count_too(database: Database) -> None:
    tokenizations = Tokenizations(database, 30, Quota(member=10_000, server=10_000))
    ids = [await tokenizations.add(1, "a", "SmolLM2", NOW, tuple(range(500)), 7) for _ in range(3)]
    assert await left(tokenizations, ids) == ids[1:]
