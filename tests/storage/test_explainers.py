"""Whether answers are explained: as a member wishes, or else as it is set for the channel."""

import pytest

from bot.errors import DatabaseError
from bot.storage import Database, Explainers


@pytest.fixture
def explainers(database: Database) -> Explainers:
    return Explainers(database)


async def test_nothing_is_explained_unasked(explainers: Explainers) -> None:
    assert not await explainers.on(user_id=1, channel_id=10)


@pytest.mark.parametrize("member", [True, False, None])
@pytest.mark.parametrize("channel", [True, False, None])
async def test_a_member_s_wish_comes_before_the_channel_s(
    explainers: Explainers, member: bool | None, channel: bool | None
) -> None:
    if member is not None:
        await explainers.set("user", 1, on=member)
    if channel is not None:
        await explainers.set("channel", 10, on=channel)
    expected = member if member is not None else bool(channel)
    assert await explainers.on(user_id=1, channel_id=10) is expected
    assert await explainers.on(user_id=2, channel_id=10) is bool(channel)
    assert await explainers.on(user_id=1, channel_id=20) is bool(member)


async def test_a_member_and_a_channel_may_have_the_same_id(explainers: Explainers) -> None:
    await explainers.set("user", 7, on=True)
    await explainers.set("channel", 7, on=False)
    assert await explainers.on(user_id=7, channel_id=8)
    assert not await explainers.on(user_id=8, channel_id=7)


async def test_the_last_word_counts_also_after_a_restart(database: Database, explainers: Explainers) -> None:
    for on in (True, True, False):
        await explainers.set("channel", 2**63 - 1, on=on)
        assert await Explainers(database).on(user_id=1, channel_id=2**63 - 1) is on


async def test_an_id_beyond_64_bits_is_an_error_of_ours(explainers: Explainers) -> None:
    with pytest.raises(DatabaseError, match="64 bits"):
        await explainers.set("user", 2**64, on=True)
