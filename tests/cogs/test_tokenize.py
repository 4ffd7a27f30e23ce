"""``/tokenize`` and the menu **Tokenize**, as members use them."""

import json

import pytest
from sqlalchemy import delete, func, select

from bot.config import Settings
from bot.storage import Tokenizations
from bot.storage.tables import TextRow, TokenizationRow
from bot.tokens import MAX_FILE_BYTES
from bot.ui import Card
from bot.ui.buttons.texts import LookAtMerges
from bot.ui.sending import send
from tests.world import World, alts, card, enter, labels, options, text

MENTIONS = "@everyone <@1> ``` **bold** [link](https://example.org)"


async def test_a_text_is_shown_as_a_picture_with_its_counts(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text="strawberry pie"))
    assert not shown.ephemeral
    assert "4 tokens · 14 characters · 14 bytes" in text(shown)
    assert [file.filename for file in shown.attachments] == ["tokens.png"]
    assert alts(shown) == ["4 tokens, each with its id: st (302), raw (1618), berry (19772), ␣pie (5148)"]
    assert "As GPT-5, GPT-4o and o3 read it (o200k_base) · 3.5 bytes a token" in text(shown)
    assert labels(shown) == ["Look at its merges", "Compare", "Ids", "Table", "Ids to text"]


async def test_private_answers_are_seen_by_one_member_alone(here: World) -> None:
    assert card(await here.alice.slash(here.channel, "tokenize", text="secret", private=True)).ephemeral


@pytest.mark.parametrize("model", ["cl100k_base", "gpt-4", " GPT-4 "])
async def test_an_encoding_is_named_by_itself_or_by_a_model(here: World, model: str) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text="strawberry", encoding=model))
    assert "cl100k_base" in text(shown)
    assert "str (496), aw (675), berry (15717)" in alts(shown)[0]


async def test_autocomplete_finds_encodings_and_models(here: World) -> None:
    every = await here.alice.autocomplete(here.channel, "tokenize", "encoding", "", text="x")
    assert [choice["value"] for choice in every][:4] == ["o200k_base", "o200k_harmony", "cl100k_base", "smollm2"]
    found = await here.alice.autocomplete(here.channel, "tokenize", "encoding", "GPT-5", text="x")
    assert {"name": "gpt-5 (o200k_base)", "value": "gpt-5"} in found
    assert len(await here.alice.autocomplete(here.channel, "tokenize", "encoding", "gpt", text="x")) <= 25


async def test_an_unknown_encoding_is_refused_with_those_there_are(here: World) -> None:
    said = here.refusal(await here.alice.slash(here.channel, "tokenize", text="x", encoding="klingon"))
    assert "klingon" in said
    assert "smollm2" in said


async def test_the_buttons_show_ids_and_table_in_place(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text="strawberry pie"))
    shown = card(await here.alice.click(shown, label="Ids"))
    assert "302, 1618, 19772, 5148" in text(shown)
    assert labels(shown) == ["Look at its merges", "Compare", "Picture", "Table", "Ids to text"]
    assert shown.attachments == []
    shown = card(await here.alice.click(shown, label="Table"))
    assert "   id  place  text\n  302  0–2    st\n" in text(shown)
    [file] = shown.attachments
    assert (await file.read()).decode().splitlines()[4] == '5148\t10\t14\t20 70 69 65\t" pie"'
    shown = card(await here.alice.click(shown, label="Picture"))
    assert [file.filename for file in shown.attachments] == ["tokens.png"]


async def test_the_select_switches_the_encoding_in_place(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text="strawberry"))
    assert [name for name, chosen in options(shown) if chosen] == ["o200k_base"]
    shown = card(await here.alice.select(shown, ["smollm2"]))
    assert "smollm2" in text(shown)
    assert [name for name, chosen in options(shown) if chosen] == ["smollm2"]
    shown = card(await here.alice.click(shown, label="Ids"))
    assert "As SmolLM2 reads it (smollm2)" in text(shown)


async def test_buttons_work_after_a_restart_of_the_bot(world: World, settings: Settings) -> None:
    shown = card(await world.alice.slash(world.channel, "tokenize", text="strawberry"))
    await world.restart(settings)
    shown = card(await world.alice.click(shown, label="Ids"))
    assert "302, 1618, 19772" in text(shown)
    shown = card(await world.alice.select(shown, ["cl100k_base"]))
    assert "496, 675, 15717" in text(shown)


