"""A chat before its first answer: while the model loads, and begun anew."""

from datetime import UTC, datetime

from bot.chat import Said, Turn
from bot.config import Settings
from tests.talking import guild, say, turns
from tests.world import World, card, enter, text


async def test_while_the_model_loads_that_is_said_and_the_answer_follows(with_model: Settings) -> None:
    async with enter(with_model) as world:
        answer = await say(world, "Hello! btw how many r's are in strawberry?")
        first = next(str(body) for body in world.sent() if "Start here" not in str(body))
        assert "The model is still loading (" in first
        assert "). Your answer follows." in first
        assert "million parameters: often wrong" in answer
        assert " among these options)" in answer


async def test_by_a_command_that_is_said_too(with_model: Settings) -> None:
    async with enter(with_model) as world:
        answered = text(card(await world.alice.slash(world.channel, "chat", text="Hello!")))
        assert any("Your answer follows." in str(body) for body in world.sent())
        assert "million parameters: often wrong" in answered


async def test_without_words_the_command_says_what_a_chat_is_and_begins_another(world: World) -> None:
    for private, whose in ((False, "one chat with everybody in this channel"), (True, "your private chat")):
        shown_ = card(await world.alice.slash(world.channel, "chat", private=private))
        assert shown_.ephemeral
        assert whose in text(shown_)
        assert "I read the last 3 turns again" in text(shown_)
        said = Said(datetime.now(UTC), world.alice.id, world.channel.id, guild(world).id, "Hello", private)
        chats = world.bot.services.chats
        await chats.end(Turn(await chats.add(said), said, answer="Hi!", ending="complete"))
        begun = card(await world.alice.click(shown_, label="New chat"))
        assert begun.ephemeral is private
        assert "I have forgotten what was said in this chat" in text(begun)
        assert "begins with what you say next" in text(card(await world.alice.click(shown_, label="New chat")))


async def test_a_new_chat_may_begin_with_words(world: World) -> None:
    said = Said(datetime.now(UTC), world.bob.id, world.channel.id, guild(world).id, "Hello")
    chats = world.bot.services.chats
    await chats.end(Turn(await chats.add(said), said, answer="Hi!", ending="complete"))
    assert "> And now?" in text(card(await world.alice.slash(world.channel, "chat", text="And now?", new=True)))
    assert await turns(world) == []  # the model is off, so that there is no answer
