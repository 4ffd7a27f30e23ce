"""Talking with the bot by mention, and what it has answered and remembers."""

from datetime import UTC, datetime

import discord
from simcord.builders import GuildHandle

from bot.chat import Said, Turn
from tests.waiting import until
from tests.world import World


def guild(world: World) -> GuildHandle:
    """The server."""
    assert world.channel.guild
    return world.channel.guild


def said_by_bot(world: World) -> list[discord.Message]:
    """The bot's messages in the channel, oldest first, but for the card by which it introduces itself."""
    written = [message for message in world.channel.history() if message.author == world.bot.user]
    return [message for message in written if "### Start here" not in shown(message)]


def shown(message: discord.Message) -> str:
    """All texts of a message."""
    if not message.components:
        return message.content
    return "\n".join(
        part.content
        for container in message.components
        if isinstance(container, discord.Container)
        for part in container.children
        if isinstance(part, discord.TextDisplay)
    )


async def say(world: World, words: str) -> str:
    """What the bot answers to a mention by alice."""
    assert world.bot.user
    await world.alice.send(world.channel, f"{world.bot.user.mention} {words}")
    return shown(said_by_bot(world)[-1])


async def turns(world: World) -> list[Turn]:
    """What is remembered of the channel's chat, oldest first."""
    chats = world.bot.services.chats
    far = Turn(2**40, Said(datetime.now(UTC), world.alice.id, world.channel.id, None, ""))
    remembered = await chats.before(far, datetime(2000, 1, 1, tzinfo=UTC))
    return [turn for each in remembered if (turn := await chats.get(each.id))]


async def streaming(world: World) -> discord.Message:
    """The reply, once its first words are shown."""
    await until(lambda: said_by_bot(world) and "writing …" in shown(said_by_bot(world)[-1]), "a reply's first words")
    return said_by_bot(world)[-1]


def labels_of(message: discord.Message) -> list[str]:
    """The labels of a message's buttons."""
    return [
        button.label or ""
        for container in message.components
        if isinstance(container, discord.Container)
        for row in container.children
        if isinstance(row, discord.ActionRow)
        for button in row.children
        if isinstance(button, discord.Button)
    ]
