"""What there is once a question is revealed, and once a quiz is over."""

import csv
import re
from io import StringIO

import discord
import pytest

from bot.ui import Card
from bot.ui.buttons.quiz import ExplainRound, QuizResults
from bot.ui.sending import send
from tests.quizzing import PAUSE, finish, picture_alts, question_of, reveal, right, start, told, wrong
from tests.talking import labels_of, said_by_bot
from tests.world import World, card, text


@pytest.mark.parametrize(
    ("topic", "page"),
    [("letters", "What counting a letter takes"), ("cut", "How it was put together"), ("ids", "Where it stands")],
)
async def test_more_is_explained_to_whoever_presses(world: World, topic: str, page: str) -> None:
    await start(world, rounds=1, topic=topic)
    question = question_of(world)
    word = question.options[question.right] if topic == "ids" else question.subject
    await reveal(world)
    revealed = said_by_bot(world)[-2]
    assert labels_of(revealed) == ["Explain more"]
    more = card(await world.bob.click(revealed, label="Explain more"))
    assert more.ephemeral
    assert f"### `{word}`" in text(more)
    assert page in text(more)
    turned = card(await world.bob.click(more, label="Back"))
    assert page not in text(turned)


async def test_what_looks_inside_a_model_says_so_where_none_is_ready(world: World) -> None:
    await start(world, rounds=1, topic="dots")
    await reveal(world)
    said = told(await world.bob.click(said_by_bot(world)[-2], label="Explain more"))
    assert "none is ready here" in said


async def test_an_open_question_is_not_explained(world: World) -> None:
    await start(world, rounds=1)
    [session] = world.bot.services.quizzing.sessions
    assert session.current
    channel = world.bot.get_partial_messageable(world.channel.id)
    forged = await send(channel, Card().row([ExplainRound(session.current.id).button("More")]))
    assert "not over yet" in told(await world.bob.click(forged, label="More"))


async def play(world: World) -> discord.Message:
    """Two rounds: bob answers both rightly, alice one wrongly: the card of the end."""
    message = await start(world, rounds=2)
    await world.bob.click(message, label=right(world))
    await world.alice.click(message, label=wrong(world))
    await reveal(world)
    await world.env.advance_time(PAUSE)
    await world.bob.click(said_by_bot(world)[-1], label=right(world))
    await finish(world)
    return said_by_bot(world)[-1]


async def test_the_end_shows_a_picture_to_share_with_names_and_medals(world: World) -> None:
    ended = await play(world)
    assert labels_of(ended) == ["Play again", "Propose a question", "Results as a file"]
    [picture] = ended.attachments
    assert picture.filename == "results.png"
    [alt] = picture_alts(ended)
    points = r"3\d\d points"  # the less, the later
    first, second = rf"🥇 bob, {points}, 2 of 2 right", r"2\. alice, 0 points, 0 of 2 right"
    assert re.match(rf"Letters · 2 questions\. {first}; {second}", alt)


async def test_equal_points_have_the_same_medal_in_the_picture(world: World) -> None:
    message = await start(world, rounds=1)
    for member in (world.alice, world.bob):
        await member.click(message, label=right(world))
    await world.manager.click(message, label=wrong(world))
    await finish(world)
    [alt] = picture_alts(said_by_bot(world)[-1])
    places = [line.split(",")[0] for line in alt.partition(". ")[2].split("; ")]
    assert places == ["🥇 alice", "🥇 bob", "3. manager"]


async def test_nobody_is_in_no_picture(world: World) -> None:
    await start(world, rounds=1)
    assert "Nobody has answered." in await finish(world)
    assert said_by_bot(world)[-1].attachments == []


async def test_results_are_a_file_for_those_who_manage_the_server(world: World) -> None:
    ended = await play(world)
    assert "Only those who may manage this server" in told(await world.alice.click(ended, label="Results as a file"))
    answer = card(await world.manager.click(ended, label="Results as a file"))
    assert answer.ephemeral
    [file] = answer.message.attachments
    rows = [*csv.DictReader(StringIO((await file.read()).decode("utf-8-sig")))]
    titles = [*rows[0]][5:]
    assert len(titles) == 2
    assert titles[0].startswith("1. How many ")
    exact, bob, alice = rows
    assert exact["member"] == "(right answers)"
    assert [bob[each] for each in ("member", "user_id", "right", "answered")] == ["bob", str(world.bob.id), "2", "2"]
    assert 300 < int(bob["points"]) <= 310
    assert [bob[title] for title in titles] == [exact[title] for title in titles]
    assert alice[titles[0]] not in ("", exact[titles[0]])
    assert alice[titles[1]] == ""


async def test_another_channel_s_quiz_is_neither_told_nor_explained(world: World) -> None:
    ended = await play(world)
    assert world.channel.guild
    elsewhere = world.channel.guild.create_text_channel("other")
    await world.env.settle()
    forged = Card().row([QuizResults(1).button("Results as a file"), ExplainRound(1).button("More")])
    there = await send(world.bot.get_partial_messageable(elsewhere.id), forged)
    assert "That quiz is gone" in told(await world.manager.click(there, label="Results as a file"))
    assert "or it is gone" in told(await world.manager.click(there, label="More"))
    here = await send(world.bot.get_partial_messageable(ended.channel.id), forged)
    assert "What counting a letter takes" in text(card(await world.manager.click(here, label="More")))
