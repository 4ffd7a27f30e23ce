"""The twins of ``/lab`` and their report as members use them, with the laboratory's own process."""

import csv
import os
import signal
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.lab.twin_report import report
from bot.lab.twins import TWIN_NAMES, TWINS, AskTwins
from bot.letters import Cell, summarize
from bot.letters.shape import Shape
from bot.storage.export import Scope
from bot.storage.tables import ComparisonRow
from bot.ui.buttons.settings import SetSwitch
from tests.asking import METHOD, statistics
from tests.own import history as history_of
from tests.quizzing import question_of, reveal, start
from tests.world import World, alts, card, labels, text


async def logged(world: World) -> Sequence[ComparisonRow]:
    async with world.database() as database, database.read() as session:
        asked_here = select(ComparisonRow).where(ComparisonRow.guild_id == world.alice.guild.id)
        return (await session.scalars(asked_here.order_by(ComparisonRow.id))).all()


async def test_twins_answer_beside_the_model_and_the_count_and_say_what_they_read(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "lab", word="Strawberry", letter="R"))
    said = text(shown)
    assert "### `r` occurs **3 times** in `strawberry`" in said
    assert "- reads letters: **3** (" in said
    assert "· ✓ right · its 3 trainings say 3, 3, 3" in said
    assert "- reads tokens: **" in said
    assert "- reads tokens, trained 10 times as long: **" in said
    assert "**No answer from the language model.**" in said
    assert "This word is one that they have learnt from" in said
    assert "3 answers of twins logged" in said
    [alt] = alts(shown)
    assert "Exact: 3. twin that reads letters: " in alt
    assert labels(shown) == ["What each read", "Another word", "Method"]
    read = card(await here.bob.click(shown, label="What each read"))
    assert read.ephemeral
    [alt] = alts(read)
    assert "twin that reads letters: 10 letters: s (19), t (20)" in alt
    assert "twin that reads tokens: 3 tokens: st (302), raw (1709), berry (9500), ? (0), r (98)." in alt
    assert "`st` was in 397 words, `raw` was in 34 words, `berry` was in 11 words." in text(read).replace("\\", "")
    assert "**Does not show** why a large model errs." in text(read)


async def test_a_token_that_was_never_met_is_named(here: World) -> None:
    said = text(card(await here.alice.slash(here.channel, "lab", word="rhythm", letter="h")))
    assert "- reads letters: **2** (" in said
    assert "- reads tokens: no guess. It has never met the token `hythm`, so what it has there is still random." in said
    assert "1 answer of twins logged" in said
    rows = await logged(here)
    assert [row.model_name for row in rows if row.series == "twins"] == ["twin that reads letters"]


async def test_another_word_is_asked_about_by_a_form(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "lab", experiment="twins"))
    assert "### `r` occurs **3 times** in `strawberry`" in text(shown)
    form = await here.bob.click(shown, label="Another word")
    again = card(await here.bob.submit_modal(form, {"word": "banana", "letter": "a"}))
    assert "### `a` occurs **3 times** in `banana`" in text(again)
    assert "**Does not show** why a large model errs." in text(card(await here.bob.click(again, label="Method")))


@pytest.mark.parametrize(
    ("word", "letter", "said"),
    [
        ("naïve", "e", "The twins have only ever seen the letters a to z, and no “ï”. Use /ask for that."),
        ("שלום", "ש", "The twins have only ever seen the letters a to z"),
        ("counterrevolutionary", "r", "The twins read words of at most 14 letters, and this has 20."),
        (" ", "r", "There is no text to count in."),
        ("melon", "lo", "The twins are asked about one letter at a time: /lab word:"),
    ],
)
async def test_what_no_twin_can_read_is_refused(world: World, word: str, letter: str, said: str) -> None:
    assert said in world.refusal(await world.alice.slash(world.channel, "lab", word=word, letter=letter))
    assert not world.bot.services.laboratory.open
    assert await logged(world) == []


async def test_every_answer_of_a_twin_is_in_the_log_and_in_no_figure_of_models(here: World) -> None:
    for word in ("strawberry", "banana"):
        await here.alice.slash(here.channel, "lab", word=word, letter="a")
    rows = [row for row in await logged(here) if row.series == "twins"]
    assert {row.model_name for row in rows} == {*TWIN_NAMES.values()}
    assert [(row.word, row.letter, row.exact, row.word_token_count) for row in rows[:2]] == [
        ("strawberry", "a", 1, 10),
        ("strawberry", "a", 1, 3),
    ]
    assert all(row.distribution and len(row.distribution) == 6 and row.prompt for row in rows)
    figures = card(await here.alice.click(await statistics(here), label="Me"))
    said = text(card(await here.alice.click(figures, label=METHOD))).replace("\\", "")
    assert "2 letter questions in the log · 0 put to a model" in said
    for name in TWIN_NAMES.values():
        own = [row.correct for row in rows if row.model_name == name]
        assert f"- {name}: counting {sum(map(bool, own)) / 2:.0%} of 2 (" in said
    mine = text(card(await here.alice.slash(here.channel, "me"))).replace("\\", "")
    right = sum(bool(row.correct) for row in rows if row.model_name == TWIN_NAMES["letters"])
    assert f"- {TWIN_NAMES['letters']}: {right} of 2\n" in mine
    exported = await here.bot.services.exports.file(Scope(user_id=here.alice.id), "csv", 10**6)
    lines = csv.DictReader(exported.content.decode().splitlines())
    assert sum(line["series"] == "twins" for line in lines) == 6
    history = text(card(await history_of(here.alice, here.channel)))
    assert "twin that" not in history


