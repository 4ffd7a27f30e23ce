"""Trainings of ``/lab`` as members see it, with the real process that trains."""

import os
import signal

import discord
import pytest
from simcord.components import walk_components
from simcord.results import InteractionResult, ResponseMessage

from bot.config import Settings
from bot.lab.presets import RATES
from bot.services.recipes import MOST_RATE, OWN, Recipe
from bot.ui import Card
from bot.ui.buttons.lab_train import StartTraining, StopTraining, TrainAgain, VoteForRate
from bot.ui.card import MAX_FILE_BYTES
from bot.ui.sending import send
from tests.quizzing import told
from tests.raw import send_press
from tests.talking import labels_of, said_by_bot, shown
from tests.trainings import SHORT, begin, card_with, posted
from tests.waiting import until
from tests.world import World, alts, card, labels, options, text

OWN_TEXT = "Train on a text of yours"
LINES = "\n".join(f"{first}{second}{third}" for first in "bdgk" for second in "aeiou" for third in "nrst")
HEBREW = "\n".join(["שלום עולם", "עולם טוב", "שלום טוב", "יום טוב", "מרחבא مرحبا", "ערב טוב"] * 3)


async def trained(world: World, recipe: Recipe = SHORT) -> ResponseMessage:
    """The last card of a training that alice begins by a button."""
    return card(await world.alice.click(await posted(world, TrainAgain(recipe)), label="Press"))


async def until_answered(world: World, words: str) -> None:
    """Wait until the bot's last answer has these words."""
    await until(lambda: words in str(world.env.http_requests[-1].json), f"an answer with “{words}”")


def stop_id(message: discord.Message) -> str:
    """What the Stop button of a card asks for."""
    ids = [
        button.custom_id or ""
        for container in message.components
        if isinstance(container, discord.Container)
        for row in container.children
        if isinstance(row, discord.ActionRow)
        for button in row.children
        if isinstance(button, discord.Button)
    ]
    return next(each for each in ids if each.startswith("train-stop"))


async def film_of(message: ResponseMessage) -> bytes:
    return await next(file for file in message.attachments if file.filename == "training.gif").read()


async def own(world: World, given: str, **chosen: str) -> InteractionResult:
    """What comes of a text that is written into the form."""
    asked = await world.alice.click(card(await world.alice.slash(world.channel, "lab")), label=OWN_TEXT)
    assert asked.modal is not None
    return await world.alice.submit_modal(asked, {"text": given, **chosen})


async def test_without_a_vote_it_trains_at_the_rate_that_goes_well_and_is_shown_to_its_end(here: World) -> None:
    poll = card(await here.alice.slash(here.channel, "lab", preset="language", seed=7))
    ended = card(await here.alice.click(poll, label="Start now"))
    assert "### A tiny language\n-# learning rate 0.003 · seed 7 · 600 steps" in text(ended)
    assert "(0: certain and right), went from" in text(ended)
    assert "`the cold dax` → `the cold dax" in text(ended)
    assert "In the film the map keeps the axes of the last step." in text(ended)
    assert labels(ended) == ["Go on to 1,200 steps", "Same seed again", "Method"]
    assert [value for value, _ in options(ended)] == [f"{rate:g}" for rate in RATES if rate != 0.003]
    [film] = alts(ended)
    assert "on the axes of the last. Step 600 of 600. The loss on what is learnt went from" in film
    assert "Likeliest after “the cold dax”:" in film
    method = card(await here.bob.click(ended, label="Method"))
    assert method.ephemeral
    assert "**Does not show** true distances" in text(method)
    assert (await film_of(ended)).startswith(b"GIF89a")
    assert len(await film_of(ended)) < MAX_FILE_BYTES


async def test_the_same_seed_gives_the_same_film_and_another_rate_another_one(here: World) -> None:
    first = await trained(here)
    again = card(await here.bob.click(first, label="Same seed again"))
    assert again.id != first.id
    assert await film_of(again) == await film_of(first)
    assert text(again) == text(first)
    other = card(await here.alice.select(again, ["0.03"]))
    assert "learning rate 0.03 · seed 7 · 12 steps" in text(other)
    assert await film_of(other) != await film_of(first)
    more = card(await here.alice.click(first, label="Go on to 24 steps"))
    assert "learning rate 0.003 · seed 7 · 24 steps" in text(more)


