"""What a member is told when a command, a button or a modal fails."""

import logging
import secrets

import aiohttp
import discord
from discord import app_commands, ui

from bot.errors import DatabaseError, UserError
from bot.ui.text import clip, plain

log = logging.getLogger(__name__)

_LONGEST, _MOST_LINES = 600, 12
"""Characters of each line of an error's text, before what escaping adds."""
_MESSAGE = 2_000
"""Characters of a message without a card, Discord's limit."""


def explain(error: BaseException) -> str | None:
    """What to tell the member about an expected ``error``; None for one that should not have happened.

    It may quote what was typed, and has to be made safe before it is sent.
    """
    match error:
        case DatabaseError():  # its text names the host's files
            return "My memory cannot be read or written at the moment. The host finds the reason in the log."
        case UserError():
            return str(error)
        case app_commands.CommandOnCooldown(retry_after=seconds):
            return f"That was quick. You can use this again in {max(1, round(seconds))} s."
        case app_commands.TransformerError(type=discord.AppCommandOptionType.channel):
            return (
                "I do not see that channel. If it is an archived thread, write something in it to open it again; if it "
                "is a private one, mention me in it. Then choose it once more."
            )
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return "This command has changed. Restart Discord (Ctrl+R) and try again."
        case _:
            return None


def message_for(error: BaseException, where: object) -> str:
    """What to tell the member about ``error``, safe to show; the log is told too where it was not expected."""
    message = explain(error)
    if isinstance(error, DatabaseError):
        log.error("%s", error)
    if message is None:
        number = secrets.token_hex(4)
        log.error("Error %s at %s", number, where, exc_info=error)
        message = f"Something went wrong on my side, sorry. Please tell the host: error {number}."
    return clip("\n".join(plain(line, _LONGEST) for line in message.splitlines()[:_MOST_LINES]), _MESSAGE)


async def report(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the member about ``error``, and the log too where it was not expected."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    message = message_for(error, interaction.data)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(message, ephemeral=True)
        else:
            await interaction.response.send_message(message, ephemeral=True)
    except (discord.HTTPException, aiohttp.ClientError) as failed:
        log.warning("A member could not be told “%s”: %s", message, failed)


class Form(ui.Modal):
    """A modal whose errors are told to whoever sent it."""

    async def on_error(  # type: ignore[override]  # discord.py gives a modal no item, unlike its base class
        self, interaction: discord.Interaction, error: Exception, /
    ) -> None:
        """Called by discord.py."""
        await report(interaction, error)
