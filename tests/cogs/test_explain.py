"""``/explain``, as members use it."""

import asyncio
from threading import Event

import pytest
from simcord.results import ResponseMessage
from sqlalchemy import delete

from bot.config import Settings
from bot.storage.tables import TokenizationRow
from bot.ui.card import MAX_TEXT
from bot.ui.explain import PAGES
from tests.world import World, alts, card, labels, text


async def explained(world: World, word: str, **given: object) -> ResponseMessage:
    return card(await world.alice.slash(world.channel, "explain", word=word, **given))


async def turned(world: World, shown: ResponseMessage, pages: int) -> ResponseMessage:
    for _ in range(pages):
        shown = card(await world.alice.click(shown, label="Next"))
    return shown


async def test_the_first_page_shows_the_tokens(here: World) -> None:
    shown = await explained(here, "strawberry")
    assert not shown.ephemeral
    assert "1 of 6: Its pieces\n-# As GPT-5, GPT-4o and o3 read it (o200k_base)" in text(shown)
    [alt] = alts(shown)
    assert alt == (
        "2 strips of tokens, each token with its id. on its own · 3 tokens: st (302), raw (1618), berry (19772). "
        "after a space, as in a sentence · 1 token: ␣strawberry (101830)."
    )
    assert labels(shown) == ["Next", "As a list"]


async def test_the_first_page_has_a_list_with_a_file(here: World) -> None:
    shown = card(await here.alice.click(await explained(here, "strawberry"), label="As a list"))
    assert "\n  302  0–2    st\n" in text(shown)
    assert [file.filename for file in shown.attachments] == ["tokens.tsv"]
    assert labels(shown) == ["Next", "Picture"]
    assert [file.filename for file in card(await here.alice.click(shown, label="Picture")).attachments] == [
        "tokens.png"
    ]


async def test_the_pages_agree_on_how_many_tokens_a_word_is(here: World) -> None:
    shown = await explained(here, "strawberry")
    assert "On its own, this is **3 tokens**; after a space, as in a sentence, **1 token**." in text(shown)
    shown = await turned(here, shown, 3)
    assert "after a space · 1 token: " in alts(shown)[0]
    shown = await turned(here, shown, 2)
    assert "In a sentence, after a space, o200k_base makes it 1 token" in text(shown)


async def test_numbers_of_tokens_that_are_equal_are_told_once(here: World) -> None:
    said = text(await explained(here, "zqxj"))
    assert "This is **3 tokens**, on its own and after a space, as in a sentence." in said
    assert "On its own, this is" not in said


async def test_few_neighbours_by_id_are_listed_of_few_tokens(here: World) -> None:
    shown = text(await turned(here, await explained(here, "pneumonoultramicroscopic"), 4))
    assert shown.count("**id ") == shown.count("▸") == 3
    assert "more of its tokens" in shown


async def test_the_pages_tell_the_story_and_turn_back(here: World) -> None:
    shown = await turned(here, await explained(here, "strawberry"), 1)
    assert "2 of 6: How it was put together" in text(shown)
    assert "1. e + r → er (259)" in alts(shown)[0]
    assert labels(shown) == ["Back", "Next", "As a list"]
    listed = card(await here.alice.click(shown, label="As a list"))
    assert "   1     259  e + r\n" in text(listed)
    assert "   1     259  e + r → er\n" in (await listed.attachments[0].read()).decode()
    shown = await turned(here, listed, 1)
    assert [file.filename for file in shown.attachments] == ["merges.gif"]
    shown = await turned(here, shown, 1)
    assert "after a space · 1 token: ␣strawberry (101830)." in alts(shown)[0]
    assert "misspelt · 3 tokens: str (689), abw" in alts(shown)[0]
    shown = await turned(here, shown, 1)
    assert "**id 302**, merge 47 of 199,742" in text(shown)
    assert "▸    302  st\n     303  " in text(shown)
    assert shown.attachments == []
    shown = await turned(here, shown, 1)
    assert "How many `r` are in it?" in text(shown)
    assert "    3  101830  ␣strawberry\n    3  in all" in text(shown)
    assert labels(shown) == ["Back"]
    shown = card(await here.alice.click(shown, label="Back"))
    assert "5 of 6" in text(shown)


