"""A lesson that a channel takes together, now or at a time."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import discord
import pytest
from simcord.results import ResponseMessage

from bot.config import Settings
from bot.lessons import Room
from bot.ui.buttons.learn import CallOffLesson, LeadLesson, LessonResults, VoteInLesson
from tests.learning import take
from tests.raw import forge
from tests.talking import guild, labels_of, said_by_bot, shown
from tests.world import World, card, labels, text


async def open_together(world: World) -> discord.Message:
    await world.alice.slash(world.channel, "learn", lesson="tokens", together=True)
    return said_by_bot(world)[-1]


async def room_of(world: World, room_id: int = 1) -> Room:
    return await world.bot.services.rooms.here(room_id, guild(world).id, world.channel.id)


def now(world: World, message: discord.Message) -> discord.Message:
    """The message as it is now."""
    return next(each for each in said_by_bot(world) if each.id == message.id)


async def test_who_takes_it_alone_may_take_it_with_the_channel(world: World) -> None:
    alone = card(await world.alice.slash(world.channel, "learn", lesson="tokens"))
    await world.alice.click(alone, label="Together")
    [message] = said_by_bot(world)
    assert labels_of(message)[-1] == "Show the result"
    assert f"<@{world.alice.id}> shows the result." in shown(message)


async def test_three_members_vote_and_who_opened_it_leads(world: World) -> None:
    message = await open_together(world)
    assert labels_of(message) == ["One", "Two", "Three", "Four or more", "Show the result"]
    assert "strawberry" in shown(message)
    for member, label in ((world.alice, "Three"), (world.bob, "One"), (world.manager, "Four or more")):
        told = card(await member.click(now(world, message), label=label))
        assert told.ephemeral
        assert f"Your answer is kept: **{label}**" in told.content
    await world.bob.click(now(world, message), label="Three")
    assert "3 answers so far" in shown(now(world, message))
    refused = card(await world.bob.click(now(world, message), label="Show the result"))
    assert "Only the person who opened" in refused.content
    await world.alice.click(now(world, message), label="Show the result")
    result = shown(now(world, message))
    assert "✅ Three · 2 votes" in result
    assert "▫️ Four or more · 1 vote\n" in result + "\n"
    assert "▫️ One · 0 votes" in result
    await world.alice.click(now(world, message), label="Next")
    assert "2 of 5" in shown(now(world, message))
    for member in (world.alice, world.bob, world.manager):
        await member.click(now(world, message), label="No")
    assert "✅ No · 3 votes" in shown(now(world, message)), "all who answered the card before have answered"
    assert "Too late" in await forge(world, world.channel, world.bob, VoteInLesson(1, 0, 0))


async def finish(world: World, message: discord.Message) -> discord.Message:
    """Lead a lesson on which nobody votes any more to its end."""
    while "Next" in labels_of(now(world, message)) or "Show the result" in labels_of(now(world, message)):
        label = "Next" if "Next" in labels_of(now(world, message)) else "Show the result"
        await world.alice.click(now(world, message), label=label)
    return now(world, message)


async def test_it_ends_with_all_scores_and_a_file_for_who_manages_the_server(world: World, settings: Settings) -> None:
    message = await open_together(world)
    await world.alice.click(message, label="Three")
    await world.restart(settings)
    await world.bob.click(now(world, message), label="One")
    assert "2 answers so far" in shown(now(world, message))
    end = await finish(world, message)
    assert f"<@{world.alice.id}> **1 of 5**\n<@{world.bob.id}> **0 of 5**" in shown(end)
    assert "Only those who may manage" in card(await world.alice.click(end, label="Results as a file")).content
    given = card(await world.manager.click(end, label="Results as a file"))
    assert given.ephemeral
    rows = [*csv.DictReader(StringIO((await file_of(given)).decode("utf-8-sig")))]
    assert [row["member"] for row in rows] == ["(right answers)", "alice", "bob"]
    assert [row["1. Your word in pieces"] for row in rows] == ["Three", "Three", "One"]
    assert rows[1]["right"] == "1"


async def file_of(message: ResponseMessage) -> bytes:
    [attachment] = message.attachments
    return await attachment.read()


async def test_a_manager_opens_one_at_a_time_of_day(world: World, settings: Settings) -> None:
    at = world.env.now() + timedelta(minutes=2)
    planned = card(await world.manager.slash(world.channel, "learn", lesson="tokens", at=f"{at:%H:%M}"))
    assert planned.ephemeral
    assert "(UTC)" in text(planned)
    assert said_by_bot(world) == []
    await world.restart(settings)
    await world.env.advance_time(180)
    [message] = said_by_bot(world)
    assert "1 of 5" in shown(message)
    await world.bob.click(message, label="Three")
    assert [vote.user_id for vote in (await room_of(world)).votes] == [world.bob.id]
    await world.env.advance_time(180)
    assert len(said_by_bot(world)) == 1
    assert "open already" in card(await world.manager.click(planned, label="Call it off")).content


async def test_it_is_called_off_and_its_zone_is_that_of_the_daily_question(world: World) -> None:
    await world.manager.slash(world.channel, "quiz daily", time="18:30", zone="Europe/Berlin", topic="letters")
    planned = card(await world.manager.slash(world.channel, "learn", lesson="tokens", at="6:45 pm"))
    assert "at 18:45 (Europe/Berlin)" in text(planned)
    off = card(await world.manager.click(planned, label="Call it off"))
    assert "called off" in text(off)
    assert labels(off) == []
    elsewhere = card(await world.manager.slash(world.channel, "learn", lesson="tokens", at="18:30 Asia/Tokyo"))
    assert "at 18:30 (Asia/Tokyo)" in text(elsewhere)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"lesson": "tokens", "at": "noon"}, "Write it like 18:30"),
        ({"lesson": "tokens", "at": "18:30 Mars"}, "I do not know that time zone"),
        ({"together": True}, "Choose a lesson, too"),
        ({"lesson": "cakes", "together": True}, "no such lesson"),
    ],
)
async def test_what_cannot_be_is_refused(world: World, options: dict[str, object], why: str) -> None:
    assert why in world.refusal(await world.manager.slash(world.channel, "learn", **options))


async def test_where_answers_are_private_nothing_is_shown_to_all(world: World) -> None:
    end = await take(world, world.bob, "tokens")
    await world.bot.services.servers.change(guild(world).id, lambda settings: replace(settings, private=True))
    assert "Together" not in labels(card(await world.alice.slash(world.channel, "learn", lesson="tokens")))
    refused = world.refusal(await world.alice.slash(world.channel, "learn", lesson="tokens", together=True))
    assert "seen by one member alone" in refused
    shared = card(await world.bob.click(end, label="Share"))
    assert shared.ephemeral
    assert "so I can share nothing here" in shared.content
    assert said_by_bot(world) == []


async def test_others_may_not_open_one_at_a_time(world: World) -> None:
    refused = world.refusal(await world.alice.slash(world.channel, "learn", lesson="tokens", at="18:30"))
    assert "Only those who may manage this server" in refused


async def test_forged_buttons_reach_no_lesson_of_another_channel(world: World) -> None:
    await open_together(world)
    other = guild(world).create_text_channel("other")
    await world.env.settle()
    for asked in (VoteInLesson(1, 0, 0), LeadLesson(1, 0, "next"), LessonResults(1), CallOffLesson(1)):
        assert "This lesson is gone" in await forge(world, other, world.manager, asked), asked
    assert "no such answer" in await forge(world, world.channel, world.bob, VoteInLesson(1, 0, 9))
    assert (await room_of(world)).votes == ()


async def test_who_is_forgotten_leaves_the_lesson_to_the_others(world: World) -> None:
    message = await open_together(world)
    await world.alice.click(message, label="Three")
    await world.bob.click(now(world, message), label="One")
    await world.bot.services.members.forget(world.alice.id)
    room = await room_of(world)
    assert room.user_id is None
    assert [vote.user_id for vote in room.votes] == [world.bob.id]
