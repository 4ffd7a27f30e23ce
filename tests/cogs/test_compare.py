"""**Compare**, below the tokens of a text, as members use it."""

import pytest
import tiktoken.load
from simcord.results import ResponseMessage
from sqlalchemy import delete

from bot.config import Settings
from bot.storage.tables import TokenizationRow
from tests.world import World, alts, card, labels, options, text

MENTIONS = "@everyone <@1> ``` **bold** [link](https://example.org)"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> bytes:
        raise OSError("no network in this test")

    monkeypatch.setattr(tiktoken.load, "read_file", refuse)


async def compared(world: World, given: str, **options: object) -> ResponseMessage:
    shown = card(await world.alice.slash(world.channel, "tokenize", text=given, **options))
    return card(await world.alice.click(shown, label="Compare"))


async def test_a_text_is_shown_in_all_encodings_and_those_that_are_not_there_are_named(here: World) -> None:
    shown = await compared(here, "Erdbeeren 🍓")
    assert not shown.ephemeral
    assert [file.filename for file in shown.attachments] == ["compare.png"]
    [alt] = alts(shown)
    assert alt.startswith("3 strips of tokens, each token with its id. 6 tokens · o200k_base, o200k_harmony")
    assert "### 3 ways to cut it: 4 encodings" in text(shown)
    assert "11 characters · 14 bytes" in text(shown)
    assert (
        "- **6 tokens**, the fewest: o200k_base (GPT-5, GPT-4o, o3), o200k_harmony (gpt-oss) · 2.3 bytes a token\n"
        in text(shown)
    )
    assert text(shown).count("fewest") == 1
    assert "smollm2 (SmolLM2)" in text(shown)
    assert "-# Without: p50k_base, r50k_base, gpt2 not on this machine." in text(shown)
    assert labels(shown) == ["Other languages", "Its tokens"]


async def test_the_encoding_of_the_card_stands_first(here: World) -> None:
    [alt] = alts(await compared(here, "strawberry", encoding="smollm2"))
    assert "each token with its id. 3 tokens · smollm2: st (302), raw (1709), berry (9500)" in alt


async def test_nothing_is_the_fewest_where_all_are_the_same(here: World) -> None:
    assert "fewest" not in text(await compared(here, "strawberry pie"))


async def test_an_encoding_that_loses_bytes_has_not_the_fewest_tokens(here: World) -> None:
    shown = text(await compared(here, "\x04"))
    assert "- **0 tokens**: smollm2 (SmolLM2)" in shown
    assert "smollm2 has no token for 1 byte of this" in shown


async def test_private_answers_are_seen_by_one_member_alone(here: World) -> None:
    assert (await compared(here, "secret", private=True)).ephemeral


async def test_other_languages_and_back_also_after_a_restart(world: World, settings: Settings) -> None:
    shown = await compared(world, "strawberry")
    shown = card(await world.alice.click(shown, label="Its tokens"))
    assert [file.filename for file in shown.attachments] == ["tokens.png"]
    shown = card(await world.alice.click(shown, label="Compare"))
    shown = card(await world.alice.click(shown, label="Other languages"))
    assert [file.filename for file in shown.attachments] == ["languages.png"]
    assert "English 33 · 1.0×" in alts(shown)[0]
    assert "“All human beings are born free" in text(shown).replace("\\", "")
    for said in ("17 languages", "o200k_base", "not equal in length", "Universal Declaration of Human Rights"):
        assert said in text(shown)
    assert [name for name, chosen in options(shown) if chosen] == ["o200k_base"]
    await world.restart(settings)
    shown = card(await world.alice.select(shown, ["cl100k_base"]))
    assert [name for name, chosen in options(shown) if chosen] == ["cl100k_base"]
    assert "in cl100k_base" in alts(shown)[0]
    shown = card(await world.alice.click(shown, label="Back to the text"))
    assert [file.filename for file in shown.attachments] == ["compare.png"]
    assert "10 characters" in text(shown)


async def test_half_characters_are_said_to_be_replaced_also_on_the_way_back(here: World) -> None:
    shown = await compared(here, "a\ud800")
    assert "replaced by �" in text(shown)
    shown = card(await here.alice.click(shown, label="Other languages"))
    assert "replaced by �" in text(card(await here.alice.click(shown, label="Back to the text")))


async def test_languages_in_an_encoding_that_is_not_there_are_refused(here: World) -> None:
    shown = await compared(here, "strawberry")
    shown = card(await here.alice.click(shown, label="Other languages"))
    assert "has to be downloaded" in card(await here.alice.select(shown, ["gpt2"])).content.replace("\\", "")


async def test_only_their_owner_can_press_the_buttons(here: World) -> None:
    shown = await compared(here, "strawberry")
    assert "Only the person who asked" in card(await here.bob.click(shown, label="Other languages")).content
    shown = card(await here.alice.click(shown, label="Other languages"))
    assert "Only the person who asked" in card(await here.bob.click(shown, label="Back to the text")).content
    assert "Only the person who asked" in card(await here.bob.select(shown, ["smollm2"])).content


async def test_a_text_that_is_no_longer_kept_is_said_to_be_gone(world: World) -> None:
    shown = await compared(world, "strawberry")
    async with world.database() as database, database.write() as session:
        await session.execute(delete(TokenizationRow))
    assert "Use /tokenize again" in card(await world.alice.click(shown, label="Other languages")).content


@pytest.mark.parametrize(
    "odd",
    [
        " ",
        "\u200b",
        "\ud800",
        "a\udfffb",
        "👩‍👩‍👧 e\u0301 שלום مرحبا",
        "<|endoftext|>",
        MENTIONS,
        "```" * 200,
        "x" * 6_000,
    ],
)
async def test_odd_texts_are_shown(here: World, odd: str) -> None:
    shown = await compared(here, odd)
    assert "o200k_base" in text(shown)
    assert not shown.message.mention_everyone
    assert not shown.message.mentions
    assert "compare.png" in [file.filename for file in shown.attachments]
