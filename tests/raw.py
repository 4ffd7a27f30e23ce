"""Interactions as Discord sends them, without waiting for the answer as the simulation's own actions do."""

from collections.abc import Mapping

import discord
from discord import AppCommandOptionType as Option, AppCommandType, ComponentType, InteractionType
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle
from simcord.interactions import base_payload

from bot.ui import Card
from bot.ui.buttons import CustomId
from bot.ui.sending import send
from tests.waiting import until
from tests.world import World, card, text


def send_command(world: World, name: str, texts: Mapping[str, str], guild_id: int | None = None) -> None:
    """What alice's client sends for a command with ``texts`` for options.

    ``guild_id`` makes it one of a server that she manages, and that the bot has not joined.
    """
    group, _, last = name.rpartition(" ")
    options: list[dict[str, object]] = [
        {"name": key, "type": Option.string.value, "value": text} for key, text in texts.items()
    ]
    if group:
        options = [{"name": last, "type": Option.subcommand.value, "options": options}]
    _, payload = base_payload(
        world.env.backend,
        type=InteractionType.application_command.value,
        channel_id=world.channel.id,
        guild_id=world.alice.guild.id,
        user_id=world.alice.id,
        data={"id": "1", "name": group or last, "type": AppCommandType.chat_input.value, "options": options},
    )
    if guild_id:
        payload |= {"guild_id": str(guild_id)}
        payload["member"]["permissions"] = str((1 << 50) - 1)
    world.env.backend.emit("INTERACTION_CREATE", payload)


def send_press(world: World, member: MemberActor, message: discord.Message, custom_id: str) -> None:
    """What the client of ``member`` sends for a button of ``message``."""
    backend = world.env.backend
    record, payload = base_payload(
        backend,
        type=InteractionType.component.value,
        channel_id=message.channel.id,
        guild_id=member.guild.id,
        user_id=member.id,
        data={"custom_id": custom_id, "component_type": ComponentType.button.value},
    )
    record.source_message_id = message.id
    stored = backend.get_message(message.channel.id, message.id)
    backend.emit("INTERACTION_CREATE", payload | {"message": dict(serializers.message_payload(backend, stored))})


def requests(world: World, path: str) -> list[str]:
    """The bodies of the requests that the bot has sent to such an address."""
    return [str(entry.json) for entry in world.env.http_requests if path in entry.path]


async def until_sent(world: World, path: str, number: int) -> None:
    """Wait until the bot has sent so many requests to such an address."""
    await until(lambda: len(requests(world, path)) >= number, f"{number} requests to {path}")


async def forge(world: World, channel: ChannelHandle, member: MemberActor, asked: CustomId | str) -> str:
    """What ``member`` reads after pressing such a button there."""
    button = discord.ui.Button[Card](label="Press", custom_id=str(asked))
    message = await send(world.bot.get_partial_messageable(channel.id), Card().text("Look!").row([button]))
    result = await member.click(message, label="Press")
    if result.modal:
        return "a form"
    answer = card(result)
    return (answer.content or text(answer)).replace("\\", "")