async def test_only_their_owner_can_press_the_buttons(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text="strawberry"))
    refused = card(await here.bob.click(shown, label="Ids"))
    assert refused.ephemeral
    assert "Only the person who asked" in refused.content


async def test_a_text_that_is_no_longer_kept_is_said_to_be_gone(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "tokenize", text="strawberry"))
    async with world.database() as database, database.write() as session:
        await session.execute(delete(TokenizationRow))
    assert "Use /tokenize again" in card(await world.alice.click(shown, label="Ids")).content


async def test_the_message_menu_cuts_a_message_privately(here: World) -> None:
    message = await here.bob.send(here.channel, "strawberry pie")
    shown = card(await here.alice.context_menu(here.channel, "Tokenize", message))
    assert shown.ephemeral
    assert "4 tokens" in text(shown)


@pytest.mark.parametrize("content", [b"strawberry pie", b"\xef\xbb\xbfstrawberry pie"])
async def test_a_file_is_read_as_text(here: World, content: bytes) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", file=("a.txt", content)))
    assert "4 tokens · 14 characters" in text(shown)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "text"),
        (bytes(range(1, 256)), "no UTF-8"),
        ("strawberry".encode("utf-16"), "Save it as UTF-8"),
        (b"a" * (MAX_FILE_BYTES + 1), "1 MiB"),
    ],
)
async def test_a_file_without_readable_text_is_refused(here: World, content: bytes, said: str) -> None:
    assert said in here.refusal(await here.alice.slash(here.channel, "tokenize", file=("a.bin", content)))


async def test_a_file_of_100_000_characters_is_cut_and_its_lists_are_attached(here: World) -> None:
    content = ("strawberry " * 9_091)[:100_000]
    shown = card(await here.alice.slash(here.channel, "tokenize", file=("a.txt", content.encode())))
    assert "100,000 characters" in text(shown)
    assert "Tokens 1 to 37 of 9,093, page 1 of 17. The pages end at 600: **Ids** and **Table**" in text(shown)
    assert labels(shown) == ["Next", "Compare", "Ids", "Table", "Ids to text"], "it is too long for a story"
    ids = card(await here.alice.click(shown, label="Ids"))
    [file] = ids.attachments
    listed = json.loads(await file.read())
    assert f"{len(listed):,} tokens" in text(shown)
    table = card(await here.alice.click(ids, label="Table"))
    [file] = table.attachments
    assert len((await file.read()).decode().splitlines()) == len(listed) + 1


async def test_a_file_beyond_the_limit_of_characters_is_refused(here: World) -> None:
    said = here.refusal(await here.alice.slash(here.channel, "tokenize", file=("a.txt", b"a " * 150_000)))
    assert "300,000 characters" in said
    assert "Send it in parts" in said


@pytest.mark.parametrize("given", [{}, {"text": "a", "file": ("a.txt", b"b")}, {"text": "a", "ids": "1"}])
async def test_either_a_text_or_a_file_or_ids(here: World, given: dict[str, object]) -> None:
    assert "one of these: a text, a file or ids" in here.refusal(
        await here.alice.slash(here.channel, "tokenize", **given)
    )


@pytest.mark.parametrize(
    "odd",
    [" ", "\n", "\u200b", "\ud800", "a\udfffb", "\x04", "👩‍👩‍👧", "<|endoftext|>", MENTIONS, "```" * 200, "x" * 6_000],
)
async def test_odd_texts_are_shown_in_every_view_and_encoding(here: World, odd: str) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text=odd))
    for label in ("Ids", "Table", "Picture"):
        shown = card(await here.alice.click(shown, label=label))
        assert "token" in text(shown)
        shown = card(await here.alice.select(shown, ["smollm2" if label != "Table" else "cl100k_base"]))
        assert "token" in text(shown)


async def test_nothing_that_was_typed_can_ping(world: World) -> None:
    await world.alice.slash(world.channel, "tokenize", text=MENTIONS)
    shown = card(
        await world.alice.click(card(await world.alice.slash(world.channel, "tokenize", text=MENTIONS)), label="Table")
    )
    assert not shown.message.mention_everyone
    assert not shown.message.mentions
    sent = [body for body in world.sent() if "allowed_mentions" in body]
    assert sent
    assert all(body["allowed_mentions"] == {"parse": []} for body in sent)


