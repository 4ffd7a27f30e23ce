"""What one process takes a server, a message and a press, beside a Discord on this machine: for ``docs/scale.md``.

``python -m benchmarks.scale_process`` starts ``strawberry run`` on a database file of its own, without a model.
"""

import asyncio
import resource
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import psutil
from simcord.backend import serializers
from simcord.backend.models import Guild, Interaction, Message

from tests.processes.discord_server import DiscordServer, buttons, text
from tests.processes.strawberry import started
from tests.waiting import until

SERVERS = (10, 1_010)
"""How many servers there are, first and then."""
CHANNELS, ROLES = 20, 10
MESSAGES, MEMBERS, AT_ONCE = 1_000, 100, 10


class Used(NamedTuple):
    """What a process has used: its memory in MB, and the seconds of a processor."""

    memory: float
    seconds: float


def used() -> Used:
    """By the bot, the only child of this process."""
    [bot] = psutil.Process().children()
    times = bot.cpu_times()
    return Used(bot.memory_info().rss / 1e6, times.user + times.system)


def furnish(discord: DiscordServer, servers: int) -> list[Guild]:
    """So many servers in the one shard."""
    guilds = [discord.server(0) for _ in range(servers)]
    for guild in guilds:
        for number in range(ROLES):
            discord.backend.create_role(guild.id, f"role {number}")
        for number in range(1, CHANNELS):
            discord.backend.create_channel(guild.id, f"channel-{number}")
    return guilds


async def settled(discord: DiscordServer, guild: Guild) -> None:
    """Wait until the bot has done all that it was told before: it answers in order."""
    asked = discord.commands(guild, discord.backend.get_user(guild.owner_id), "help")
    await until(lambda: discord.told(asked), "an answer")


async def messages(discord: DiscordServer, guild: Guild) -> None:
    """Members talk with each other."""
    before = used()
    for number in range(MESSAGES):
        message = Message(
            number, discord.channel_of(guild), guild.owner_id, "not for the bot", discord.backend.now_iso()
        )
        payload = dict(serializers.message_payload(discord.backend, message)) | {"guild_id": str(guild.id)}
        discord.backend.emit("MESSAGE_CREATE", payload)
    await settled(discord, guild)
    seconds = used().seconds - before.seconds
    print(f"a message of members to each other   {seconds / MESSAGES * 1e3:8.2f} ms of a processor")


async def presses(discord: DiscordServer, guild: Guild) -> None:
    """Members answer the question of a quiz, some at a time."""
    members = [discord.member(f"member {number}", guild) for number in range(MEMBERS)]
    discord.commands(guild, members[0], "quiz start", topic="letters", rounds=1, seconds=120)
    lobby = await shown(discord, guild, "presses **Start now**")
    discord.presses(guild, members[0], lobby, buttons(lobby)["Start now"])
    question = await shown(discord, guild, "Question 1 of 1")
    option = next(iter(buttons(question).values()))
    before = used()
    for first in range(0, MEMBERS, AT_ONCE):
        some = members[first : first + AT_ONCE]
        pressed = [discord.presses(guild, member, question, option) for member in some]
        await until(partial(all_told, discord, pressed), "all to be told")
    seconds = used().seconds - before.seconds
    print(f"an answer in a quiz, kept and told   {seconds / MEMBERS * 1e3:8.2f} ms of a processor")


def all_told(discord: DiscordServer, pressed: Sequence[Interaction]) -> bool:
    """Whether all have been told that their answer counts."""
    return all("Noted" in discord.told(each) for each in pressed)


async def shown(discord: DiscordServer, guild: Guild, words: str) -> Message:
    """The message of a server that says so, once there is one."""
    await until(lambda: any(words in text(each) for each in discord.messages(guild)), words)
    return next(each for each in discord.messages(guild) if words in text(each))


async def measured(servers: int, *, busy: bool) -> Used:
    """What a bot in so many servers uses once it has seen them all."""
    discord = DiscordServer(1)
    first, *_ = furnish(discord, servers)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        settings = {"DATABASE__PATH": str(place / "log.sqlite3"), "DISCORD__SHARD_COUNT": "1", "COOLDOWN__USES": "1000"}
        async with discord.serve(), started(place, discord.address, settings) as [bot]:
            await until(lambda: bot.has_logged(f"to {servers} servers"), "the bot to be there")
            await settled(discord, first)
            result = used()
            if busy:
                await messages(discord, first)
                await presses(discord, first)
    return result


async def main() -> None:
    """All of it."""
    few, many = SERVERS
    least, most = await measured(few, busy=True), await measured(many, busy=False)
    print(f"a process in {few} servers           {least.memory:8.1f} MB")
    print(
        f"each server ({CHANNELS} channels, {ROLES} roles)  {(most.memory - least.memory) / (many - few) * 1e3:8.1f} kB"
    )
    print(f"each server, at the start            {(most.seconds - least.seconds) / (many - few) * 1e3:8.2f} ms")
    print(
        f"the Discord on this machine took {resource.getrusage(resource.RUSAGE_SELF).ru_utime:.0f} s", file=sys.stderr
    )


if __name__ == "__main__":
    asyncio.run(main())
