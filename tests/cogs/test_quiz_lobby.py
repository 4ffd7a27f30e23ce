"""The lobby of a quiz: who joins, what it is about, when it begins, and what of it outlives a restart."""

import asyncio
import sqlite3
from contextlib import closing

import discord
import pytest
from sqlalchemy import func, select, update

from bot.app.quizzes import open_quiz
from bot.config import Settings
from bot.letters import Asker
from bot.quiz import Proposal
from bot.storage.quiz_tables import PlayerRow, QuizRow
from tests.quiz.quizzes import NOW
from tests.quizzing import asked, begin, finish, lobby, right, session_of, standing, stop, told
from tests.raw import requests, until_sent
from tests.talking import labels_of, said_by_bot, shown
from tests.world import World, text

WAITING = 60
"""Seconds."""


async def waiting(world: World) -> int:
    """How many members are kept as waiting."""
    async with world.database() as database, database.read() as session:
        return await session.scalar(select(func.count()).select_from(PlayerRow)) or 0


def now(world: World, message_id: int) -> str:
    """A message as it is by now."""
    return shown(next(each for each in said_by_bot(world) if each.id == message_id))


def options_of(message: discord.Message) -> list[str]:
    """What the menu of a lobby offers."""
    items = discord.ui.LayoutView.from_message(message).walk_children()
    return [each.label for item in items if isinstance(item, discord.ui.Select) for each in item.options]


async def test_members_join_and_it_begins_by_itself(world: World) -> None:
    message = await lobby(world, world.alice)
    assert f"**Players:** <@{world.alice.id}>" in shown(message)
    assert f"or once <@{world.alice.id}> presses **Start now**" in shown(message)
    for _ in range(2):
        assert "You are in. The first question comes <t:" in told(await world.bob.click(message, label="Join"))
    await world.env.advance_time(1)
    assert f"**Players:** <@{world.alice.id}> · <@{world.bob.id}>" in now(world, message.id)
    assert await waiting(world) == 2
    await world.env.advance_time(WAITING)
    assert "It has begun" in now(world, message.id)
    assert "### Question 1 of 5" in shown(asked(world))
    assert await waiting(world) == 0


async def test_who_opened_it_begins_it_and_others_do_not(world: World) -> None:
    message = await lobby(world, world.alice)
    for label in ("Start now", "Stop"):
        assert "Only the person who started the quiz" in told(await world.bob.click(message, label=label))
    await world.alice.click(message, label="Start now")
    assert "### Question 1 of 5" in shown(asked(world))


async def test_another_topic_is_chosen_of_those_that_there_are(world: World) -> None:
    message = await lobby(world, world.alice)
    offered = options_of(message)
    assert "From members" not in offered
    assert "Neighbours" not in offered, "no model is ready here"
    assert "Only the person who started" in told(await world.bob.select(message, ["dots"]))
    await world.alice.select(message, ["dots"])
    assert "### A quiz: Coloured dots" in now(world, message.id)
    await world.alice.click(message, label="Start now")
    assert "Question 1 of 5 · Coloured dots" in shown(asked(world))


async def test_from_members_is_offered_once_there_is_a_question(world: World) -> None:
    assert world.channel.guild
    proposals = world.bot.services.proposals
    own = Proposal(0, world.channel.guild.id, 1, NOW, "Sky?", ("blue", "red"), "")
    await proposals.decide(await proposals.add(own), "accepted")
    assert "From members" in options_of(await lobby(world, world.alice))


async def test_called_off_it_asks_nothing(world: World) -> None:
    message = await lobby(world, world.alice)
    await world.alice.click(message, label="Stop")
    assert "### The quiz was called off: Letters" in now(world, message.id)
    assert said_by_bot(world)[-1].id == message.id
    assert world.bot.services.quizzing.sessions == []
    await begin(world, world.bob)


async def test_a_deleted_lobby_is_called_off(world: World) -> None:
    message = await lobby(world, world.alice)
    await world.bot.get_partial_messageable(world.channel.id).get_partial_message(message.id).delete()
    await world.env.advance_time(1)
    assert world.bot.services.quizzing.sessions == []


@pytest.mark.parametrize(("pressed", "answer"), [("Join", 5), ("Start now", 6), ("Another topic", 6), ("Stop", 5)])
async def test_a_press_is_acknowledged_while_the_database_is_busy_and_counts(
    world: World, pressed: str, answer: int
) -> None:
    message, session = await lobby(world, world.alice), session_of(world)
    who = world.bob if pressed == "Join" else world.alice
    with closing(sqlite3.connect(world.bot.settings.database.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = len(requests(world, "/callback"))
        chosen = pressed == "Another topic"
        press = who.select(message, ["ids"]) if chosen else who.click(message, label=pressed)
        pressing = asyncio.create_task(press)
        await until_sent(world, "/callback", before + 1)
        assert f"'type': {answer}" in requests(world, "/callback")[-1]
        assert not pressing.done()
        other.execute("ROLLBACK")
    await pressing
    joined = world.bob.id in (session.lobby.players if session.lobby else ())
    phases = {"Start now": "asking", "Stop": "over"}
    counted = {"Join": joined, "Another topic": session.plan.topic == "ids"}
    counted |= {label: session.phase() == phase for label, phase in phases.items()}
    assert [name for name, counts in counted.items() if counts] == [pressed]


async def test_a_second_start_shows_the_lobby_and_can_stop_it(world: World) -> None:
    message = await lobby(world, world.alice)
    assert "It begins <t:" in text(await standing(world, world.bob))
    await stop(world, world.alice)
    assert "called off" in now(world, message.id)


async def test_a_restart_keeps_who_has_joined_and_its_buttons(world: World, settings: Settings) -> None:
    message = await lobby(world, world.alice)
    await world.bob.click(message, label="Join")
    await world.restart(settings)
    assert session_of(world).lobby
    await world.manager.click(message, label="Join")
    await world.env.advance_time(1)
    assert all(f"<@{each.id}>" in now(world, message.id) for each in (world.alice, world.bob, world.manager))
    await world.alice.click(message, label="Start now")
    await world.alice.click(asked(world), label=right(world))
    assert "**150 points**" in await finish(world)


async def test_a_restart_after_its_time_begins_it(world: World, settings: Settings) -> None:
    message = await lobby(world, world.alice)
    async with world.database() as database, database.write() as session:
        await session.execute(update(QuizRow).values(lobby_until=world.env.now()))
    await world.restart(settings)
    await world.env.advance_time(1)
    assert "It has begun" in now(world, message.id)
    assert "### Question 1 of 5" in shown(asked(world))


async def test_it_is_opened_from_elsewhere_without_an_interaction(world: World) -> None:
    assert world.channel.guild
    who = Asker(world.bob.id, world.channel.id, world.channel.guild.id, private=False)
    assert await open_quiz(world.bot, who, world.env.now(), rounds=1) is None
    await world.bob.click(said_by_bot(world)[-1], label="Start now")
    assert labels_of(asked(world))
    assert await open_quiz(world.bot, who, world.env.now()) is not None
