"""``/quiz daily`` as those who manage a server use it."""

import importlib
import threading
import zoneinfo
from dataclasses import replace
from datetime import timedelta

import discord
import pytest
from sqlalchemy import update

from bot.config import Settings
from bot.quiz import Daily
from bot.storage.quiz_tables import QuizRow
from tests.quizzing import question_of, start, told
from tests.talking import said_by_bot, shown
from tests.translated import mark_german
from tests.world import World, card, enter, labels, text


async def set_daily(world: World, minutes: int = 2, **options: object) -> str:
    """Have the first question asked in so many minutes from now."""
    at = world.env.now() + timedelta(minutes=minutes)
    chosen = {"time": f"{at:%H:%M}", "topic": "letters"} | options
    return text(card(await world.manager.slash(world.channel, "quiz daily", **chosen)))


def questions(world: World) -> list[discord.Message]:
    return [message for message in said_by_bot(world) if "Question of the day" in shown(message)]


async def make_due(world: World) -> None:
    """As if a day had passed: what the clock would need thousands of beats for."""
    assert world.channel.guild
    dailies = world.bot.services.dailies
    daily = await dailies.get(world.channel.guild.id)
    assert daily
    await dailies.move(daily, world.env.now() - timedelta(seconds=1))
    await world.env.advance_time(61)


async def test_a_question_each_day_and_the_answer_with_the_next(world: World) -> None:
    said = await set_daily(world)
    assert "(UTC) in <#" in said
    assert "Letters, normal. The next one comes <t:" in said
    assert questions(world) == []
    await world.env.advance_time(180)
    [first] = questions(world)
    [session] = world.bot.services.quizzing.sessions
    good = session.question.options[session.question.right]
    await world.alice.click(first, label=good)
    await world.bob.click(first, label="Hint (−25)")
    await world.env.advance_time(61)
    assert "1 answer so far" in shown(questions(world)[0])
    await make_due(world)
    first, second = questions(world)
    assert f"**✅ {good}**" in shown(first)
    assert f"**1 of 1 player got it:** <@{world.alice.id}> +100" in shown(first)
    assert f"The answer to the last one was **{good}**: 1 of 1 was right. [See it](" in shown(second)
    assert "Answers close" in shown(second)
    assert len(world.bot.services.quizzing.sessions) == 1


async def test_closed_before_the_next_is_asked_its_answer_comes_with_the_next_all_the_same(world: World) -> None:
    await set_daily(world)
    await world.env.advance_time(180)
    [session] = world.bot.services.quizzing.sessions
    good = session.question.options[session.question.right]
    await world.alice.click(questions(world)[0], label=good)
    session.hurry()
    await world.env.advance_time(61)
    assert world.bot.services.quizzing.sessions == []
    assert f"**✅ {good}**" in shown(questions(world)[0])
    await make_due(world)
    assert f"The answer to the last one was **{good}**: 1 of 1 was right." in shown(questions(world)[1])


async def test_the_answer_of_the_day_before_stays_on_the_card_after_a_restart(world: World, settings: Settings) -> None:
    await set_daily(world)
    await world.env.advance_time(180)
    [session] = world.bot.services.quizzing.sessions
    line = f"The answer to the last one was **{session.question.options[session.question.right]}**: 0 of 0 were right."
    await make_due(world)
    await world.restart(settings)
    [session] = world.bot.services.quizzing.sessions
    await world.alice.click(questions(world)[1], label=session.question.options[0])
    await world.env.advance_time(61)
    second = shown(questions(world)[1])
    assert "1 answer so far" in second
    assert line in second


async def test_missed_days_are_caught_up_once_and_buttons_answer_after_a_restart(
    world: World, settings: Settings
) -> None:
    await set_daily(world)
    await world.env.advance_time(180)
    await world.restart(settings)
    [quiz] = world.bot.services.quizzing.sessions
    assert "Noted" in told(await world.alice.click(questions(world)[0], label=quiz.question.options[0]))
    dailies, guild = world.bot.services.dailies, world.channel.guild
    assert guild
    daily = await dailies.get(guild.id)
    assert daily
    long_ago = world.env.now() - timedelta(days=5)
    await dailies.move(daily, long_ago + timedelta(days=1))
    async with world.database() as database, database.write() as session:
        await session.execute(update(QuizRow).values(begun_at=long_ago))
    await world.restart(settings)
    await world.env.advance_time(300)
    assert len(questions(world)) == 2
    daily = await world.bot.services.dailies.get(guild.id)
    assert daily
    assert timedelta(0) < daily.next_at - world.env.now() <= timedelta(days=1)


async def test_asked_and_then_killed_it_is_not_asked_again(world: World, settings: Settings) -> None:
    await set_daily(world)
    await world.env.advance_time(180)
    guild, now = world.channel.guild, world.env.now()
    assert guild
    daily = await world.bot.services.dailies.get(guild.id)
    assert daily
    await world.bot.services.dailies.move(daily, now - timedelta(minutes=2))  # as it was before the question was sent
    await world.restart(settings)
    await world.env.advance_time(61)
    assert len(questions(world)) == 1


