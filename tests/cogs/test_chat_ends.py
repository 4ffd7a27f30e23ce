"""The chat where an answer is stopped or cut short, and where none is given."""

import asyncio
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat import Said
from bot.config import ChatSettings, CooldownSettings, Settings
from bot.model import LocalModel
from bot.storage import ServerSettings
from tests.talking import guild, labels_of, said_by_bot, say, shown, streaming, turns
from tests.world import World, enter

LONG = "Tell me a very long story about a strawberry that travels around the world."


@pytest.fixture
def long_winded(with_model: Settings) -> Settings:
    """Settings with the model and answers that take a while."""
    return with_model.model_copy(update={"chat": ChatSettings(answer_tokens=400, temperature=0.01, system_prompt="")})


async def test_stop_ends_an_answer_that_is_being_written(long_winded: Settings) -> None:
    async with enter(long_winded) as world:
        await world.model_settled()
        asking = asyncio.create_task(say(world, LONG))
        message = await streaming(world)
        assert labels_of(message) == ["Stop"]
        [turn] = await world.bot.services.chats.open()
        assert world.bot.services.conversations.stop(turn.id)
        assert "Stopped by a member." in await asking
        [turn] = await turns(world)
        assert (turn.ending, bool(turn.answer)) == ("stopped", True)
        assert labels_of(said_by_bot(world)[-1]) == ["Regenerate", "Look inside"]


async def test_the_model_dies_in_the_middle_of_an_answer(long_winded: Settings) -> None:
    async with enter(long_winded) as world:
        await world.model_settled()
        model = world.bot.services.model
        assert isinstance(model, LocalModel)
        asking = asyncio.create_task(say(world, LONG))
        await streaming(world)
        assert model.pid
        os.kill(model.pid, signal.SIGKILL)
        assert "Cut short: The model stopped while it worked on this" in await asking
        assert labels_of(said_by_bot(world)[-1]) == ["Regenerate", "Look inside"]
        [turn] = await turns(world)
        assert turn.ending == "failed"


async def test_the_bot_ends_in_the_middle_of_an_answer(long_winded: Settings) -> None:
    """What it says then is shown before it goes, and the next one remembers it."""
    async with enter(long_winded) as world:
        await world.model_settled()
        asking = asyncio.create_task(say(world, LONG))
        await streaming(world)
        await world.bot.services.conversations.close()
        answer = await asking
        assert "Cut short: I was restarted" in answer
        await world.restart(long_winded)
        [turn] = await turns(world)
        assert turn.ending == "interrupted"
        assert turn.answer in answer.replace("\\", "")
        assert labels_of(said_by_bot(world)[-1]) == ["Regenerate", "Look inside"]


async def test_the_bot_is_killed_in_the_middle_of_an_answer(settings: Settings) -> None:
    """The next start finds the message half-written, and closes it with what there was."""
    async with enter(settings) as world:
        chats = world.bot.services.chats
        await say(world, "say hello")  # the model is off, and the card says so
        message = said_by_bot(world)[-1]
        [*_, stored] = [turn for id_ in range(1, 5) if (turn := await chats.get(id_))]
        assert stored.trouble
        await chats.begin_again(stored.id, "")
        await chats.write(stored.id, "Once upon a")
        said = Said(datetime.now(UTC), world.alice.id, world.channel.id, guild(world).id, "x", False, message.id)
        await chats.add(said)  # killed before it had answered at all
        await world.restart(settings)
        first, second = said_by_bot(world)
        assert shown(first) == "Once upon a\n-# Cut short: I was restarted. Press **Regenerate** to try again."
        assert "Cut short: I was restarted" in shown(second)
        assert await world.bot.services.chats.open() == []
        assert [turn.answer for turn in await turns(world)] == ["Once upon a"]


async def test_without_a_model_the_letter_question_is_answered_all_the_same(here: World) -> None:
    answer = await say(here, "how many r's in strawberry?")
    assert "switched off" in answer
    assert "occurs **3 times**" in answer


async def test_where_it_may_not_write_it_tells_the_member_privately(world: World) -> None:
    assert world.bot.user
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=None)
    await world.alice.send(world.channel, f"{world.bot.user.mention} say hello")
    assert said_by_bot(world) == []
    assert "I may not write in that channel" in str(world.env.http_requests[-1].json)
    assert await world.bot.services.chats.open() == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda settings: replace(settings, private=True), "use `/chat` there"),
        (lambda settings: replace(settings, channels=(1,)), "other channels"),
    ],
    ids=["private", "channels"],
)
async def test_the_server_s_wishes_are_told_privately(
    world: World, change: Callable[[ServerSettings], ServerSettings], told: str
) -> None:
    await world.bot.services.servers.change(guild(world).id, change)
    assert world.bot.user
    await world.alice.send(world.channel, f"{world.bot.user.mention} say hello")
    assert said_by_bot(world) == []
    assert told in str(world.env.http_requests[-1].json)


async def test_discord_failing_now_and_then_costs_nothing(world: World) -> None:
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=503, times=1)
    assert "switched off" in await say(world, "say hello")


async def test_a_member_who_is_too_quick_is_asked_to_wait(settings: Settings) -> None:
    settings = settings.model_copy(update={"cooldown": CooldownSettings(uses=1, seconds=60)})
    async with enter(settings) as world:
        assert "switched off" in await say(world, "say hello")
        assert "That was quick. You can use this again in 60 s." in await say(world, "say hello")
        for _ in range(10):
            await say(world, "say hello")
        assert len(said_by_bot(world)) == 2, "everybody reads the warning, so it is said once"
