"""A list's names one by one, and one word in four forms, from the buttons of ``/ask``, without a model."""

from collections import Counter

import pytest
from discord import ui
from simcord.results import ResponseMessage
from sqlalchemy import select

from bot.app.cards import names_asked_card
from bot.app.viewer import Viewer
from bot.config import Settings
from bot.letters import NAME_LISTS, Which
from bot.storage import ServerSettings
from bot.storage.tables import ComparisonRow
from bot.ui.buttons.letters import AskEach
from tests.asking import EACH, FOUR_WAYS, ask, ask_each, count, four_ways, press
from tests.own import history as history_of
from tests.world import World, alts, card, labels, text

STATES = "Which US states contain the letter d?"
FAMILY = "👩‍👩‍👧"


async def rows(world: World) -> list[ComparisonRow]:
    """Those of series alone."""
    async with world.database() as database, database.read() as session:
        asked_here = select(ComparisonRow).where(ComparisonRow.guild_id == world.alice.guild.id)
        in_series = asked_here.where(ComparisonRow.series.is_not(None))
        return [*await session.scalars(in_series.order_by(ComparisonRow.id))]


def assert_harmless(shown: ResponseMessage) -> None:
    assert not shown.message.mention_everyone
    assert text(shown).count("```") % 2 == 0
    assert all(0 < len(alt) <= 1_000 for alt in alts(shown))


async def set_server(world: World, settings: ServerSettings) -> None:
    await world.bot.services.servers.change(world.alice.guild.id, lambda _: settings)


async def test_the_states_are_answered_exactly_and_the_missing_model_is_said(here: World) -> None:
    shown = await ask_each(here, STATES)
    assert "**10** US states with `d`\nColorado, Delaware, Florida" in text(shown)
    assert "**No answer from the model.** The model is switched off here" in text(shown).replace("\\", "")
    assert "50 answers logged" in text(shown)
    [alt] = alts(shown)
    assert alt == (
        "Tiles of the US states. 10 contain d: Colorado, Delaware, Florida, Idaho, Indiana, Maryland, Nevada, "
        "North Dakota, Rhode Island, South Dakota."
    )
    assert [file.filename for file in shown.attachments] == ["tiles.png"]


async def test_all_fifty_are_logged_as_a_series_and_not_in_the_history(here: World) -> None:
    await ask_each(here, "Which US states contain the letter D?")
    kept = await rows(here)
    assert [row.word for row in kept] == [*NAME_LISTS["US states"].names]
    assert {(row.kind, row.letter, row.form, row.series) for row in kept} == {("contains", "D", "plain", "which")}
    assert {(row.user_id, row.channel_id, row.private) for row in kept} == {(here.alice.id, here.channel.id, False)}
    assert Counter(row.exact for row in kept) == {True: 10, False: 40}
    florida = next(row for row in kept if row.word == "Florida")
    assert (florida.true_count, florida.word_length, florida.word_token_count) == (1, 7, 1)
    assert florida.question == "Does Florida contain the letter D?"
    assert "switched off" in (florida.model_missing or "")
    assert "Does Florida" not in text(card(await history_of(here.bob, here.channel)))


@pytest.mark.parametrize("names", [key for key in NAME_LISTS if key != "countries"])
async def test_every_list_can_be_asked_about(here: World, names: str) -> None:
    shown = await ask_each(here, f"Which {names} contain the letter e?")
    assert f"{names} with `e`" in text(shown)
    assert f"{len(NAME_LISTS[names].names)} answers logged" in text(shown)
    [alt] = alts(shown)
    assert alt.startswith(f"Tiles of the {names}.")


async def test_those_without_are_named_where_they_are_wanted(here: World) -> None:
    shown = await ask_each(here, "Which months do not contain the letter r?")
    assert "**4** months without `r`\nMay, June, July, August" in text(shown)
    shown = await ask_each(here, "How many elements contain the letter j?")
    assert "**0** elements with `j`\nnone" in text(shown)


async def test_what_is_too_long_for_a_card_is_in_a_file(here: World) -> None:
    shown = await ask_each(here, "Which elements contain the letter i?")
    assert "**96** elements with `i`\nlisted in the file" in text(shown)
    _, file = shown.attachments
    lines = (await file.read()).decode().splitlines()
    assert lines[:3] == ["name\texact\tmodel", "Hydrogen\tno\t", "Helium\tyes\t"]
    assert len(lines) == 119
    shown = await ask_each(here, "Which US states contain the letter a?")
    assert [attached.filename for attached in shown.attachments] == ["tiles.png"]


async def test_a_ladder_shows_the_tokens_of_each_form(here: World) -> None:
    shown = await four_ways(here, "r", "strawberry")
    assert "`r` occurs **3 times** in `strawberry`" in text(shown)
    assert "**No answer from the model.**" in text(shown)
    assert "4 answers logged" in text(shown)
    [strips] = alts(shown)
    assert "as it is: ␣strawberry (101830). in quotes: st (302), raw (1618), berry (19772)." in strips
    assert "letter by letter: ␣s (" in strips
    kept = await rows(here)
    assert [(row.form, row.series, row.word, row.exact, row.true_count) for row in kept] == [
        (form, "ladder", "strawberry", 3, 3) for form in ("plain", "quoted", "spaced", "numbered")
    ]
    assert [row.word_token_count for row in kept[:3]] == [1, 3, 10]


