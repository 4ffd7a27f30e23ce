"""Lessons met by odd words, forged buttons, no model, a broken file, and somebody who leaves."""

from pathlib import Path

import pytest

from bot.config import LessonSettings, Settings
from bot.lessons import mark_of
from bot.ui.buttons.learn import (
    AnswerLesson,
    LessonAnew,
    LookAtResult,
    OpenLesson,
    ShareLesson,
    TogetherLesson,
    TurnLesson,
    UseLessonWords,
    UseOwnWords,
)
from tests.learning import LESSON, answers_of, open_lesson, press, progress_of, take
from tests.raw import forge
from tests.world import World, card, enter, labels, text

WORDS = mark_of("strawberry")


async def give(world: World, words: str) -> str:
    """What alice is shown once she tries the first card of *Tokens* on these words."""
    shown = await open_lesson(world, world.alice, "tokens")
    form = await world.alice.click(shown, label=labels(shown)[5])
    answer = card(await world.alice.submit_modal(form, {"words": words}))
    return text(answer) or answer.content


@pytest.mark.parametrize(
    "words",
    ["🍓👩‍👩‍👧", "שלום עולם", "@everyone <@1> <#2>", "a`b``c", "**bold** [x](https://example.org)", "{tokens}", "İ"],
)
async def test_odd_words_are_shown_as_text(world: World, words: str) -> None:
    said = await give(world, words)
    assert "into how many tokens" in said.casefold()
    assert (await progress_of(world, world.alice, "tokens")).words == {0: words}
    shown = await open_lesson(world, world.alice, "tokens")
    right, _ = await answers_of(world, world.alice, "tokens")
    assert f"✅ **{right}** is right" in text(await press(world, world.alice, shown, right))
    sent = world.sent()[-1]
    assert sent["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize("words", ["   ", "\u200b" * 3, "x" * 2_000])
async def test_words_that_cannot_be_are_refused_or_shown_visibly(here: World, words: str) -> None:
    learning, alice = here.bot.services.learning, here.alice
    if words.strip() and len(words) < 200:
        assert "U+200B" in await give(here, words)
        return
    with pytest.raises(Exception, match=r"Give me some words|2,000 characters, and 200 is the most"):
        await learning.use_words(alice.id, "tokens", 0, words, here.env.now())
    assert not (await progress_of(here, alice, "tokens")).words


async def test_words_that_are_refused_may_be_given_again(here: World) -> None:
    lesson = await open_lesson(here, here.alice, "pairs")
    form = await here.alice.click(lesson, label="Use my own words")
    refused = card(await here.alice.submit_modal(form, {"words": "a"}))
    assert refused.ephemeral
    assert labels(refused) == ["Other words"]
    form = await here.alice.click(refused, label="Other words")
    shown = card(await here.alice.submit_modal(form, {"words": "banana, banana"}))
    assert "`banana, banana`" in text(shown)


async def test_forged_buttons_reach_nothing(here: World) -> None:
    for asked, said in (
        (OpenLesson("poetry"), "no longer have that lesson"),
        (TurnLesson("poetry", 1, "Next"), "no longer have that lesson"),
        (AnswerLesson("tokens", 9, WORDS, 0), "no such card"),
        (AnswerLesson("tokens", 0, WORDS, 9), "no such answer"),
        (LookAtResult("poetry", 0, WORDS), "no longer have that lesson"),
        (UseOwnWords("tokens", 9), "takes no other words"),
        (UseOwnWords("tokens", 4), "takes no other words"),
        (UseLessonWords("tokens", 9), "no such card"),
        (TogetherLesson("poetry"), "no longer have that lesson"),
        (LessonAnew("poetry"), "no longer have that lesson"),
        (ShareLesson("tokens"), "no result to share yet"),
    ):
        assert said in await forge(here, here.channel, here.bob, asked), asked
    assert not await here.bot.services.learning.progress.every(here.bob.id)


async def test_an_answer_counts_once_and_for_the_words_that_were_asked(here: World) -> None:
    shown = await open_lesson(here, here.alice, "tokens")
    learning, now = here.bot.services.learning, here.env.now()
    await learning.answer(here.alice.id, "tokens", 0, WORDS, 0, now)
    again = await press(here, here.alice, shown, "Three")
    assert "❌ You said **One**" in text(again)
    await learning.use_words(here.alice.id, "tokens", 0, "pie", now)
    kept = await learning.answer(here.alice.id, "tokens", 0, WORDS, 2, now)
    assert kept.answers == {}


async def test_nothing_is_said_that_is_not_kept(world: World) -> None:
    shown = await open_lesson(world, world.alice, "tokens")
    with world.broken_database():
        refused = card(await world.alice.click(shown, label="Three"))
    assert "My memory cannot be" in refused.content
    assert (await progress_of(world, world.alice, "tokens")).answers == {}


async def test_where_no_model_is_there_the_lesson_goes_on(here: World) -> None:
    shown = await open_lesson(here, here.alice, "vectors")
    assert "This experiment cannot be done now." in text(shown)
    assert "What is behind an id" in text(shown)
    for label in ("Next", "Next", "Next", "Next", "Result"):
        assert label in labels(shown)
        shown = await press(here, here.alice, shown, label)
    assert "You guessed **0 of 5** right" in text(shown)


async def test_a_teacher_s_lesson_is_taken_and_a_broken_one_left_out(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "pies.toml").write_text(LESSON, "utf-8")
    (folder / "bad.toml").write_text(LESSON.replace("minutes = 2", ""), "utf-8")
    async with enter(settings.model_copy(update={"lessons": LessonSettings(folder=folder)})) as world:
        assert "A lesson is left out: bad.toml: minutes: it is missing; write it." in caplog.text
        menu = card(await world.alice.slash(world.channel, "learn"))
        assert "**9. Pies** · 2 min" in text(menu)
        assert "You guessed **3 of 4** right" in text(await take(world, world.alice, "pies", wrong_at=0))
        end = await open_lesson(world, world.alice, "pies")
        reading = card(await world.alice.click(end, label="Where to read on"))
        assert "Where to read on" in text(reading)


async def test_what_is_chosen_is_offered_and_typed_titles_are_known(here: World) -> None:
    offered = await here.alice.autocomplete(here.channel, "learn", "lesson", "dots")
    assert [each["value"] for each in offered] == ["dots"]
    assert "1 of 5" in text(await open_lesson(here, here.alice, "Tokens"))
    assert "How tokens are made · 1 of 4" in text(await open_lesson(here, here.alice, "are made"))
    assert "Where to read on" in text(card(await here.alice.slash(here.channel, "learn", lesson="more")))
    assert "no such lesson" in here.refusal(await here.alice.slash(here.channel, "learn", lesson="cakes"))


async def test_all_of_it_is_exported_and_deleted(here: World) -> None:
    await give(here, "my own pie")
    await take(here, here.alice, "tokens", wrong_at=0)
    me = card(await here.alice.slash(here.channel, "me"))
    offer = card(await here.alice.click(me, label="Export"))
    exported = card(await here.alice.select(offer, ["mine:csv"]))
    assert "**Lessons**" in text(exported)
    me = card(await here.alice.slash(here.channel, "me"))
    ask = card(await here.alice.click(me, label="Delete everything"))
    assert "how far you are in 1 lesson" in text(ask)
    await here.alice.click(ask, label="Delete")
    assert not await here.bot.services.learning.progress.every(here.alice.id)
