"""The tool of ``/lab``, as members use it, without a model."""

import pytest
from simcord.results import ResponseMessage
from sqlalchemy import delete, select

from bot.letters import Count, in_words
from bot.storage import ServerSettings
from bot.storage.tables import ComparisonRow
from tests.own import history as history_of
from tests.world import World, alts, card, labels, text

QUESTION = "How many r's are in strawberry?"


async def rows(world: World) -> list[ComparisonRow]:
    async with world.database() as database, database.read() as session:
        asked_here = select(ComparisonRow).where(ComparisonRow.guild_id == world.alice.guild.id)
        return [*await session.scalars(asked_here.order_by(ComparisonRow.id))]


async def ask(world: World, question: str) -> ResponseMessage:
    return card(await world.alice.slash(world.channel, "lab", question=question))


async def test_the_exact_answer_comes_without_a_model_and_what_is_missing_is_said(here: World) -> None:
    shown = await ask(here, QUESTION)
    assert "`r` occurs **3 times** in `strawberry`" in text(shown)
    for name in ("Alone", "Free to call it", "Held to a grammar"):
        assert f"**{name}** · no answer. The model is switched off here" in text(shown).replace("\\", "")
    assert alts(shown) == []
    assert not shown.attachments


async def test_three_comparisons_are_kept_as_a_series_of_the_tool_s_forms(here: World) -> None:
    await ask(here, QUESTION)
    kept = await rows(here)
    assert [(row.form, row.series, row.word, row.letter, row.exact) for row in kept] == [
        (form, "tool", "strawberry", "r", 3) for form in ("tool-none", "tool-free", "tool-grammar")
    ]
    assert {(row.question, row.user_id, row.word_token_count) for row in kept} == {(QUESTION, here.alice.id, 1)}
    assert "Nothing has been asked here yet" in text(card(await history_of(here.bob, here.channel)))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Spell strawberry", "The tool counts one letter in a text, and nothing else."),
        ("Which months contain an r?", "The tool counts one letter in a text, and nothing else."),
        ("How many “ss” are in mississippi?", "This takes one letter: /lab question:"),
        ("Hello!", "I cannot read a letter question in that."),
    ],
)
async def test_what_it_cannot_count_is_refused_privately_and_says_how_to_ask(
    here: World, question: str, said: str
) -> None:
    result = await here.alice.slash(here.channel, "lab", question=question)
    assert said in here.refusal(result)
    assert card(result).ephemeral
    assert await rows(here) == []


@pytest.mark.parametrize(
    "word",
    ["שלום שלום", "👩‍👩‍👧 e", "@everyone", "` ``` e", "<|im_end|>", "‮e", "e, e) = 3", "__import__('e')"],
    ids=ascii,
)
async def test_odd_texts_have_no_effect(here: World, word: str) -> None:
    letter = "ש" if "ש" in word else "e" if "e" in word else "m"
    shown = await ask(here, f"How many {letter}'s are in “{word}”?")
    assert not shown.message.mention_everyone
    assert text(shown).count("```") % 2 == 0
    assert len(await rows(here)) == 3


async def test_the_details_lead_there_to_who_presses_alone(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "ask", question=in_words(Count("banana", "n"))))
    details = card(await here.bob.click(shown, label="Details"))
    assert labels(details) == ["Give it a tool"]
    given = card(await here.bob.click(details, label="Give it a tool"))
    assert given.ephemeral
    assert "`n` occurs **twice** in `banana`" in text(given)
    kept = await rows(here)
    assert [row.question for row in kept] == [in_words(Count("banana", "n"))] * 4
    assert [(row.user_id, row.private) for row in kept] == [(here.alice.id, False)] + [(here.bob.id, True)] * 3


async def test_what_the_tool_cannot_count_has_no_such_button(here: World) -> None:
    for question in ("Reverse stressed", "How many “ss” are in mississippi?", f"How many a's are in '{'a' * 200}'?"):
        shown = card(await here.alice.slash(here.channel, "ask", question=question))
        assert labels(card(await here.alice.click(shown, label="Details"))) == []


async def test_a_question_that_was_deleted_is_said_to_be(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "ask", question=in_words(Count("banana", "n"))))
    details = card(await world.alice.click(shown, label="Details"))
    async with world.database() as database, database.write() as session:
        await session.execute(delete(ComparisonRow))
    result = await world.alice.click(details, label="Give it a tool")
    assert "That comparison is no longer kept. Choose A tool that counts under /lab." in card(result).content


async def test_a_server_s_settings_are_kept_to(here: World) -> None:
    settings = ServerSettings("cl100k_base", private=True, model=False, log=False)
    await here.bot.services.servers.change(here.alice.guild.id, lambda _: settings)
    shown = await ask(here, QUESTION)
    assert shown.ephemeral
    assert "switched the model off here" in text(shown)
    assert "switched the log off here" in text(shown)
    assert await rows(here) == []


async def test_a_log_that_cannot_be_written_never_costs_the_answer(world: World) -> None:
    with world.broken_database():
        shown = await ask(world, QUESTION)
    assert "`r` occurs **3 times**" in text(shown)
    assert "These answers could not be logged" in text(shown)


async def test_another_question_is_asked_by_a_form(here: World) -> None:
    form = await here.bob.click(await ask(here, QUESTION), label="Another question")
    shown = card(await here.bob.submit_modal(form, {"question": "How many n's are in banana?"}))
    assert "`n` occurs **twice** in `banana`" in text(shown)
    method = card(await here.bob.click(shown, label="Method"))
    assert method.ephemeral
    assert "**Does not show** that the model can count now" in text(method)
    assert "arXiv:2302.04761" in text(method)