@pytest.mark.usefixtures("brief")
async def test_members_vote_and_the_most_votes_decide(world: World) -> None:
    poll = card(await world.alice.slash(world.channel, "lab", preset="language", seed=7))
    assert "A tiny language: vote on the learning rate" in text(poll)
    assert "Too small, and it learns slowly." in text(poll)
    assert "300 is far too large" in text(poll)
    assert labels(poll) == [*(f"{rate:g}" for rate in RATES), "Start now"]
    await world.alice.click(poll, label="0.0001")
    await world.bob.click(poll, label="0.03")
    counted = card(await world.alice.click(poll, label="0.03 · 1 vote"))  # the last one counts
    assert labels(counted)[2] == "0.03 · 2 votes"
    refused = await world.bob.click(poll, label="Start now")
    assert "or someone who manages messages here, can start it" in told(refused)
    await world.manager.click(poll, label="0.003")
    assert world.channel.guild
    elsewhere = world.channel.guild.create_text_channel("elsewhere")
    await world.env.settle()
    ids = [str(part.get("custom_id")) for part in walk_components(poll.components)]
    run = next(vote.run for each in ids if (vote := VoteForRate.read(each)))
    for asked in (VoteForRate(run, 0.003), StartTraining(run)):
        card_there = Card().row([asked.button("Press")])
        forged = await send(world.bot.get_partial_messageable(elsewhere.id), card_there)
        assert "This vote is over." in told(await world.manager.click(forged, label="Press"))
    await world.env.advance_time(21)
    await until(lambda: "Go on to 40 steps" in labels_of(said_by_bot(world)[0]), "the training's end")
    [ended] = said_by_bot(world)
    assert "learning rate 0.03 · seed 7" in shown(ended)
    late = await world.bob.click(await posted(world, VoteForRate(1, 0.03)), label="Press")
    assert "This vote is over. Choose Watch one train under /lab to begin another training." in told(late)
    assert "I was restarted before the training began" in shown(said_by_bot(world)[-1])


async def test_stop_ends_it_in_the_middle_for_who_has_begun_it(world: World) -> None:
    await begin(world, world.alice)
    message = await card_with(world, "Training: step")
    assert labels_of(message) == ["Stop"]
    send_press(world, world.bob, message, stop_id(message))
    await until_answered(world, "or someone who manages messages here, can stop it")
    send_press(world, world.alice, message, stop_id(message))
    await world.env.settle()
    ended = said_by_bot(world)[-1]
    assert "**Stopped** after step" in shown(ended)
    assert "seed 7" in shown(ended)
    assert labels_of(ended) == ["Same seed again", "Method"]  # it was to be as long as a training may be


async def test_a_killed_process_closes_the_card_and_the_next_training_goes_well(world: World) -> None:
    await begin(world, world.alice)
    await card_with(world, "Training: step")
    pid = world.bot.services.laboratory.pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    await world.env.settle()
    ended = shown(said_by_bot(world)[-1])
    assert "**Cut short** after step" in ended
    assert "of 4,000, the last that was looked at, seed 7: The process that trained it has stopped" in ended.replace(
        "\\", ""
    )
    assert "12 steps" in text(await trained(world))


async def test_the_second_of_a_server_waits_and_is_told_its_place(world: World) -> None:
    await begin(world, world.alice)
    first = await card_with(world, "Training: step")
    await begin(world, world.bob, SHORT)
    await card_with(world, "It waits: 1 training here goes before it, as I train one at a time.")
    await begin(world, world.bob, SHORT)
    await until_answered(world, "You have a training already")
    send_press(world, world.manager, first, stop_id(first))
    await until_answered(world, "can stop it")  # manages the server, not messages
    send_press(world, world.alice, first, stop_id(first))
    await world.env.settle()
    assert any("**Stopped** after step" in shown(message) for message in said_by_bot(world))
    assert any("· 12 steps\n**dax** and **wug** are used alike" in shown(message) for message in said_by_bot(world))
    assert not any("Stop" in labels_of(message) for message in said_by_bot(world))


async def test_the_bot_ends_while_one_trains_one_waits_and_one_is_voted_on(world: World, settings: Settings) -> None:
    poll = card(await world.manager.slash(world.channel, "lab", seed=7))
    await begin(world, world.alice)
    await card_with(world, "Training: step")
    await begin(world, world.bob)
    await card_with(world, "It waits: 1 training here")
    await world.bot.close()
    told = [shown(message) for message in said_by_bot(world) if "seed 7" in shown(message)]
    assert len(told) == 3
    assert all("**Cut short** after step" in each and "I was restarted." in each for each in told)
    assert not any({"Stop", "Start now"} & {*labels_of(message)} for message in said_by_bot(world))
    await world.restart(settings)
    again = next(message for message in said_by_bot(world) if message.id == poll.id)
    assert "Same seed again" in labels_of(again)


