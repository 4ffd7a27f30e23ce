"""Ids turned back into text, by ``/tokenize ids`` and by the form **Ids to text**, as members use them."""

import json

import pytest
from simcord.results import InteractionResult

from bot.drawing.chips import MAX_CHIPS
from bot.tokens import MAX_FILE_BYTES, decode
from bot.tokens.decode import MAX_IDS
from bot.ui.decode import decoded_texts
from tests.world import World, alts, card, labels, text


async def filed(world: World, file: tuple[str, bytes]) -> InteractionResult:
    """What comes of a file in the form, which is opened below a text."""
    shown = card(await world.alice.slash(world.channel, "tokenize", text="x"))
    asked = await world.alice.click(shown, label="Ids to text")
    return await world.alice.submit_modal(asked, {"file": file, "encoding": ["o200k_base"]})


@pytest.mark.parametrize("ids", ["302, 1618, 19772", "302 1618 19772", "302.1618.19772", "[302,\n1618,\n19772]\n"])
async def test_ids_are_turned_back_into_text(here: World, ids: str) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", ids=ids))
    assert not shown.ephemeral
    assert "3 tokens · 10 bytes" in text(shown)
    assert "```\nstrawberry\n```" in text(shown)
    assert "As GPT-5, GPT-4o and o3 read it (o200k_base)" in text(shown)
    assert alts(shown) == ["3 tokens, each with its id: st (302), raw (1618), berry (19772)"]
    assert labels(shown) == ["Cut it again", "Other ids"]
    assert "3 tokens · 10 characters" in text(card(await here.alice.click(shown, label="Cut it again")))


async def test_another_encoding_and_private(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", ids="496 675 15717", encoding="gpt-4", private=True))
    assert shown.ephemeral
    assert "strawberry" in text(shown)


async def test_what_tokenize_attaches_comes_back_whole(here: World) -> None:
    written = "Erdbeere 🍓 клубника いちご 👩‍👩‍👧 `x` " * 150
    shown = card(await here.alice.slash(here.channel, "tokenize", text=written[:6_000]))
    [ids] = card(await here.alice.click(shown, label="Ids")).attachments
    shown = card(await filed(here, (ids.filename, await ids.read())))
    content = next(file for file in shown.attachments if file.filename == "decoded.txt")
    assert (await content.read()).decode() == written[:6_000]
    assert "tokens are drawn" in text(shown)


async def test_bytes_that_are_no_character_and_special_tokens_are_named(here: World) -> None:
    shown = text(card(await here.alice.slash(here.channel, "tokenize", ids="302 199999 61138 199999")))
    assert "st<|endoftext|> ⟨F0·9F·91⟩<|endoftext|>" in shown
    assert "**Special:** `<|endoftext|>` (199999)\n" in shown
    assert "⟨ ⟩ is part of a character" in shown


async def test_what_is_no_id_is_named_one_by_one_and_the_rest_decoded(here: World) -> None:
    ids = f"302, -5, {10**30}, abc, 1e5, 0x1F, ٣, 199998, 200019, 1618"
    shown = text(card(await here.alice.slash(here.channel, "tokenize", ids=ids)))
    assert "```\nstraw\n```" in shown
    assert "**8 passed over**" in shown
    assert "- `-5` negative" in shown
    assert "- `199998` a gap" in shown
    assert "- `200019` beyond the last id, 200,018" in shown
    assert "- `1e5` not a number\n- `0x1F` not a number\n- `٣` not a number" in shown


async def test_many_unknown_ids_are_counted(here: World) -> None:
    shown = text(card(await here.alice.slash(here.channel, "tokenize", ids="x " * 500)))
    assert "None of this stands for a token" in shown
    assert "**500 passed over**" in shown
    assert "- and 488 more" in shown


async def test_10_000_ids_in_a_file(here: World) -> None:
    ids = json.dumps([*range(9_998), 199_998, -1])
    shown = card(await filed(here, ("ids.json", ids.encode())))
    assert "9,998 tokens" in text(shown)
    assert "**2 passed over**" in text(shown)
    assert {file.filename for file in shown.attachments} == {"decoded.txt", "tokens.png"}


@pytest.mark.parametrize("ids", ["[]", ",", "..."])
async def test_nothing_at_all_is_refused_at_once(here: World, ids: str) -> None:
    assert "There is no id in that" in here.refusal(await here.alice.slash(here.channel, "tokenize", ids=ids))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"[]", "There is no id in that"),
        (b"\x89PNG\0", "binary"),
        (b"1" * (MAX_FILE_BYTES + 1), "1 MiB"),
        (b"1 " * 500_000, "more than 200,000 ids, the most I decode at once. Send a part of them"),
    ],
)
async def test_a_file_that_is_no_list_of_ids_is_refused(here: World, content: bytes, said: str) -> None:
    assert said in here.refusal(await filed(here, ("ids.json", content)))


async def test_as_many_ids_as_there_may_be_and_only_what_is_drawn_is_made_ready(here: World) -> None:
    shown = card(await filed(here, ("ids.txt", b"16 " * MAX_IDS)))
    assert "200,000 tokens" in text(shown)
    assert "tokens are drawn" in text(shown)
    assert alts(shown)[0].startswith("Tokens 1 to 144 of 200,000, each with its id: 1 (16), 1 (16)")
    parts = decode(await here.bot.services.encodings.load("o200k_base"), ["302"] * MAX_IDS)
    assert len(decoded_texts(parts, "o200k_base", None).drawn) == MAX_CHIPS


async def test_a_form_asks_for_ids_and_whose_they_are(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text="x", private=True))
    asked = await here.alice.click(shown, label="Ids to text")
    found = card(await here.alice.submit_modal(asked, {"ids": "496 675 15717", "encoding": ["cl100k_base"]}))
    assert found.ephemeral, "it was asked below an answer that others do not see"
    assert "strawberry" in text(found)


@pytest.mark.parametrize("given", [{}, {"ids": "1", "file": ("ids.json", b"2")}])
async def test_either_ids_or_a_file(here: World, given: dict[str, object]) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text="x"))
    asked = await here.alice.click(shown, label="Ids to text")
    said = here.refusal(await here.alice.submit_modal(asked, {"encoding": ["smollm2"]} | given))
    assert "either ids, such as 302 1618 19772, or a file" in said


@pytest.mark.parametrize(
    "odd", ["@everyone <@1>", "```", "\ud800", "\u200b", "👩‍👩‍👧", "**x**", "x" * 6_000, "7" * 6_000]
)
async def test_odd_things_that_are_no_ids_are_shown_safely(here: World, odd: str) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", ids=odd))
    assert "passed over" in text(shown)
    assert not shown.message.mention_everyone
