"""The text of a message, wherever Discord keeps it: what the message menus cut and count, and what the chat hears."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import discord
import pytest

from tests.talking import said_by_bot, say, shown
from tests.world import World, card, text

shared = pytest.mark.asyncio(loop_scope="session")
"""Marks the test that shares ``patch``."""
Message = Callable[[World], Awaitable[discord.Message]]


async def forwarded(world: World) -> discord.Message:
    return await world.bob.forward(await world.alice.send(world.channel, "strawberry pie"), world.channel)


async def forwarded_card(world: World) -> discord.Message:
    return await world.bob.forward(await card_of_the_bot(world), world.channel)


async def card_of_the_bot(world: World) -> discord.Message:
    await world.alice.slash(world.channel, "tokenize", text="strawberry pie")
    return said_by_bot(world)[-1]


async def embed(world: World) -> discord.Message:
    made = discord.Embed(title="strawberry", description="pie").add_field(name="with", value="cream")
    return await world.bot.get_partial_messageable(world.channel.id).send(embed=made)


async def poll(world: World) -> discord.Message:
    asked = discord.Poll(question="strawberry pie?", duration=timedelta(hours=1))
    return await world.bot.get_partial_messageable(world.channel.id).send(poll=asked.add_answer(text="yes"))


@pytest.mark.parametrize(
    ("message", "first", "times"),
    [
        (forwarded, "`strawberry pie`", 3),
        (card_of_the_bot, "`### 4 tokens · 14 characters · 14 bytes⏎`", 6),
        (forwarded_card, "`### 4 tokens · 14 characters · 14 bytes⏎`", 6),
        (embed, "`strawberry⏎pie⏎with⏎cream`", 4),
        (poll, "`strawberry pie?`", 3),
    ],
)
async def test_the_menus_find_the_text_of_every_message(world: World, message: Message, first: str, times: int) -> None:
    there = await message(world)
    cut = text(card(await world.alice.context_menu(world.channel, "Tokenize", there)))
    assert first.rstrip("`") in cut.replace("``\u200b", "`").replace("`\u200b", "`")
    form = await world.alice.context_menu(world.channel, "Count letters", there)
    counted = text(card(await world.alice.submit_modal(form, {"letter": "r"})))
    assert f"`r` occurs **{times} times**" in counted


@shared
@pytest.mark.parametrize("message", [forwarded, embed])
async def test_what_comes_next_and_what_is_inside_is_shown_of_every_message(patch: World, message: Message) -> None:
    there = await message(patch)
    next_ = card(await patch.alice.context_menu(patch.channel, "What comes next", there))
    inside = card(await patch.alice.context_menu(patch.channel, "Look inside", there))
    for opened in (next_, inside):
        assert opened.ephemeral
        assert "strawberry" in text(opened)
        assert "pie" in text(opened)
    assert text(next_).startswith("### Most likely next")
    await patch.alice.click(next_, label="Draw one")


@pytest.mark.parametrize(
    ("menu", "command"),
    [("Tokenize", "/tokenize"), ("Count letters", "/ask"), ("Look inside", "/inside"), ("What comes next", "/next")],
)
async def test_a_message_without_text_is_refused_with_what_to_use_instead(
    world: World, menu: str, command: str
) -> None:
    there = await world.bob.send(world.channel, "", attachments=[("a.png", b"x")])
    said = world.refusal(await world.alice.context_menu(world.channel, menu, there))
    assert said == f"That message has no text. Choose one that has, or use {command}."


@pytest.mark.parametrize("menu", ["Look inside", "What comes next"])
async def test_without_a_model_the_menus_say_so(world: World, menu: str) -> None:
    there = await world.bob.send(world.channel, "strawberry pie")
    assert "switched" in world.refusal(await world.alice.context_menu(world.channel, menu, there))


async def test_the_chat_hears_what_is_forwarded_to_it(world: World) -> None:
    there = world.bob.user.dm_channel
    await world.bob.forward(await world.bob.send(world.channel, "how many r's are in strawberry?"), there)
    assert there.last_message
    assert "`r` occurs **3 times**" in shown(there.last_message)


async def test_that_a_reply_is_hidden_is_said_of_hidden_replies_alone(world: World) -> None:
    await world.alice.slash(world.channel, "tokenize", text="strawberry")
    answer = said_by_bot(world)[-1]
    assert world.bot.user
    await say(world, "say hello")
    await world.alice.send(world.channel, world.bot.user.mention, reply_to=answer)
    assert "Say something to me" in shown(said_by_bot(world)[-1])
    await world.alice.send(world.channel, "hello", reply_to=answer)
    assert "Discord hides your words from me" in shown(said_by_bot(world)[-1])
