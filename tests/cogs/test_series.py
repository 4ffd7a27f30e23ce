"""``/states``, ``/which`` and ``/ladder``, as members use them, without a model."""

from collections import Counter

import pytest
from simcord.results import ResponseMessage
from sqlalchemy import select

from bot.letters import NAME_LISTS
from bot.storage import ServerSettings
from bot.storage.tables import ComparisonRow
from tests.world import World, alts, card, text

FAMILY = "👩‍👩‍👧"


async def rows(world: World) -> list[ComparisonRow]:
    async with world.database() as database, database.read() as session:
        return [*await session.scalars(select(ComparisonRow).order_by(ComparisonRow.id))]


def assert_harmless(shown: ResponseMessage) -> None:
    assert not shown.message.mention_everyone
    assert text(shown).count("```") % 2 == 0
    assert all(0 < len(alt) <= 1_000 for alt in alts(shown))


async def set_server(world: World, settings: ServerSettings) -> None:
    await world.bot.services.servers.change(world.alice.guild.id, lambda _: settings)


async def test_the_states_are_answered_exactly_and_the_missing_model_is_said(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "states", letter="d"))
    assert "**10** US states with `d`\nColorado, Delaware, Florida" in text(shown)
    assert "**The model’s half is missing.** The model is switched off here" in text(shown).replace("\\", "")
    assert "50 comparisons logged" in text(shown)
    [alt] = alts(shown)
    assert alt == (
        "Tiles of the US states. 10 contain d: Colorado, Delaware, Florida, Idaho, Indiana, Maryland, Nevada, "
        "North Dakota, Rhode Island, South Dakota."
    )
    assert [file.filename for file in shown.attachments] == ["tiles.png"]


async def test_all_fifty_are_logged_as_a_series_and_not_in_the_history(world: World) -> None:
    await world.alice.slash(world.channel, "states", letter="D")
    kept = await rows(world)
    assert [row.word for row in kept] == [*NAME_LISTS["US states"].names]
    assert {(row.kind, row.letter, row.form, row.series) for row in kept} == {("contains", "D", "plain", "which")}
    assert {(row.user_id, row.channel_id, row.private) for row in kept} == {(world.alice.id, world.channel.id, False)}
    assert Counter(row.exact for row in kept) == {True: 10, False: 40}
    florida = next(row for row in kept if row.word == "Florida")
    assert (florida.true_count, florida.word_length, florida.word_token_count) == (1, 7, 1)
    assert florida.question == "Does Florida contain the letter D?"
    assert "switched off" in (florida.model_missing or "")
    assert "Nothing has been asked here yet" in text(card(await world.bob.slash(world.channel, "history")))


@pytest.mark.parametrize("names", [key for key in NAME_LISTS if key != "countries"])
async def test_every_list_can_be_asked_about(world: World, names: str) -> None:
    shown = card(await world.alice.slash(world.channel, "which", names=names, letter="e"))
    assert f"{names} with `e`" in text(shown)
    assert f"{len(NAME_LISTS[names].names)} comparisons logged" in text(shown)
    [alt] = alts(shown)
    assert alt.startswith(f"Tiles of the {names}.")


async def test_those_without_are_named_where_they_are_wanted(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "which", names="months", letter="r", without=True))
    assert "**4** months without `r`\nMay, June, July, August" in text(shown)
    shown = card(await world.alice.slash(world.channel, "which", names="elements", letter="j"))
    assert "**0** elements with `j`\nnone" in text(shown)


async def test_what_is_too_long_for_a_card_is_in_a_file(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "which", names="elements", letter="i"))
    assert "**96** elements with `i`\nlisted in the file" in text(shown)
    _, file = shown.attachments
    lines = (await file.read()).decode().splitlines()
    assert lines[:3] == ["name\texact\tmodel", "Hydrogen\tno\t", "Helium\tyes\t"]
    assert len(lines) == 119
    shown = card(await world.alice.slash(world.channel, "states", letter="a"))
    assert [attached.filename for attached in shown.attachments] == ["tiles.png"]


async def test_a_ladder_shows_the_tokens_of_each_form(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "ladder", letter="r", word="strawberry"))
    assert "`r` occurs **3 times** in `strawberry`" in text(shown)
    assert "**The model’s half is missing.**" in text(shown)
    assert "14 frontier models, February 2026: 13 said 3 · MiMo V2 Flash said 2" in text(shown)
    assert "StrawberryBench by Florian Leuerer, CC-BY-4.0" in text(shown).replace("\\", "")
    assert "4 comparisons logged" in text(shown)
    [strips] = alts(shown)
    assert "as it is: ␣strawberry (101830). in quotes: st (302), raw (1618), berry (19772)." in strips
    assert "letter by letter: ␣s (" in strips
    kept = await rows(world)
    assert [(row.form, row.series, row.word, row.exact, row.true_count) for row in kept] == [
        (form, "ladder", "strawberry", 3, 3) for form in ("plain", "quoted", "spaced", "numbered")
    ]
    assert [row.word_token_count for row in kept[:3]] == [1, 3, 10]


