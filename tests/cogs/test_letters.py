"""``/ask``, the form for another letter and the menu **Count letters**, as members use them, without a model."""

import pytest

from bot.config import Settings
from tests.asking import FOUR_WAYS, STATISTICS, ask, count
from tests.world import World, alts, card, labels, text


async def test_a_question_is_answered_exactly_and_the_missing_model_is_said(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "ask", question="How many r's are in strawberry?"))
    assert "`r` occurs **3 times** in `strawberry`" in text(shown)
    assert "No answer from the model." in text(shown)
    assert "switched off" in text(shown)
    assert "the vocabulary o200k\\_base reads “strawberry” as one token, “␣strawberry”, id 101830" in text(shown)
    assert alts(shown) == ["1 token, each with its id: ␣strawberry (101830)"]
    assert labels(shown) == ["See its tokens", "Details", FOUR_WAYS, "Count another letter", STATISTICS]
    [kept] = await here.bot.services.comparisons.latest(channel_id=here.channel.id, offset=0, limit=2)
    assert f"logged as #{kept.id}" in text(card(await here.alice.click(shown, label="Details")))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("does Nevada have a d?", "`Nevada` **contains** `d`"),
        ("does Texas have a d?", "`Texas` does **not** contain `d`"),
        ("which months contain a z", "**0** months with `z`\nnone"),
        ("Which US states contain the letter d?", "Colorado, Delaware, Florida, Idaho, Indiana, Maryland, Nevada"),
        ("which months don't have an r", "**4** months without `r`"),
        ("how many states contain a z", "**1** US state with `z`"),
        ("how many letters are in strawberry", "`strawberry` has **10** letters"),
        ("what is the third letter of banana", "Letter 3 of `banana`: `n`"),
        ("what is the last letter of banana", "Last letter of `banana`: `a`"),
        ("spell rhythm", "`rhythm` is spelt `r-h-y-t-h-m`"),
        ("reverse stressed", "`stressed` backwards: `desserts`"),
        ("how many z's in pizza", "`z` occurs **twice** in `pizza`"),
        ("how many q's in pizza", "`q` **never** occurs in `pizza`"),
        ("How many times does 'ss' occur in Mississippi?", "occurrences may overlap"),
        ("how many e's in élève", "matches its accented forms too"),
    ],
)
async def test_every_kind_of_question(here: World, question: str, answer: str) -> None:
    assert answer in text(card(await here.alice.slash(here.channel, "ask", question=question))).replace("\\", "")


async def test_what_frontier_models_answered_is_said_with_its_credit(here: World) -> None:
    shown = await ask(here, "How many R's are in Strawberry?")
    credit = "StrawberryBench by Florian Leuerer, CC-BY-4.0"
    assert f"13 of 14 frontier models said 3 (February 2026, {credit})." in text(shown).replace("\\", "")
    [others] = alts(card(await here.bob.click(shown, label="Details")))
    assert "3: 13 models" in others
    assert "2: 1 model (MiMo V2 Flash)" in others
    assert credit in others
    unasked = card(await count(here, "z", "strawberry"))
    assert "frontier" not in text(unasked)
    assert alts(card(await here.bob.click(unasked, label="Details"))) == []


@pytest.mark.parametrize("question", ["hello", "How many r's are in this or that?", "how many r's in ''"])
async def test_what_is_no_letter_question_is_refused_and_not_logged(here: World, question: str) -> None:
    refused = card(await here.alice.slash(here.channel, "ask", question=question))
    assert refused.ephemeral
    assert labels(refused)[-1] == "What can I ask?"
    assert await here.bot.services.comparisons.count(channel_id=here.channel.id) == 0


async def test_a_place_that_is_not_there_is_refused(here: World) -> None:
    said = here.refusal(await here.alice.slash(here.channel, "ask", question="What is the ninth letter of cat?"))
    assert "3 letters" in said


async def test_another_letter_is_counted_by_a_form_for_all_who_see_the_card(here: World) -> None:
    asked = await ask(here, "does Nevada have a d?")
    form = await here.bob.click(asked, label="Count another letter")
    shown = card(await here.bob.submit_modal(form, {"letter": "s", "text": "Mississippi"}))
    assert not shown.ephemeral
    assert "`s` occurs **4 times** in `Mississippi`" in text(shown)
    details = card(await here.bob.click(shown, label="See its tokens"))
    assert details.ephemeral
    assert "Mississippi" in text(details) or "ississ" in "".join(alts(details))


@pytest.mark.parametrize(
    ("letter", "word", "said"),
    [("is it an r?", "strawberry", "more than a letter"), (" ", "strawberry", "no letter"), ("r", " ", "no text")],
)
async def test_what_cannot_be_counted_is_refused(here: World, letter: str, word: str, said: str) -> None:
    assert said in here.refusal(await count(here, letter, word))