@pytest.mark.parametrize("letter", ["é", "ß", "ש", "e\u0301"], ids=ascii)
async def test_odd_letters_are_looked_for_and_have_no_effect(here: World, letter: str) -> None:
    shown = await ask_each(here, f"Which days of the week contain '{letter}'?")
    assert "**0** days of the week with" in text(shown)
    assert_harmless(shown)
    assert [row.exact for row in await rows(here)] == [False] * 7


@pytest.mark.parametrize("letter", ["ss", "7", FAMILY, "@everyone", "**"], ids=ascii)
async def test_what_is_no_letter_is_asked_of_nobody(here: World, letter: str) -> None:
    shown = await ask(here, f"Which US states contain '{letter}'?")
    assert f"**{4 if letter == 'ss' else 0}** US states with" in text(shown)
    assert EACH not in labels(shown)
    assert_harmless(shown)
    assert await rows(here) == []


@pytest.mark.parametrize("letter", ["é", "ß", "ש", "e\u0301", "ﬁ", "中"], ids=ascii)
async def test_odd_letters_are_counted_in_every_form(here: World, letter: str) -> None:
    shown = await four_ways(here, letter, f"a{letter}b {letter}")
    assert "occurs **twice** in" in text(shown)
    assert_harmless(shown)
    assert [row.exact for row in await rows(here)] == [2, 2, 2, 2]


@pytest.mark.parametrize(
    ("letter", "word"),
    [("ss", "mississippi"), ("7", "b747"), (FAMILY, "a"), ("\u0301", "a"), ("r", "r" * 101)],
    ids=ascii,
)
async def test_four_ways_take_one_letter_and_a_word(here: World, letter: str, word: str) -> None:
    shown = card(await count(here, letter, word))
    assert FOUR_WAYS not in labels(shown)
    assert await rows(here) == []


@pytest.mark.parametrize(
    ("word", "forms"),
    [("r2d2", 3), ("a,b", 3), ("½ pint", 3), ("٣ d", 3), ("a-b", 4), ("ice cream", 4)],
)
async def test_what_has_digits_or_commas_is_not_numbered(here: World, word: str, forms: int) -> None:
    shown = await four_ways(here, "d", word)
    assert ("With its letters numbered the word is left out" in text(shown)) == (forms == 3)
    assert [row.form for row in await rows(here)] == ["plain", "quoted", "spaced", "numbered"][:forms]


@pytest.mark.parametrize(
    "word", [FAMILY * 12, "שלום עולם", "e\u0301le\u0300ve", "@everyone", "```", "\ud800", "W" * 100, "<|endoftext|>"],
    ids=ascii,
)  # fmt: skip
async def test_odd_words_climb_the_ladder(here: World, word: str) -> None:
    shown = await four_ways(here, "e", word)
    assert "4 answers logged" in text(shown)
    assert_harmless(shown)


async def test_the_buttons_work_after_a_restart_for_whoever_sees_the_card(world: World, settings: Settings) -> None:
    asked, counted = await ask(world, STATES), await ask(world, "How many r's are in strawberry?")
    await world.restart(settings)
    shown = card(await world.bob.click(asked, label=EACH))
    assert not shown.ephemeral
    assert "50 answers logged" in text(shown)
    assert "4 answers logged" in text(card(await world.bob.click(counted, label=FOUR_WAYS)))
    assert {row.user_id for row in await rows(world)} == {world.bob.id}


async def test_what_belongs_to_a_private_card_stays_private(world: World) -> None:
    await set_server(world, ServerSettings("cl100k_base", private=True))
    await ask(world, STATES)
    refused = card(await press(world, world.bob, AskEach(1, "US states", "d", without=False)))
    assert "You cannot open this card. Use /ask" in refused.content
    forged = card(await press(world, world.alice, AskEach(1, "passwords", "d", without=False)))
    assert "A list is asked about one letter at a time. Use /ask again." in forged.content
    assert await rows(world) == []


async def test_a_server_s_settings_are_kept_to(here: World) -> None:
    await set_server(here, ServerSettings("cl100k_base", private=True, model=False, log=False))
    shown = await ask_each(here, STATES)
    assert shown.ephemeral
    assert "switched the model off here" in text(shown)
    assert "switched the log off here" in text(shown)
    shown = await four_ways(here, "r", "strawberry")
    assert shown.ephemeral
    assert "␣strawberry (73700)" in alts(shown)[0]
    assert await rows(here) == []


async def test_a_log_that_cannot_be_written_never_costs_the_answer(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    services = world.bot.services
    server = await services.servers.get(world.alice.guild.id)
    viewer = Viewer(world.alice.id, world.channel.id, world.alice.guild.id, private=False, when=world.env.now())
    with world.broken_database():
        made = await names_asked_card(services, viewer, Which("US states", "d"), server)
    said = "\n".join(item.content for item in made.walk_children() if isinstance(item, ui.TextDisplay))
    assert "**10** US states" in said
    assert "These answers could not be logged" in said
    assert caplog.text.count("attempt 2 of 2") == 1
