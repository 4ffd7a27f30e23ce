"""``/learn`` as a member uses it who takes a lesson alone; the lessons here need no model."""

import asyncio
from typing import cast

import pytest

from bot.config import Settings
from bot.language import speaking
from bot.services.learning import Bench, Outcome
from bot.services.learning.bench import Tried
from bot.services.learning.learning import MAKERS
from tests.learning import answers_of, open_lesson, press, progress_of, step_of, take
from tests.translated import speaks
from tests.world import World, alts, card, labels, options, text


async def test_what_there_is_with_how_far_one_is(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "learn"))
    assert not shown.ephemeral
    assert "**1. Tokens** · 4 min" in text(shown)
    assert [value for value, _ in options(shown)][:2] == ["tokens", "pairs"]
    assert options(shown)[-1][0] == "more"
    await take(here, here.alice, "tokens", wrong_at=1)
    lesson = await open_lesson(here, here.alice, "pairs")
    await press(here, here.alice, await press(here, here.alice, lesson, "Just show me"), "Next")
    again = text(card(await here.alice.slash(here.channel, "learn", private=True)))
    assert "**1. Tokens** · ✅ 4 of 5" in again
    assert "**2. How tokens are made** · at card 2 of 4" in again
    assert "at card" not in text(card(await here.bob.slash(here.channel, "learn")))


async def test_a_lesson_is_taken_in_one_message_that_nobody_else_sees(here: World) -> None:
    menu = card(await here.alice.slash(here.channel, "learn"))
    shown = card(await here.alice.select(menu, ["tokens"]))
    assert shown.ephemeral
    assert "strawberry" in text(shown)
    assert labels(shown) == ["One", "Two", "Three", "Four or more", "Just show me", "Use my own words", "Together"]
    assert alts(shown) == []
    shown = await press(here, here.alice, shown, "Two")
    assert "cut?\n❌ You said **Two**. The answer is **Three**.\nTokens: **3**" in text(shown)
    assert "a program cuts the text" not in text(shown), "the introduction has been read"
    assert "3 tokens, each with its id: st (302)" in alts(shown)[0]
    shown = await press(here, here.alice, shown, "Next")
    assert "2 of 5" in text(shown)
    shown = await press(here, here.alice, shown, "Back")
    assert "❌ You said **Two**" in text(shown)


@pytest.mark.parametrize("lesson", ["tokens", "pairs"])
async def test_from_start_to_end_and_on(here: World, lesson: str) -> None:
    end = await take(here, here.alice, lesson, wrong_at=2)
    cards = len(here.bot.services.learning.lessons.lesson(lesson).cards)
    assert f"You guessed **{cards - 1} of {cards}** right" in text(end)
    assert labels(end) == ["Next lesson", "Where to read on", "Share", "Once more"]
    reading = card(await here.alice.click(end, label="Where to read on"))
    assert reading.ephemeral
    assert "Where to read on" in text(reading)
    shared = card(await here.alice.click(end, label="Share"))
    assert not shared.ephemeral
    assert f"<@{here.alice.id}> took this lesson: **{cards - 1} of {cards}**" in text(shared)
    theirs = card(await here.bob.click(shared, label="Take it too"))
    assert theirs.ephemeral
    assert f"1 of {cards}" in text(theirs)
    again = await press(here, here.alice, end, "Once more")
    assert f"1 of {cards}" in text(again)
    assert (await progress_of(here, here.alice, lesson)).best == cards - 1


async def test_behind_the_last_lesson_it_says_what_is_left(here: World) -> None:
    learning, now = here.bot.services.learning, here.env.now()
    *others, last = learning.lessons.ids
    for id_ in (*others[1:], last):
        await learning.move(here.alice.id, id_, 6, now)
    end = await open_lesson(here, here.alice, last)
    assert "This was the last one. Left: **Tokens**." in text(end)
    theirs = card(await here.alice.click(end, label="Next lesson"))
    assert "Tokens · 1 of 5" in text(theirs)
    await learning.move(here.alice.id, "tokens", 6, now)
    end = await open_lesson(here, here.alice, last)
    assert "You have done all lessons." in text(end)
    assert "Next lesson" not in labels(end)


async def test_own_words_go_from_card_to_card_and_may_be_taken_back(here: World) -> None:
    mine = "banana bandana, banana bandana in Havana"
    lesson = await open_lesson(here, here.alice, "pairs")
    form = await here.alice.click(lesson, label="Use my own words")
    shown = card(await here.alice.submit_modal(form, {"words": mine}))
    assert mine in text(shown)
    shown = await press(here, here.alice, await press(here, here.alice, shown, "Just show me"), "Next")
    assert (await step_of(here, here.alice, "pairs")).words == mine
    shown = await press(here, here.alice, shown, "Just show me")
    assert {*(await progress_of(here, here.alice, "pairs")).answers} == {0, 1}
    shown = await press(here, here.alice, await press(here, here.alice, shown, "Back"), "The lesson’s words")
    assert "she sells sea shells" in text(shown)
    assert "The lesson’s words" not in labels(shown)
    kept = await progress_of(here, here.alice, "pairs")
    assert (kept.answers, kept.words) == ({}, {}), "what was tried on them is asked anew"


async def test_a_lesson_goes_on_after_a_restart(world: World, settings: Settings) -> None:
    shown = await open_lesson(world, world.alice, "tokens")
    right, _ = await answers_of(world, world.alice, "tokens")
    shown = await press(world, world.alice, await press(world, world.alice, shown, right), "Next")
    await world.restart(settings)
    right, _ = await answers_of(world, world.alice, "tokens")
    shown = await press(world, world.alice, shown, right)
    assert f"✅ **{right}** is right" in text(shown)
    assert (await progress_of(world, world.alice, "tokens")).score == 2
    assert "2 of 5" in text(await open_lesson(world, world.alice, "tokens"))


@pytest.mark.parametrize("locale", ["de", "es-ES"])
async def test_a_lesson_is_read_in_the_member_s_language(
    world: World, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    speaks(monkeypatch, world.alice, locale)
    shown = await open_lesson(world, world.alice, "tokens")
    with speaking(locale):
        theirs = world.bot.services.learning.lessons.lesson("tokens")
    assert theirs.cards[0].title in text(shown)
    assert labels(shown)[:4] == [*theirs.cards[0].question.options]
    shown = await press(world, world.alice, shown, theirs.cards[0].question.options[2])
    assert theirs.cards[0].after.partition("**")[0] in text(shown)
    assert "1 of 5" in text(await open_lesson(world, world.bob, "tokens"))


async def test_who_has_to_wait_is_told_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = asyncio.Event()
    done = MAKERS["contexts"]

    async def slowly(bench: Bench, tried: Tried) -> Outcome:
        await world.env.external_wait(go_on.wait(), reason="an experiment that takes long")
        return await done(bench, tried)

    monkeypatch.setitem(cast("dict[str, object]", MAKERS), "contexts", slowly)
    shown = await open_lesson(world, world.alice, "tokens")
    shown = await press(world, world.alice, shown, "Three")
    await world.alice.click(shown, label="Next")
    await world.env.advance_time(2)
    assert "The experiment is being done." in str(world.sent()[-1])
    go_on.set()
    await world.env.settle()
    assert "A space makes another word of it" in str(world.sent()[-1])