async def test_nothing_is_logged_where_the_log_is_off(here: World) -> None:
    await here.manager.click(
        card(await here.manager.slash(here.channel, "settings")), custom_id=str(SetSwitch("log", False))
    )
    said = text(card(await here.alice.slash(here.channel, "lab", word="banana", letter="a")))
    assert "Not logged: those who manage this server have switched the log off" in said
    assert await logged(here) == []


async def test_the_report_says_how_sure_it_is_and_what_it_took(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "lab", experiment="report"))
    said = text(shown)
    assert not world.bot.services.laboratory.open
    told, method = report(), text(card(await world.bob.click(shown, label="Method")))
    for record in told.twins.values():
        assert record.accuracy.low is not None
        assert record.accuracy.high is not None
        interval = f"{record.accuracy.low * 100:.1f}–{record.accuracy.high:.1%}"
        assert f"**{record.accuracy.mean:.1%}** (95% interval over trainings {interval}); over words " in said
        assert f"{record.runs[0].parameters:,} parameters · {record.runs[0].steps:,} steps" in method
    assert f"always giving the same answer is right for {told.commonest:.0%}" in said
    [curves] = alts(shown)
    assert f"{told.twins['letters'].accuracy.mean:.0%} after 600" in curves
    pressed = card(await world.bob.click(shown, label="By letters and tokens"))
    [groups] = alts(pressed)
    assert "By tokens in the word, twin that reads tokens, trained 10 times as long: 1: " in groups
    assert pressed.ephemeral


async def test_a_press_of_an_old_card_is_answered_after_a_restart(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "lab", word="banana", letter="n"))
    await world.restart(world.bot.settings)
    assert "`ban` was in " in text(card(await world.alice.click(shown, label="What each read")))


async def test_a_process_that_is_killed_is_told_and_started_again(world: World) -> None:
    laboratory = world.bot.services.laboratory
    await laboratory.ask(AskTwins("banana", "a"))
    assert laboratory.pid
    os.kill(laboratory.pid, signal.SIGKILL)
    first = await world.alice.slash(world.channel, "lab", word="banana", letter="a")
    if world.env.errors:  # it had not been noticed yet that the process is gone
        assert "Ask again in a moment." in world.refusal(first)
    again = card(await world.alice.slash(world.channel, "lab", word="banana", letter="a"))
    assert "- reads letters: **3** (" in text(again)


async def test_twins_play_along_where_the_laboratory_is_open(world: World) -> None:
    await start(world, rounds=1, difficulty="easy")
    assert question_of(world).twins == ()
    assert "twins" not in await reveal(world)
    await world.bot.services.laboratory.ask(AskTwins("banana", "a"))
    await start(world, rounds=1, difficulty="easy")
    played = question_of(world).twins
    assert played[0].name == "twin that reads letters"
    exact = question_of(world).options[question_of(world).right]
    verdict = "richtig" if str(played[0].answer) == exact else "falsch"
    assert world.channel.guild
    await world.bot.services.servers.change(world.channel.guild.id, lambda settings: replace(settings, language="de"))
    said = f"Die Zwillinge von `/lab`: Zwilling, der Buchstaben liest: **{played[0].answer}**, {verdict}"
    assert said in await reveal(world)


def test_twins_are_counted_apart() -> None:
    def cell(series: str | None, model: str, correct: bool, number: int) -> Cell:
        return Cell(Shape.of("count", "plain", series, 2, 8, 3), model, correct, number)

    models = [cell(None, "SmolLM2", True, 3), cell("ladder", "SmolLM2", False, 5)]
    twins = [cell("twins", TWIN_NAMES[twin], correct, 7) for twin in TWINS for correct in (True, False)]
    alone, mixed = summarize(models), summarize([*models, *twins])
    assert mixed.twins.keys() == {*TWIN_NAMES.values()}
    assert all((share.right, share.total) == (7, 14) for share in mixed.twins.values())
    assert (alone.counting, alone.asked, alone.put, alone.models) == (
        mixed.counting,
        mixed.asked,
        mixed.put,
        mixed.models,
    )