ODD = [
    "é", "ß", "ss", "7", FAMILY, "ש", "e\u0301", "<|endof|>", "@everyone", "`", "```", "**", "||", "\ud800", "\u200b",
    "_" * 10, "<@1>",
]  # fmt: skip


@pytest.mark.parametrize("letter", ODD, ids=ascii)
async def test_odd_letters_are_looked_for_and_have_no_effect(world: World, letter: str) -> None:
    for command, given, found in (
        ("states", {}, f"**{4 if letter == 'ss' else 0}** US states with"),
        ("which", {"names": "days of the week"}, "**0** days of the week with"),
    ):
        shown = card(await world.alice.slash(world.channel, command, letter=letter, **given))
        assert found in text(shown)
        assert_harmless(shown)
    kept = [row.exact for row in await rows(world)]
    assert (len(kept), sum(map(bool, kept))) == (57, 4 if letter == "ss" else 0)


@pytest.mark.parametrize("letter", ["é", "ß", "ש", "e\u0301", "ﬁ", "中"], ids=ascii)
async def test_odd_letters_are_counted_in_every_form(world: World, letter: str) -> None:
    shown = card(await world.alice.slash(world.channel, "ladder", letter=letter, word=f"a{letter}b {letter}"))
    assert "occurs **twice** in" in text(shown)
    assert_harmless(shown)
    assert [row.exact for row in await rows(world)] == [2, 2, 2, 2]


@pytest.mark.parametrize(
    "letter", ["ss", "7", ",", FAMILY, "@everyone", "`", "```", "**", "\ud800", "\u200b", "\u0301"], ids=ascii
)
async def test_a_ladder_takes_one_letter(world: World, letter: str) -> None:
    result = await world.alice.slash(world.channel, "ladder", letter=letter, word="strawberry")
    assert "This takes one letter: /ladder letter:r word:strawberry." in world.refusal(result)
    assert card(result).ephemeral
    assert await rows(world) == []


@pytest.mark.parametrize(
    ("word", "forms"),
    [("r2d2", 3), ("a,b", 3), ("½ pint", 3), ("٣ d", 3), ("a-b", 4), ("ice cream", 4)],
)
async def test_what_has_digits_or_commas_is_not_numbered(world: World, word: str, forms: int) -> None:
    shown = card(await world.alice.slash(world.channel, "ladder", letter="d", word=word))
    assert ("With its letters numbered the word is left out" in text(shown)) == (forms == 3)
    assert [row.form for row in await rows(world)] == ["plain", "quoted", "spaced", "numbered"][:forms]


@pytest.mark.parametrize(
    ("letter", "said"),
    [(" ", "no letter"), ("a b", "more than a letter"), ("r" * 100, "more than a letter"),
     ("<|endoftext|>", "more than a letter"), (FAMILY * 11, "more than a letter")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("command", "given"), [("states", {}), ("which", {"names": "months"}), ("ladder", {"word": "strawberry"})]
)
async def test_what_is_no_letter_is_refused_privately(
    world: World, command: str, given: dict[str, str], letter: str, said: str
) -> None:
    result = await world.alice.slash(world.channel, command, letter=letter, **given)
    refused = world.refusal(result)
    assert said in refused
    assert f"/{command} " in refused
    assert card(result).ephemeral
    assert await rows(world) == []


@pytest.mark.parametrize(
    "word", [FAMILY * 12, "שלום עולם", "e\u0301le\u0300ve", "@everyone", "```", "\ud800", "W" * 100, "<|endoftext|>"],
    ids=ascii,
)  # fmt: skip
async def test_odd_words_climb_the_ladder(world: World, word: str) -> None:
    shown = card(await world.alice.slash(world.channel, "ladder", letter="e", word=word))
    assert "4 comparisons logged" in text(shown)
    assert_harmless(shown)


async def test_an_empty_word_is_refused(world: World) -> None:
    said = world.refusal(await world.alice.slash(world.channel, "ladder", letter="e", word=" \u2003"))
    assert "no text" in said
    assert "/ladder" in said


async def test_a_server_s_settings_are_kept_to(world: World) -> None:
    await set_server(world, ServerSettings("cl100k_base", private=True, model=False, log=False))
    shown = card(await world.alice.slash(world.channel, "states", letter="d"))
    assert shown.ephemeral
    assert "switched the model off here" in text(shown)
    assert "switched the log off here" in text(shown)
    shown = card(await world.alice.slash(world.channel, "ladder", letter="r", word="strawberry"))
    assert shown.ephemeral
    assert "␣strawberry (73700)" in alts(shown)[0]
    assert await rows(world) == []


async def test_a_log_that_cannot_be_written_never_costs_the_answer(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.broken_database():
        shown = card(await world.alice.slash(world.channel, "states", letter="d"))
        assert "**10** US states" in text(shown)
        assert "These answers could not be logged" in text(shown)
        assert caplog.text.count("attempt 2 of 2") == 1
