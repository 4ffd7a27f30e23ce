"""Quizzes in threads, forum posts, the chats of voice channels and direct messages: played, or refused with why."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import discord
import pytest
from simcord.builders import ChannelHandle
from sqlalchemy import select

from bot.config import Settings
from bot.quiz import Daily
from bot.storage.quiz_tables import QuizRow
from tests.quizzing import SECONDS, finish, reveal, right, start, stop, told
from tests.talking import guild, said_by_bot, shown
from tests.world import World, card, labels, text

Place = Callable[[World], Awaitable[ChannelHandle]]


def _channel_of(world: World, handle: ChannelHandle) -> discord.abc.GuildChannel | discord.Thread:
    channel = world.bot.get_channel(handle.id)
    assert isinstance(channel, discord.abc.GuildChannel | discord.Thread)
    return channel


async def in_thread(world: World) -> ChannelHandle:
    there = _channel_of(world, world.channel)
    assert isinstance(there, discord.TextChannel)
    await there.create_thread(name="berries", type=discord.ChannelType.public_thread)
    return world.channel.threads[-1]


async def in_forum(world: World) -> ChannelHandle:
    forum = guild(world).create_forum_channel("forum")
    await world.env.settle()
    there = _channel_of(world, forum)
    assert isinstance(there, discord.ForumChannel)
    await there.create_thread(name="berries", content="Which one is best?")
    return forum.threads[-1]


async def in_voice(world: World) -> ChannelHandle:
    voice = guild(world).create_voice_channel("voice")
    await world.env.settle()
    return voice


async def in_stage(world: World) -> ChannelHandle:
    stage = guild(world).create_stage_channel("stage")
    await world.env.settle()
    return stage


async def in_news(world: World) -> ChannelHandle:
    news = guild(world).create_news_channel("news")
    await world.env.settle()
    return news


async def endings(world: World) -> list[str | None]:
    async with world.database() as database, database.read() as session:
        rows = (await session.scalars(select(QuizRow).order_by(QuizRow.id))).all()
        return [row.ending if row.ended_at else None for row in rows]


@pytest.mark.parametrize("place", [in_thread, in_forum, in_voice, in_stage, in_news])
async def test_it_is_played_there_to_its_end_and_stopped(world: World, place: Place) -> None:
    there = replace(world, channel=await place(world))
    message = await start(there, rounds=2)
    await there.bob.click(message, label=right(there))
    assert f"**1 of 1 player got it:** <@{there.bob.id}>" in await reveal(there)
    assert "### The quiz is over" in await finish(there)
    message = await start(there, rounds=2)
    await stop(there, there.alice)
    assert "### The quiz was stopped" in shown(said_by_bot(there)[-1])
    assert await endings(there) == ["complete", "stopped"]


async def daily(world: World, **options: object) -> str:
    """Have the first question asked in a minute, by who manages the server."""
    at = world.env.now() + timedelta(minutes=1)
    return text(
        card(await world.manager.slash(world.channel, "quiz daily", time=f"{at:%H:%M}", topic="letters", **options))
    )


@pytest.mark.parametrize("place", [in_thread, in_forum, in_news])
async def test_each_day(world: World, place: Place) -> None:
    there = replace(world, channel=await place(world))
    assert f"in <#{there.channel.id}>" in await daily(there)
    await world.env.advance_time(120)
    message = said_by_bot(there)[-1]
    [session] = world.bot.services.quizzing.sessions
    await there.bob.click(message, label=session.question.options[session.question.right])
    await world.env.advance_time(61)
    assert "1 answer so far" in shown(said_by_bot(there)[-1])


@pytest.mark.parametrize("place", [in_voice, in_stage])
async def test_each_day_belongs_to_text(world: World, place: Place) -> None:
    there = replace(world, channel=await place(world))
    refused = world.refusal(await there.manager.slash(there.channel, "quiz daily", time="18:30"))
    assert "Choose a text channel or a thread of this server" in refused


async def test_each_day_belongs_to_a_server_and_a_direct_message_has_its_own_quiz(world: World) -> None:
    alice = world.alice.user
    assert "This belongs to a server" in world.refusal(await alice.slash("quiz daily", time="18:30"))
    for user in (alice, world.bob.user):
        await user.slash("quiz start", topic="letters", rounds=3, seconds=20)
        opened = user.dm_channel.last_message
        assert opened
        await user.click(opened, label="Start now")
    running = card(await alice.slash("quiz start"))
    assert "A quiz is running here" in text(running)
    assert labels(running) == ["Stop"]
    await alice.click(running, label="Stop")
    assert alice.dm_channel.last_message
    assert "### The quiz was stopped" in shown(alice.dm_channel.last_message)
    assert await endings(world) == ["stopped", None]


async def archive(world: World, *, locked: bool = False) -> None:
    """As Discord does it after a while: nothing in it can be edited until somebody writes there, if they may."""
    thread = world.bot.get_channel(world.channel.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True, locked=locked)
    of_thread = f"/channels/{world.channel.id}/messages"
    world.env.inject_error("PATCH", f"{of_thread}/*", status=400, code=50083, times=None)
    if locked:
        world.env.inject_error("POST", of_thread, status=403, code=160005, times=None)


async def test_archived_meanwhile_it_goes_on_with_new_messages(world: World) -> None:
    there = replace(world, channel=await in_thread(world))
    message = await start(there, rounds=2)
    good = right(there)
    await there.bob.click(message, label=good)
    await archive(there)
    await world.env.advance_time(SECONDS + 1)
    revealed = said_by_bot(there)[-1]
    assert revealed.id != message.id
    assert f"**✅ {good}**" in shown(revealed)
    assert "Too late" in told(await there.bob.click(message, label=good))
    assert "### The quiz is over" in await finish(there)
    assert await endings(there) == ["complete"]


async def test_locked_meanwhile_it_ends_and_the_starter_is_told_what_to_do(world: World) -> None:
    there = replace(world, channel=await in_thread(world))
    message = await start(there, rounds=2)
    await there.bob.click(message, label=right(there))
    await archive(there, locked=True)
    await world.env.advance_time(SECONDS + 1)
    assert await endings(there) == ["lost"]
    assert world.alice.user.dm_channel.last_message
    assert "I can no longer write in its channel" in world.alice.user.dm_channel.last_message.content
    world.env.backend.faults.clear()
    await start(there)


@pytest.mark.parametrize("what", ["thread", "channel"])
async def test_deleted_meanwhile_it_is_closed(world: World, what: str) -> None:
    there = replace(world, channel=await in_thread(world))
    await start(there, rounds=2)
    gone = world.bot.get_channel(there.channel.id if what == "thread" else world.channel.id)
    assert isinstance(gone, discord.Thread | discord.TextChannel)
    await gone.delete()
    await world.env.advance_time(SECONDS + 1)
    assert await endings(world) == ["lost"]
    assert world.bot.services.quizzing.sessions == []


async def test_a_thread_deleted_while_the_bot_was_away_is_asked_nothing_any_more(
    world: World, settings: Settings
) -> None:
    there = replace(world, channel=await in_thread(world))
    await daily(there)
    world.env.backend.delete_channel(there.channel.id)
    await world.env.settle()
    await world.bot.services.dailies.set(
        Daily(guild(world).id, there.channel.id, "00:00", "UTC", "letters", "easy", world.env.now())
    )
    await world.restart(settings)
    await world.env.advance_time(120)
    assert await world.bot.services.dailies.get(guild(world).id) is None
    assert world.bot.services.quizzing.sessions == []


async def test_a_thread_that_the_bot_does_not_see_is_refused_with_what_to_do(world: World) -> None:
    there = replace(world, channel=await in_thread(world))
    thread = world.bot.get_channel(there.channel.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True)  # what is archived is not told to the bot, nor are private ones of others
    await world.env.settle()
    refused = world.refusal(await world.manager.slash(world.channel, "quiz daily", time="18:30", channel=there.channel))
    assert "open it again" in refused