async def test_the_film_is_not_drawn_where_the_pictures_are(here: World) -> None:
    shown = await turned(here, await explained(here, "strawberry"), 1)
    begun, go_on = Event(), Event()

    def hold() -> None:
        begun.set()
        go_on.wait(60)

    picture = asyncio.create_task(here.bot.services.studio.draw(hold))
    try:
        await asyncio.to_thread(begun.wait, 60)
        film = await turned(here, shown, 1)
        assert not picture.done()
    finally:
        go_on.set()
        await picture
    assert [file.filename for file in film.attachments] == ["merges.gif"]


async def test_private_answers_are_seen_by_one_member_alone(here: World) -> None:
    assert (await explained(here, "secret", private=True)).ephemeral


async def test_an_encoding_is_named_by_itself_or_by_a_model_and_kept_on_every_page(here: World) -> None:
    shown = await turned(here, await explained(here, "strawberry", encoding="gpt-4"), 1)
    assert "As GPT-4 and GPT-3.5 read it (cl100k_base)" in text(shown)
    said = here.refusal(await here.alice.slash(here.channel, "explain", word="x", encoding="klingon"))
    assert "klingon" in said


async def test_the_buttons_work_after_a_restart_of_the_bot(world: World, settings: Settings) -> None:
    shown = await explained(world, "strawberry")
    await world.restart(settings)
    assert "2 of 6" in text(await turned(world, shown, 1))


async def test_only_their_owner_can_turn_the_pages(here: World) -> None:
    refused = card(await here.bob.click(await explained(here, "strawberry"), label="Next"))
    assert refused.ephemeral
    assert "Only the person who asked" in refused.content


async def test_a_word_that_is_no_longer_kept_is_said_to_be_gone(world: World) -> None:
    shown = await explained(world, "strawberry")
    async with world.database() as database, database.write() as session:
        await session.execute(delete(TokenizationRow))
    assert "Use /explain again" in card(await world.alice.click(shown, label="Next")).content


async def test_a_word_that_cannot_be_kept_costs_only_the_buttons(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.broken_database():
        shown = await explained(world, "strawberry")
        assert "**3 tokens**" in text(shown)
        assert labels(shown) == []
        assert "could not be kept" in caplog.text


async def test_what_has_no_room_is_said(here: World) -> None:
    shown = await turned(here, await explained(here, "-" * 100), 1)
    assert "10 of 98 merges are drawn" in text(shown)
    shown = card(await here.alice.click(shown, label="As a list"))
    [file] = [file for file in shown.attachments if file.filename == "merges.txt"]
    assert len((await file.read()).decode().splitlines()) == 99
    shown = await turned(here, shown, 1)
    assert "10 of 98 merges are shown" in text(shown)


async def test_the_file_has_merges_in_full(here: World) -> None:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    shown = await turned(here, await explained(here, alphabet), 1)
    shown = card(await here.alice.click(shown, label="As a list"))
    [file] = [file for file in shown.attachments if file.filename == "merges.txt"]
    assert (await file.read()).decode().endswith(f" → {alphabet}\n")


async def test_a_text_without_letters_has_none_to_count(here: World) -> None:
    assert "no letter in this" in text(await turned(here, await explained(here, "12345"), 5))


async def test_capitals_count_and_the_first_of_the_most_frequent_letters_is_taken(here: World) -> None:
    assert "`B`" in text(await turned(here, await explained(here, "Bob abba"), 5))


async def test_a_letter_is_counted_as_it_is_written(here: World) -> None:
    shown = text(await turned(here, await explained(here, "ß"), 5))
    assert "How many `ß` are in it?" in shown
    assert "    1  in all" in shown


async def test_nothing_unseen_stands_in_a_table(here: World) -> None:
    shown = await explained(here, "a\u202eb\u200b שלום")
    assert "U+202E" in text(shown)
    assert "\u2068␣ש" in text(card(await here.alice.click(shown, label="As a list")))
    for page in range(6):
        _, tables = text(shown).split("\n", 1)
        assert not {"\u202e", "\u200b"}.intersection(tables.replace("`\u200b", ""))  # which keeps a block closed
        shown = await turned(here, shown, page < 5)


async def test_half_characters_are_said_to_be_replaced(here: World) -> None:
    assert "replaced by �" in text(await explained(here, "a\ud800"))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("o200k_base", "o200k_base has 200,000 tokens, with ids up to 200,018."),
        ("cl100k_base", "cl100k_base has 100,261 tokens, with ids up to 100,276."),
        ("smollm2", "smollm2 has 49,152 tokens, with ids up to 49,151."),
    ],
)
async def test_the_size_of_a_vocabulary(here: World, encoding: str, said: str) -> None:
    assert said in text(await turned(here, await explained(here, "berry", encoding=encoding), 4)).replace("\\", "")


