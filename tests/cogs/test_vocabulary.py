"""``/vocab``, as members use it."""

from collections.abc import Iterator
from functools import cache

import pytest
from simcord.results import ResponseMessage
from sqlalchemy import select

import bot.tokens.vocabulary
from bot.config import Settings
from bot.storage.tables import TokenizationRow
from bot.tokens import Vocabulary
from bot.tokens.encodings import OFFLINE
from tests.world import World, alts, card, enter, labels, text


@pytest.fixture(autouse=True, scope="module")
def _indexes_made_once() -> Iterator[None]:
    """The index of an encoding is the same in every bot, and takes most of a second to make."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.tokens.vocabulary, "Vocabulary", cache(Vocabulary))
        yield


async def test_tokens_are_found_with_their_ids(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "vocab", text="strawb"))
    assert "3 tokens of o200k_base contain `strawb`" in text(shown)
    assert "As GPT-5, GPT-4o and o3 read it (o200k_base)" in text(shown)
    assert "101830  ␣strawberry\n" in text(shown)
    assert "Page 1 of 1" in text(shown)
    assert labels(shown) == ["Find", "Random", "Longest", "Oddities"]
    assert alts(shown) == []


async def test_a_space_can_be_written_to_be_seen(here: World) -> None:
    given = {"text": "␣straw", "where": "starts with", "encoding": "smollm2"}
    shown = text(card(await here.alice.slash(here.channel, "vocab", **given)))
    assert "5 tokens of smollm2 start with `␣straw`" in shown
    assert "␣strawberries" in shown


@pytest.mark.parametrize("typed", ["⏎⇥", "␣⏎", "⇤⏎"])
async def test_white_space_is_looked_for_as_it_is_shown(here: World, typed: str) -> None:
    await here.bot.services.vocabularies.load("o200k_base")
    for choice in await here.alice.autocomplete(here.channel, "vocab", "text", typed):
        assert typed in choice["value"]
        assert not set("\n\r\t ").intersection(choice["value"])
    shown = text(card(await here.alice.slash(here.channel, "vocab", text=typed)))
    assert f"tokens of o200k_base contain `{typed}`" in shown


async def test_a_query_is_kept_only_where_there_are_pages_to_turn(world: World) -> None:
    for query, kept in (("strawb", 0), ("xylophonist", 0), ("ber", 1)):
        await world.alice.slash(world.channel, "vocab", text=query, encoding="smollm2")
        async with world.database() as database, database.write() as session:
            assert len((await session.scalars(select(TokenizationRow))).all()) == kept


async def test_pages_turn_also_after_a_restart(world: World, settings: Settings) -> None:
    shown = card(await world.alice.slash(world.channel, "vocab", text="ber", encoding="smollm2"))
    first = text(shown)
    assert labels(shown)[:2] == ["Next", "Find"]
    await world.restart(settings)
    shown = card(await world.alice.click(shown, label="Next"))
    assert "Page 2 of" in text(shown)
    assert "Back" in labels(shown)
    shown = card(await world.alice.click(shown, label="Back"))
    assert text(shown) == first
    assert "random tokens" in text(card(await world.alice.click(shown, label="Random")))


async def test_only_their_owner_can_press_the_buttons(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "vocab", text="a", encoding="smollm2"))
    assert "Only the person who asked" in card(await here.bob.click(shown, label="Next")).content
    shown = card(await here.alice.slash(here.channel, "vocab", encoding="smollm2"))
    assert "Only the person who asked" in card(await here.bob.click(shown, label="Another ten")).content


@pytest.mark.parametrize(
    ("where", "said"),
    [("contains", "Try a shorter piece"), ("starts with", "try `␣xylophonist`")],
)
async def test_nothing_found_says_what_to_try(here: World, where: str, said: str) -> None:
    given = {"text": "xylophonist", "where": where, "encoding": "smollm2"}
    shown = card(await here.alice.slash(here.channel, "vocab", **given))
    assert "No token of smollm2" in text(shown)
    assert said in text(shown)


async def test_autocomplete_shows_nothing_until_an_index_is_there_that_takes_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.bot.get_cog("Vocab"), "patience", 0)
    assert await world.alice.autocomplete(world.channel, "vocab", "text", "strawb") == []
    await world.bot.services.vocabularies.load("o200k_base")
    found = await world.alice.autocomplete(world.channel, "vocab", "text", "strawb")
    assert found[0] == {"name": "␣strawberry · 101830", "value": "␣strawberry"}


async def test_autocomplete_shows_tokens_from_the_first_key_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.bot.get_cog("Vocab"), "patience", 60)  # other tests keep the processors busy
    found = await world.alice.autocomplete(world.channel, "vocab", "text", "strawb")
    assert found[0] == {"name": "␣strawberry · 101830", "value": "␣strawberry"}
    assert len(await world.alice.autocomplete(world.channel, "vocab", "text", "a")) == 25
    assert await world.alice.autocomplete(world.channel, "vocab", "text", "strawb", where="starts with") == []
    assert await world.alice.autocomplete(world.channel, "vocab", "text", "a", encoding="klingon") == []
    for odd in ("", "\ud800", "@everyone", "```", "👩‍👩‍👧", "␣" * 100, "\u200b", "=" * 30):
        for choice in await world.alice.autocomplete(world.channel, "vocab", "text", odd):
            assert 1 <= len(choice["name"]) <= 100
            assert 1 <= len(choice["value"]) <= 100


async def test_the_longest_tokens(here: World) -> None:
    vocabulary = card(await here.alice.slash(here.channel, "vocab"))
    shown = text(card(await here.alice.click(vocabulary, label="Longest")))
    assert "As GPT-5, GPT-4o and o3 read it (o200k_base)" in shown
    assert "- 26: `ABCDEFGHIJKLMNOPQRSTUVWXYZ` (id 184150)" in shown
    assert "- 128: `␣×128` (id 72056)" in shown


async def test_ten_by_chance_and_another_ten_also_after_a_restart(world: World, settings: Settings) -> None:
    shown = card(await world.alice.slash(world.channel, "vocab", encoding="smollm2"))
    assert "### 10 random tokens of smollm2\n-# As SmolLM2 reads it (smollm2) · 49,152 tokens in all" in text(shown)
    await world.restart(settings)
    first = text(shown)
    assert text(card(await world.alice.click(shown, label="Another ten"))) != first


ODD = {
    "o200k_base": (
        "**1,562 tokens",
        "**2 special",
        "**19 ids without a token**: 199998, 200000–200017",
        ": 128 (id 72056)",
        "**12 tokens whose",
    ),
    "o200k_harmony": ("**1,562 tokens", "`<|startoftext|>`", ": 128 (id 72056)", "**12 tokens whose"),
    "cl100k_base": ("**5 special", "`<|fim_prefix|>`"),
    "smollm2": ("**17 special", "**No id without a token**", "**No token whose own text is cut"),
}


@pytest.mark.parametrize("name", OFFLINE)
async def test_oddities_of_every_vocabulary(here: World, name: str) -> None:
    vocabulary = card(await here.alice.slash(here.channel, "vocab", encoding=name))
    shown = text(card(await here.alice.click(vocabulary, label="Oddities")))
    assert f"({name})\n" in shown
    assert "not valid UTF-8 on their own" in shown
    assert "`<|endoftext|>`" in shown
    for said in ODD[name]:
        assert said in shown


@pytest.mark.parametrize(
    "odd", [" ", "\n", "\ud800", "@everyone", "```", "`", "<@1>", "👩‍👩‍👧", "\u202e", "ش", "x" * 200]
)
async def test_odd_texts_can_be_looked_for(here: World, odd: str) -> None:
    shown = card(await here.alice.slash(here.channel, "vocab", text=odd, encoding="smollm2"))
    assert "smollm2" in text(shown)
    assert not shown.message.mention_everyone
    while "Next" in labels(shown) and "Page 3" not in text(shown):
        shown = card(await here.alice.click(shown, label="Next"))


async def test_a_form_finds_tokens(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "vocab", encoding="smollm2"))
    asked = await here.bob.click(shown, label="Find")
    found = card(await here.bob.submit_modal(asked, {"text": "␣straw", "where": ["starts with"]}))
    assert "5 tokens of smollm2 start with `␣straw`" in text(found)


async def test_what_advertises_betting_is_hidden(here: World) -> None:
    odd = text(await oddities(here))
    assert "**12 tokens whose" in odd
    assert "4 hidden: adult, swear, drug or betting words. The host can show them." in odd
    assert "亚洲AV" not in odd


async def test_the_host_may_show_all_that_there_is(settings: Settings) -> None:
    tokens = settings.tokens.model_copy(update={"filter": False})
    async with enter(settings.model_copy(update={"tokens": tokens})) as other:
        odd = text(await oddities(other))
    assert "hidden" not in odd
    assert "亚洲AV" in odd


async def oddities(world: World) -> ResponseMessage:
    shown = card(await world.alice.slash(world.channel, "vocab", encoding="o200k_base"))
    return card(await world.alice.click(shown, label="Oddities"))
