"""Texts of token cards are kept for a while and then gone for good."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import DatabaseError
from bot.storage import Database, StoredTokenization, Tokenizations

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
    await tokenizations.add(1, "new", "o200k_base", NOW + 30 * DAY + timedelta(seconds=1))
    assert await tokenizations.get(old) is None
    assert await tokenizations.get(kept) == StoredTokenization(kept, NOW + DAY, 1, "kept", "o200k_base")


async def test_an_id_is_never_used_again(tokenizations: Tokenizations) -> None:
    old = await tokenizations.add(1, "old", "o200k_base", NOW)
    new = await tokenizations.add(2, "somebody else's", "o200k_base", NOW + 31 * DAY)
    assert new > old
    newest = await tokenizations.add(3, "a third's", "o200k_base", NOW + 70 * DAY)
    assert newest > new


async def test_nothing_is_deleted_where_nothing_can_be_added(tokenizations: Tokenizations) -> None:
    old = await tokenizations.add(1, "old", "o200k_base", NOW)
    with pytest.raises(DatabaseError, match="64 bits"):
        await tokenizations.add(2**64, "of nobody", "o200k_base", NOW + 31 * DAY)
    assert await tokenizations.get(old) == StoredTokenization(old, NOW, 1, "old", "o200k_base")
