"""A chat before its first answer: while the model loads, and begun anew."""

import asyncio
import os
import signal
from datetime import UTC, datetime
from multiprocessing.context import SpawnProcess

import pytest

from bot.chat import Said, Turn
from bot.config import Settings
from tests.talking import guild, say, turns
from tests.waiting import until
from tests.world import World, card, enter, text


@pytest.fixture
def held(started_anew: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of the model stop as soon as they are there, and load nothing before they are told to go on."""
    start = SpawnProcess.start

    def start_and_stop(process: SpawnProcess) -> None:
        start(process)
        assert process.pid
        os.kill(process.pid, signal.SIGSTOP)

    monkeypatch.setattr(SpawnProcess, "start", start_and_stop)


async def process_of(world: World) -> int:
    """The id of the model's process."""
    await until(lambda: world.local_model.pid, "the model's process")
    assert world.local_model.pid
    return world.local_model.pid


def told(world: World) -> bool:
    """Whether somebody was told that the model loads."""
    return any(
        "The model is still loading (" in (said := str(body)) and "). Your answer" in said for body in world.sent()
    )


@pytest.mark.usefixtures("held")
async def test_while_the_model_loads_that_is_said_and_the_answer_follows(with_model: Settings) -> None:
    async with enter(with_model) as world:
        process = await process_of(world)
        asking = asyncio.create_task(say(world, "Hello! btw how many r's are in strawberry?"))
        await until(lambda: told(world), "a word that it loads")
        os.kill(process, signal.SIGCONT)
        answer = await asking
        assert "million parameters: often wrong" in answer
        assert " among these options)" in answer


@pytest.mark.usefixtures("held")
async def test_by_a_command_that_is_said_too(with_model: Settings) -> None:
    async with enter(with_model) as world:
        process = await process_of(world)
        asking = asyncio.create_task(world.alice.slash(world.channel, "chat", text="Hello!"))
        await until(lambda: told(world), "a word that it loads")
        os.kill(process, signal.SIGCONT)
        assert "million parameters: often wrong" in text(card(await asking))


async def test_without_words_the_command_says_what_a_chat_is_and_begins_another(here: World) -> None:
    for private, whose in ((False, "one chat with everybody in this channel"), (True, "your private chat")):
        shown_ = card(await here.alice.slash(here.channel, "chat", private=private))
        assert shown_.ephemeral
        assert whose in text(shown_)
        assert "I read the last 3 turns again" in text(shown_)
        said = Said(datetime.now(UTC), here.alice.id, here.channel.id, guild(here).id, "Hello", private)
        chats = here.bot.services.chats
        await chats.end(Turn(await chats.add(said), said, answer="Hi!", ending="complete"))
        begun = card(await here.alice.click(shown_, label="New chat"))
        assert begun.ephemeral is private
        assert "This is a new chat." in text(begun)
        assert "This chat is empty." in text(card(await here.alice.click(shown_, label="New chat")))


async def test_a_new_chat_may_begin_with_words(here: World) -> None:
    said = Said(datetime.now(UTC), here.bob.id, here.channel.id, guild(here).id, "Hello")
    chats = here.bot.services.chats
    await chats.end(Turn(await chats.add(said), said, answer="Hi!", ending="complete"))
    assert "> And now?" in text(card(await here.alice.slash(here.channel, "chat", text="And now?", new=True)))
    assert await turns(here) == []  # the model is off, so that there is no answer