async def test_what_a_killed_bot_has_left_is_closed_by_its_buttons(world: World) -> None:
    pressed = await world.alice.click(await posted(world, StopTraining(5, SHORT)), label="Press")
    assert "This training is over. Choose Watch one train under /lab to begin another one." in told(pressed)
    left = said_by_bot(world)[-1]
    assert "seed 7 · 12 steps\nThis training is over: I was restarted." in shown(left)
    assert labels_of(left) == ["Go on to 24 steps", "Same seed again", "Method"]
    assert "This vote is over." in told(await world.bob.click(await posted(world, StartTraining(5)), label="Press"))
    assert "This vote is over: I was restarted" in shown(said_by_bot(world)[-1])


async def test_a_rate_that_is_too_large_is_shown_as_what_it_is(here: World) -> None:
    for rate in (3.0, MOST_RATE):
        ended = await trained(here, Recipe("language", 0, 7, rate, 24))
        assert "**It had exploded by step" in text(ended)
        assert ("no numbers (NaN)" in text(ended)) is (rate == MOST_RATE)
        assert all("It had exploded by step" in alt for alt in alts(ended))


@pytest.mark.parametrize("given", [" ", "a", "aaaa", "\n\n"])
async def test_a_text_without_two_lines_is_refused(here: World, given: str) -> None:
    assert "There is too little in that text" in here.refusal(await own(here, given))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"rate": "fast"}, "A learning rate is a number from 0.0001 to 1,000"),
        ({"rate": "nan"}, "A learning rate is a number from 0.0001 to 1,000"),
        ({"rate": "0"}, "A learning rate is a number from 0.0001 to 1,000"),
        ({"seed": "-1"}, "A seed is a whole number from 0 to 2,147,483,647."),
        ({"seed": "9999999999"}, "A seed is a whole number"),
    ],
)
async def test_a_seed_or_a_rate_that_cannot_be_is_refused(here: World, chosen: dict[str, str], said: str) -> None:
    assert said in here.refusal(await own(here, LINES, **chosen))


@pytest.mark.usefixtures("brief")
async def test_a_private_training_starts_without_a_vote(here: World) -> None:
    ended = card(await here.alice.slash(here.channel, "lab", preset="language", seed=7, private=True))
    assert ended.ephemeral
    assert "Go on to 40 steps" in labels(ended)


@pytest.mark.usefixtures("brief")
async def test_a_text_of_one_s_own_is_learnt_and_can_be_learnt_again_by_the_channel(here: World) -> None:
    ended = card(await own(here, LINES, rate="0.03", seed="3"))
    assert "learning rate 0.03 · seed 3" in text(ended)
    again = card(await here.bob.click(ended, label="Same seed again"))
    assert await film_of(again) == await film_of(ended)
    await here.bot.services.members.forget(here.alice.id)
    assert "This text is gone" in told(await here.bob.click(ended, label="Same seed again"))


@pytest.mark.usefixtures("brief")
async def test_a_text_from_right_to_left_and_hostile_words(here: World) -> None:
    ended = card(await own(here, f"{HEBREW}\n@everyone <@1> ``` **bold**\n[x](http://y)", rate="0.03", seed="3"))
    assert "→ " in text(ended)
    assert len(alts(ended)) == 1


@pytest.mark.usefixtures("brief")
async def test_200_kb_are_learnt_from_a_file(here: World) -> None:
    words = "".join(f"word {number * 7919 % 9973} and {number}\n" for number in range(12_000))[:200_000]
    ended = card(await here.alice.slash(here.channel, "lab", file=("own.txt", words.encode()), rate=0.03, seed=3))
    assert "its surprise at the next token in nats" in text(ended)


async def test_an_unknown_recipe_is_refused(here: World) -> None:
    for recipe in (Recipe("nothing", 0, 7, 0.003, 12), Recipe("language", 0, 2**40, 0.003, 12)):
        refused = await here.alice.click(await posted(here, TrainAgain(recipe)), label="Press")
        assert "I know no such training" in told(refused)
    gone = await here.alice.click(await posted(here, TrainAgain(Recipe(OWN, 99, 7, 0.003, 12))), label="Press")
    assert "This text is gone" in told(gone)