async def test_a_log_that_cannot_be_written_costs_only_the_buttons(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.broken_database():
        shown = card(await world.alice.slash(world.channel, "tokenize", text="strawberry"))
        assert "3 tokens" in text(shown)
        assert labels(shown) == []
        assert "could not be kept" in caplog.text


async def test_one_member_cannot_fill_the_disk(settings: Settings) -> None:
    of_one = settings.database.model_copy(update={"member_texts_mib": 1})
    async with enter(settings.model_copy(update={"database": of_one})) as world:
        of_bob = card(await world.bob.slash(world.channel, "tokenize", text="strawberry"))
        shown = [
            card(await world.alice.slash(world.channel, "tokenize", file=("a.txt", letter.encode() * 180_000)))
            for letter in "abcdefg"
        ]
        assert "the oldest of too many" in card(await world.alice.click(shown[0], label="Ids")).content
        for each in shown[2:]:
            assert "Use /tokenize again" not in card(await world.alice.click(each, label="Ids")).content
        assert "302, 1618, 19772" in text(card(await world.bob.click(of_bob, label="Ids")))
        async with world.database() as database, database.read() as session:
            assert await session.scalar(select(func.sum(func.length(TextRow.text)))) < 1_100_000


async def test_the_same_text_is_stored_once(world: World) -> None:
    for _ in range(3):
        shown = card(await world.alice.slash(world.channel, "tokenize", text="strawberry"))
    async with world.database() as database, database.read() as session:
        assert (await session.scalars(select(TextRow.text))).all() == ["strawberry"]
    assert "302, 1618, 19772" in text(card(await world.alice.click(shown, label="Ids")))


async def test_an_unexpected_failure_is_an_apology_with_a_number_that_is_in_the_log(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(Tokenizations, "add", broken)
    said = world.refusal(await world.alice.slash(world.channel, "tokenize", text="a"))
    assert "sorry" in said
    assert "secret" not in said
    assert said.split()[-1].rstrip(".") in caplog.text


async def test_a_long_strip_has_pages_also_after_a_restart(world: World, settings: Settings) -> None:
    shown = card(await world.alice.slash(world.channel, "tokenize", text="strawberry pie " * 100))
    assert "page 1 of" in text(shown)
    assert "Back" not in labels(shown)
    shown = card(await world.alice.click(shown, label="Next"))
    assert "page 2 of" in text(shown)
    assert alts(shown)[0].startswith("Tokens ")
    await world.restart(settings)
    shown = card(await world.alice.click(shown, label="Back"))
    assert "Tokens 1 to" in text(shown)


async def test_whoever_presses_sees_the_merges_on_a_card_of_their_own(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "tokenize", text="strawberry", encoding="smollm2"))
    story = card(await here.bob.click(shown, label="Look at its merges"))
    assert story.ephemeral
    assert "2 of 6: How it was put together" in text(story)
    assert "As SmolLM2 reads it" in text(story)
    assert "3 of 6" in text(card(await here.bob.click(story, label="Next")))


async def test_the_merges_of_a_private_card_are_nobody_else_s(here: World) -> None:
    await here.alice.slash(here.channel, "tokenize", text="secret", private=True)
    channel = here.bot.get_partial_messageable(here.channel.id)
    forged = await send(channel, Card().row([LookAtMerges(1, "smollm2").button("Forged")]))
    assert "cannot open this card" in card(await here.bob.click(forged, label="Forged")).content


async def test_the_merges_of_a_card_are_opened_in_its_channel_alone(world: World) -> None:
    await world.alice.slash(world.channel, "tokenize", text="secret")
    assert world.channel.guild
    elsewhere = world.channel.guild.create_text_channel("elsewhere")
    await world.env.settle()
    merges = Card().row([LookAtMerges(1, "smollm2").button("Forged")])
    forged, here = [
        await send(world.bot.get_partial_messageable(id_), merges) for id_ in (elsewhere.id, world.channel.id)
    ]
    assert "cannot open this card" in card(await world.bob.click(forged, label="Forged")).content
    assert "How it was put together" in text(card(await world.bob.click(here, label="Forged")))