async def test_it_stands_beside_a_quiz_and_is_no_quiz_of_the_channel(world: World) -> None:
    await set_daily(world)
    await world.env.advance_time(180)
    await start(world, rounds=1)
    await world.env.advance_time(60)
    assert "### The quiz is over" in shown(said_by_bot(world)[-1])
    assert len(world.bot.services.quizzing.sessions) == 1


async def test_it_is_shown_changed_and_stopped(world: World) -> None:
    assert "None is asked here" in text(card(await world.manager.slash(world.channel, "quiz daily")))
    await set_daily(world, zone="Europe/Berlin", difficulty="hard")
    set_ = card(await world.manager.slash(world.channel, "quiz daily"))
    assert "(Europe/Berlin)" in text(set_)
    assert "Letters, hard." in text(set_)
    assert labels(set_) == ["Turn off"]
    assert "None is asked here" in text(card(await world.manager.click(set_, label="Turn off")))
    await world.env.advance_time(300)
    assert questions(world) == []


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"time": "25:00"}, "Write it like 18:30"),
        ({"time": "13 pm"}, "Write it like 18:30"),
        ({"time": "noon"}, "Write it like 18:30"),
        ({"time": "9:5"}, "Write it like 18:30"),
        ({"time": "18:30", "zone": "Mars"}, "I do not know that time zone"),
    ],
)
async def test_what_cannot_be_is_refused(world: World, options: dict[str, str], why: str) -> None:
    assert why in world.refusal(await world.manager.slash(world.channel, "quiz daily", **options))


async def test_only_those_who_manage_the_server_may(world: World) -> None:
    said = world.refusal(await world.alice.slash(world.channel, "quiz daily", time="18:30"))
    assert "Only those who may manage this server" in said


async def test_zones_are_offered_while_one_types(world: World) -> None:
    offered = await world.manager.autocomplete(world.channel, "quiz daily", "zone", "new york")
    assert [choice["value"] for choice in offered] == ["America/New_York"]


async def test_a_deleted_channel_ends_it(world: World) -> None:
    await set_daily(world)
    assert world.channel.guild
    guild_id = world.channel.guild.id
    await world.bot.get_channel(world.channel.id).delete()  # type: ignore[union-attr]  # a text channel
    await world.env.advance_time(180)
    assert await world.bot.services.dailies.get(guild_id) is None
    assert world.bot.services.quizzing.sessions == []


async def test_another_time_set_meanwhile_is_kept(world: World) -> None:
    dailies, now = world.bot.services.dailies, world.env.now()
    old = Daily(1, 2, "08:00", "UTC", "letters", "easy", now)
    await dailies.set(old)
    await dailies.set(Daily(1, 2, "09:00", "UTC", "letters", "easy", now + timedelta(hours=1)))
    assert not await dailies.move(old, now + timedelta(days=1))
    assert await dailies.due(now) == []


async def test_zones_are_looked_for_once_and_off_the_loop(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    looking: list[int] = []

    def noted() -> set[str]:
        looking.append(threading.get_ident())
        return zoneinfo.available_timezones() | {"localtime", "Factory"}

    daily = importlib.import_module("cogs.quiz.daily")  # as this bot has loaded it
    daily.zones.cache_clear()
    monkeypatch.setattr(daily, "available_timezones", noted)
    for typed in ("b", "be", "berlin"):
        offered = await world.manager.autocomplete(world.channel, "quiz daily", "zone", typed)
        assert offered
    assert [each["value"] for each in offered] == ["Europe/Berlin"]
    for odd in ("localtime", "Factory"):
        refused = await world.manager.slash(world.channel, "quiz daily", time="18:30", zone=odd)
        assert "I do not know that time zone" in world.refusal(refused)
    assert len(looking) == 1
    assert threading.get_ident() not in looking


async def test_in_a_german_server_questions_are_german_whoever_asked_for_them(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_german(monkeypatch)
    async with enter(settings) as world:
        guild = world.env.create_guild("Beet", preferred_locale="de")
        member = guild.add_member(world.env.create_user("carol"))
        there = replace(world, channel=guild.create_text_channel("quiz"), alice=member)
        at = world.env.now() + timedelta(seconds=30)
        daily = Daily(guild.id, there.channel.id, f"{at:%H:%M}", "UTC", "letters", "normal", at)
        await world.bot.services.dailies.set(daily)
        await world.env.advance_time(90)
        [session] = world.bot.services.quizzing.sessions
        asked = session.question
        assert all("‹" in said for said in (asked.text, asked.hint, asked.why))
        assert asked.text in shown(said_by_bot(there)[-1]).replace("\\", "")
        await member.slash(there.channel, "quiz start", topic="letters")
        await member.click(said_by_bot(there)[-1], label="‹Start now›")
        assert "‹" in question_of(there).text
