"""What can go wrong in a quiz: each ends in a clear state, and no channel is stuck."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.config import Settings
from bot.errors import InputError
from bot.quiz import MODEL, Daily, Plan, Proposal
from bot.storage import Quizzes
from bot.storage.quiz_tables import AnswerRow, QuizRow
from tests.quiz.quizzes import NOW
from tests.quizzing import PAUSE, SECONDS, asked, finish, reveal, right, session_of, start, told, wrong
from tests.talking import said_by_bot, shown
from tests.world import World


async def endings(world: World) -> list[str | None]:
    async with world.database() as database, database.read() as session:
        rows = (await session.scalars(select(QuizRow).order_by(QuizRow.id))).all()
        return [row.ending if row.ended_at else None for row in rows]


async def points(world: World) -> int:
    async with world.database() as database, database.read() as session:
        return await session.scalar(select(func.sum(AnswerRow.points)).where(AnswerRow.user_id != MODEL)) or 0


async def test_a_restart_in_a_round_goes_on_and_its_buttons_answer(world: World, settings: Settings) -> None:
    message = await start(world, rounds=2)
    good = right(world)
    await world.alice.click(message, label=good)
    await world.restart(settings)
    await world.bob.click(message, label=good)
    revealed = await reveal(world)
    assert f"**2 of 2 players got it:** <@{world.alice.id}> +150 · <@{world.bob.id}> +150" in revealed
    ended = await finish(world)
    assert "**150 points** · 1 of 2 right" in ended
    assert await points(world) == 300
    assert await endings(world) == ["complete"]


async def test_a_restart_after_the_time_was_up_reveals_at_once(world: World, settings: Settings) -> None:
    message = await start(world, rounds=1)
    good = right(world)
    await world.alice.click(message, label=good)
    session_of(world).hurry()
    await world.restart(settings)
    assert "Too late" not in told(await world.bob.click(message, label=good))  # it takes answers for as long as planned
    assert f"**2 of 2 players got it:** <@{world.alice.id}>" in await reveal(world)


async def test_a_restart_between_rounds_asks_the_next_one(world: World, settings: Settings) -> None:
    await start(world, rounds=2)
    await reveal(world)
    await world.restart(settings)
    await world.env.advance_time(PAUSE)
    assert "### Question 2 of 2" in shown(asked(world))
    await finish(world)


async def test_a_restart_before_the_reveal_was_shown_shows_it(world: World, settings: Settings) -> None:
    message = await start(world, rounds=1)
    await world.alice.click(message, label=right(world))
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=500, times=None)
    await world.env.advance_time(SECONDS + 1)
    assert "Answers close" in shown(said_by_bot(world)[-1])
    assert await points(world) == 150
    world.env.backend.faults.clear()
    await world.restart(settings)
    await world.env.advance_time(1)
    assert f"**1 of 1 player got it:** <@{world.alice.id}> +150" in shown(said_by_bot(world)[-2])
    assert "### The quiz is over" in shown(said_by_bot(world)[-1])
    assert await points(world) == 150
    assert world.env.errors == []


async def test_stopped_and_restarted_it_ends(world: World, settings: Settings) -> None:
    await start(world)
    async with world.database() as database:
        await Quizzes(database).stop(session_of(world).id, "stopped")  # and then the bot died
    await world.restart(settings)
    await world.env.advance_time(1)
    assert "### The quiz was stopped" in shown(said_by_bot(world)[-1])
    assert await endings(world) == ["stopped"]


@pytest.mark.parametrize("code", [500, 503, 429])
async def test_discord_that_fails_for_a_while_is_asked_again(world: World, code: int) -> None:
    message = await start(world, rounds=2)
    await world.alice.click(message, label=right(world))
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=code, times=2)
    world.env.inject_error("POST", "/channels/*/messages", status=code, times=2)
    ended = await finish(world)
    assert "**150 points** · 1 of 2 right" in ended
    assert await endings(world) == ["complete"]


async def test_discord_that_fails_for_long_ends_the_quiz_and_frees_the_channel(world: World) -> None:
    await start(world, rounds=2)
    world.env.inject_error("*", "/channels/*/messages*", status=500, times=None)
    await world.env.advance_time(SECONDS + 2 * PAUSE)
    assert await endings(world) == ["lost"]
    world.env.backend.faults.clear()
    await start(world)


async def test_the_right_to_write_lost_ends_the_quiz_and_tells_the_starter(world: World) -> None:
    message = await start(world, rounds=2)
    await world.alice.click(message, label=right(world))
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=None)
    await world.env.advance_time(SECONDS + PAUSE + 1)
    assert await endings(world) == ["lost"]
    assert await points(world) == 150
    assert "I can no longer write in its channel" in world.alice.user.dm_channel.last_message.content  # type: ignore[union-attr]  # there is one
    world.env.backend.faults.clear()
    await start(world)


async def test_without_the_right_to_attach_files_it_goes_on_without_pictures(world: World) -> None:
    await start(world, rounds=1)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50013)
    assert "I may not attach pictures and files here" in await reveal(world)
    await finish(world)
    assert await endings(world) == ["complete"]


async def test_a_question_whose_message_was_deleted_is_revealed_and_it_goes_on(world: World) -> None:
    message = await start(world, rounds=2)
    await world.alice.click(message, label=right(world))
    await world.bot.get_partial_messageable(world.channel.id).get_partial_message(message.id).delete()
    await world.env.advance_time(1)
    assert f"**1 of 1 player got it:** <@{world.alice.id}>" in shown(said_by_bot(world)[-1])
    assert "### The quiz is over" in await finish(world)


async def test_a_deleted_channel_closes_its_quiz(world: World) -> None:
    await start(world)
    channel = world.bot.get_channel(world.channel.id)
    await channel.delete()  # type: ignore[union-attr]  # a text channel
    await world.env.advance_time(1)
    assert await endings(world) == ["lost"]
    assert world.bot.services.quizzing.sessions == []


async def test_a_server_that_the_bot_leaves_has_no_quiz_any_more(world: World) -> None:
    await start(world)
    assert world.channel.guild
    await world.bot.services.dailies.set(Daily(world.channel.guild.id, 2, "08:00", "UTC", "mixed", "easy", NOW))
    [guild] = world.bot.guilds
    await guild.leave()
    await world.env.settle()
    assert await endings(world) == ["lost"]
    assert await world.bot.services.dailies.due(NOW) == []


async def test_of_two_starts_at_the_same_moment_one_begins(world: World) -> None:
    quizzing = world.bot.services.quizzing
    plan = Plan("quiz", 1, 2, 3, "letters", "easy", 1, 20, "o200k_base", quizzing.clock())
    begun = await asyncio.gather(
        *(quizzing.start(replace(plan, user_id=user)) for user in (3, 4)), return_exceptions=True
    )
    assert [type(each) for each in begun if isinstance(each, BaseException)] == [InputError]
    assert len(quizzing.sessions) == 1


async def test_questions_that_run_out_end_it_early(world: World) -> None:
    assert world.channel.guild
    proposals, guild_id = world.bot.services.proposals, world.channel.guild.id
    await proposals.decide(await proposals.add(Proposal(0, guild_id, 1, NOW, "Sky?", ("blue", "red"), "")), "accepted")
    message = await start(world, rounds=2, topic="community")
    await world.bob.click(message, label="blue")
    ended = await finish(world)
    assert "The quiz ends here, as I have no further question for it" in ended
    assert "**150 points** · 1 of 1 right" in ended
    assert await endings(world) == ["short"]


async def test_the_starter_may_leave(world: World) -> None:
    message = await start(world, rounds=1)
    await world.bob.click(message, label=wrong(world))
    assert world.channel.guild
    world.channel.guild.remove_member(world.alice)
    assert "**Nobody got it.**" in await reveal(world)
    await finish(world)
    assert await endings(world) == ["complete"]