@pytest.mark.parametrize(
    ("odd", "encoding"),
    [
        (" ", "o200k_base"),
        ("\n\t", "smollm2"),
        ("\x04", "smollm2"),
        ("\ud800", "cl100k_base"),
        ("👩‍👩‍👧" * 20, "o200k_harmony"),
        ("🇩🇪🏳️‍🌈👍🏽", "smollm2"),
        ("שלום مرحبا", "o200k_base"),
        ("e\u0301" * 50, "cl100k_base"),
        ("<|endoftext|>", "o200k_base"),
        ("qwertzuiopasdfghjklyxcvbnm" * 3, "cl100k_base"),
        ("a phrase of `code` ``` @everyone <@1> **bold**", "o200k_base"),
        ("`" * 100, "o200k_base"),
    ],
)
async def test_odd_words_are_explained_on_every_page(here: World, odd: str, encoding: str) -> None:
    shown = await explained(here, odd, encoding=encoding)
    for number in range(1, len(PAGES)):
        assert f"{number} of 6" in text(shown)
        assert len(text(shown)) < MAX_TEXT
        shown = await turned(here, shown, 1)
    assert "6 of 6" in text(shown)
    assert not shown.message.mention_everyone
    assert not shown.message.mentions


@pytest.mark.parametrize(
    ("word", "encoding", "said", "first"),
    [
        ("pie", "smollm2", "The space belongs to the first token then, so the two begin with different tokens", "␣pie"),
        (
            "🍓",
            "o200k_base",
            "The space belongs to the first token then, so the two begin with different tokens",
            "␣⟨F0·9F·8D⟩",
        ),
        ("see the cat", "o200k_base", "The space belongs to the first token then", "␣see"),
        ("12345", "o200k_base", "Here the space is a token of its own", "␣ (220)"),
        ("12345", "smollm2", "Here the space is a token of its own", "␣ (216)"),
    ],
)
async def test_the_space_belongs_to_the_first_token_or_is_one(
    here: World, word: str, encoding: str, said: str, first: str
) -> None:
    shown = await explained(here, word, encoding=encoding)
    assert said in text(shown)
    assert f": {first}" in alts(shown)[0].partition("after a space")[2]


async def test_the_last_page_leads_on_where_there_is_a_model(talk: World) -> None:
    shown = await turned(talk, await explained(talk, "strawberry"), 5)
    assert "As SmolLM2 reads it (smollm2)" in text(shown), "its tokens are the default"
    assert labels(shown) == ["Back", "What comes next?"]
    ahead = card(await talk.bob.click(shown, label="What comes next?"))
    assert ahead.ephemeral
    assert "Most likely next: " in text(ahead)
