"""What members say to the bot in messages."""

import discord

_TALK = (discord.MessageType.default, discord.MessageType.reply)


def heard(message: discord.Message, me: discord.ClientUser | None) -> str | None:
    """The text that ``message`` says to the bot, which may be empty; None where it is not meant for it.

    Meant are direct messages, and those that mention the bot itself or its role, or reply to it with a ping. What other
    bots say is not.
    """
    if me is None or message.author.bot or message.webhook_id or message.type not in _TALK:
        return None
    if message.guild and me not in message.mentions and message.guild.self_role not in message.role_mentions:
        return None
    member, role = (message.guild.me, message.guild.self_role) if message.guild else (me, None)
    text = message.clean_content.replace(f"@{member.display_name}", "")
    return (text.replace(f"@{role.name}", "") if role else text).strip()


def unread(message: discord.Message) -> list[str]:
    """What of ``message`` the model cannot read, in a sentence for the card."""
    if message.attachments or message.stickers or message.poll:
        return ["I read text only: what is attached to your message was left out."]
    return []
