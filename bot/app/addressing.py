"""What members say to the bot in messages."""

import re

import discord

from bot.app.written import text_of
from bot.language import tr

_TALK = (discord.MessageType.default, discord.MessageType.reply)
_MENTION = re.compile(r"<(?:@!?|@&|#)\d+>")
_EMOJI = re.compile(r"<a?(:\w+:)\d+>")


def heard(message: discord.Message, me: discord.ClientUser | None) -> str | None:
    """The text that ``message`` says to the bot, which may be empty; None where it is not meant for it.

    Meant are direct messages, and those that mention the bot itself or its role, or reply to it with a ping. What other
    bots say is not. Other mentions become names, ``@alice`` and ``#tokens``, and emoji of a server ``:their_name:``.
    """
    if me is None or not by_member(message):
        return None
    role = message.guild.self_role if message.guild else None
    if message.guild and me not in message.mentions and role not in message.role_mentions:
        return None
    names = _names(message) | {me.mention: ""} | ({role.mention: ""} if role else {})
    # By id, not by name: another member may be called like the bot, or have a name that begins so.
    text = _MENTION.sub(lambda found: names.get(found[0].replace("!", ""), found[0]), text_of(message))
    return _EMOJI.sub(r"\1", text).strip()


def by_member(message: discord.Message) -> bool:
    """Whether a person has written ``message``: no bot, no webhook, and not Discord itself."""
    return not message.author.bot and not message.webhook_id and message.type in _TALK


def unread(message: discord.Message) -> list[str]:
    """What of ``message`` the model cannot read, in a sentence for the card."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    if any(each.attachments or each.stickers for each in parts) or (message.poll and message.content):
        return [tr("I read text only: what is attached to your message was left out.")]
    return []


def hidden(message: discord.Message) -> bool:
    """Whether Discord keeps from the bot what ``message`` says, as in replies to what a command has answered."""
    replied = message.reference.resolved if message.reference else None
    answered = isinstance(replied, discord.Message) and replied.interaction_metadata is not None
    return answered and message.guild is not None and not message.content


def replied_to(message: discord.Message) -> str | None:
    """The text of the message that ``message`` replies to, empty where Discord keeps it from the bot.

    In a server that is every message that neither mentions the bot nor is its own. None where it is no reply.
    """
    if message.type is not discord.MessageType.reply or message.reference is None:
        return None
    replied = message.reference.resolved
    return text_of(replied) if isinstance(replied, discord.Message) else ""


def _names(message: discord.Message) -> dict[str, str]:
    """What is mentioned, and how a client writes it."""
    members = {member.mention: f"@{member.display_name}" for member in message.mentions}
    roles = {role.mention: f"@{role.name}" for role in message.role_mentions}
    channels = {channel.mention: f"#{channel.name}" for channel in message.channel_mentions}
    return members | roles | channels
