"""Messages without a word, which no model is asked about."""

import pytest

from tests.talking import say
from tests.world import World

WORDLESS = "Say something in words, for example: how many r’s are in strawberry?"


@pytest.mark.parametrize("words", ["🍓", "🍔🍔🍔", "👩‍👩‍👧!", "???", "…", "aaaaaa", "Zzz!", "<:wave:1>"])
async def test_they_are_answered_by_an_example_wherever_they_are_said(world: World, words: str) -> None:
    assert world.bot.user
    await say(world, "say hello")
    assert WORDLESS in await say(world, words)
    await world.alice.send_dm(words)
    assert WORDLESS in str(world.sent()[-1])
    assert WORDLESS in world.refusal(await world.alice.slash(world.channel, "chat", text=words))


@pytest.mark.parametrize("words", ["ok", "7", "haha", "no!", "שלום", "2+2", "はい"])
async def test_a_short_word_is_one(here: World, words: str) -> None:
    await say(here, "say hello")
    assert "switched off" in await say(here, words)