async def test_who_seems_to_have_swapped_the_two_is_asked(world: World, settings: Settings) -> None:
    shown = card(await count(world, "strawberry", "r"))
    assert "Did you swap them?" in text(shown)
    assert await world.bot.services.comparisons.count(channel_id=world.channel.id) == 0
    await world.restart(settings)
    counted = card(await world.bob.click(shown, label="Count r in strawberry"))
    assert "`r` occurs **3 times** in `strawberry`" in text(counted)
    assert not counted.ephemeral
    assert "**never** occurs" in text(card(await count(world, "strawberry", "x")))


@pytest.mark.parametrize("question", ["which states contain 'dd'?", "how many months contain 'ar'?"])
async def test_of_a_list_the_model_is_asked_about_one_letter_alone(here: World, question: str) -> None:
    shown = await ask(here, question)
    assert "one letter of a list at a time" in text(shown)
    assert "Not logged: no model was asked." in text(shown)
    assert labels(shown) == ["Count another letter", STATISTICS]
    assert alts(shown)[0].startswith("Tiles of the ")
    assert await here.bot.services.comparisons.count(channel_id=here.channel.id) == 0


async def test_a_long_list_is_in_a_file(here: World) -> None:
    shown = await ask(here, "Which elements contain the letter i?")
    assert "**96** elements with `i`\nlisted in the file" in text(shown)
    file, _ = shown.attachments
    assert len((await file.read()).decode().splitlines()) == 96


async def test_the_message_menu_asks_for_the_letter_and_answers_privately(here: World) -> None:
    message = await here.bob.send(here.channel, "A big black bear sat on a big black rug")
    asked = await here.alice.context_menu(here.channel, "Count letters", message)
    assert asked.modal is not None
    shown = card(await here.alice.submit_modal(asked, {"letter": "b"}))
    assert shown.ephemeral
    assert "`b` occurs **5 times**" in text(shown)


async def test_a_wrong_letter_in_the_form_is_refused(here: World) -> None:
    message = await here.bob.send(here.channel, "A big black bear")
    asked = await here.alice.context_menu(here.channel, "Count letters", message)
    assert "more than a letter" in here.refusal(await here.alice.submit_modal(asked, {"letter": "b c"}))


async def test_the_details_are_shown_to_whoever_asks_also_after_a_restart(world: World, settings: Settings) -> None:
    shown = card(await world.alice.slash(world.channel, "ask", question="does Nevada have a d?"))
    await world.restart(settings)
    details = card(await world.bob.click(shown, label="Details"))
    assert details.ephemeral
    assert "logged as #1" in text(details)
    assert "does Nevada have a d?" in text(details)


@pytest.mark.parametrize(
    "odd", ["@everyone", "<@&1>", "```", "`", "**b**", "||x||", "\ud800", "\u200b", "https://example.org", "x" * 1_500]
)
async def test_nothing_that_was_typed_pings_or_breaks_out(here: World, odd: str) -> None:
    shown = card(await count(here, "e", odd))
    details = card(await here.alice.click(shown, label="Details"))
    for message in (shown, details):
        assert "occurs" in text(message)
        assert not message.message.mention_everyone
        assert text(message).count("```") % 2 == 0


async def test_a_log_that_cannot_be_written_never_costs_the_answer(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.broken_database():
        shown = card(await world.alice.slash(world.channel, "ask", question="does Nevada have a d?"))
        assert "`Nevada` **contains** `d`" in text(shown)
        assert "could not be logged" in text(shown)
        assert labels(shown) == ["Count another letter", STATISTICS]
        assert "attempt 2 of 2" in caplog.text


async def test_an_answer_too_long_for_a_card_is_attached_whole(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "ask", question=f"reverse '{'straw' * 200}'"))
    assert "The whole answer is in the file" in text(shown)
    file, _ = shown.attachments
    assert (await file.read()).decode().strip() == ("straw" * 200)[::-1]


async def test_what_a_refusal_quotes_has_no_effect(here: World) -> None:
    question = 'What is the 99th letter of "[click](https://example.org) **b** @everyone"?'
    refused = await here.alice.slash(here.channel, "ask", question=question)
    assert "99" in here.refusal(refused)
    said = card(refused).content
    assert "\\[click](https://example.org) \\*\\*b\\*\\*" in said
    assert not card(refused).message.mention_everyone


async def test_a_half_character_in_a_long_answer_is_attached_too(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "ask", question=f"reverse '\ud800{'x' * 500}'"))
    file, _ = shown.attachments
    assert (await file.read()).decode().strip() == "x" * 500 + "\ufffd"
