"""What the bot asks of Discord: intents, permissions in a server, and the link by which it is invited."""

import discord

INTENTS = discord.Intents.default()
"""No privileged one: slash commands, menus, mentions and direct messages need none."""

PERMISSIONS = discord.Permissions(
    view_channel=True,
    read_message_history=True,  # to reply to messages
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
)

SCOPES = ("bot", "applications.commands")


def invitation(application_id: int) -> str:
    """The address where who manages a server adds the bot to it."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=SCOPES)
