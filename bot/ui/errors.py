"""What a member is told when a command, a button or a modal fails."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import cast

import aiohttp
import discord
from discord import app_commands

from bot.errors import DatabaseError, Restarting, UserError
from bot.language import speaking, tr
from bot.ui.buttons.custom_id import CustomId
from bot.ui.sending import tell, think_no_more
from bot.ui.text import clip, plain

log = logging.getLogger(__name__)

FAILED = "failed"
"""The key of the error, of which a member was told, among the extras of their interaction."""

_LONGEST, _MOST_LINES = 600, 12
"""Characters of each line of an error's text, before what escaping adds."""
_MESSAGE = 2_000
"""Characters of a message without a card, Discord's limit."""
_TOO_MANY, _DOWN = 429, 500
"""Statuses of HTTP: too many requests, and the first of those by which a server says that it has failed."""
_SHORT = 3.0
"""Seconds in which a member is told that Discord has refused an answer, or is not."""


def explain(error: BaseException) -> str | None:
    """What to tell the member about an expected ``error``; None for one that should not have happened.

    It may quote what was typed, and has to be made safe before it is sent.
    """
    match error:
        case DatabaseError():  # its text names the host's files
            return tr("My memory cannot be read or written at the moment. The host finds the reason in the log.")
        case UserError():
            return str(error)
        case app_commands.TransformerError(type=discord.AppCommandOptionType.channel):
            return tr(
                "I do not see that channel. If it is an archived thread, write something in it to open it again; if it "
                "is a private one, mention me in it. Then choose it once more."
            )
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return tr("This command has changed. Restart Discord (Ctrl+R) and try again.")
        case _ if refused(error):
            return tr("Discord has not taken my answer. Wait a minute, then try again.")
        case _:
            return None


def refused(error: BaseException) -> bool:
    """Whether Discord has not taken what was sent, by no fault of that: it is down, or too busy, or was asked late."""
    if isinstance(error, discord.HTTPException):
        return isinstance(error, discord.NotFound) or error.status == _TOO_MANY or error.status >= _DOWN
    return isinstance(error, aiohttp.ClientError)


def message_for(error: BaseException, where: object) -> str:
    """What to tell the member about ``error``, safe to show; the log is told too where it was not expected.

    ``where`` goes into the log, so it has none of the member's words.
    """
    message = explain(error)
    if isinstance(error, DatabaseError):
        log.error("%s", error)
    elif refused(error):
        log.warning("Discord has not taken what answers %s: %s", where, error)
    if message is None:
        number = secrets.token_hex(4)
        log.error("Error %s at %s", number, where, exc_info=error)
        message = tr("Something went wrong on my side, sorry. Please tell the host: error {number}.", number=number)
    return clip("\n".join(plain(line, _LONGEST) for line in message.splitlines()[:_MOST_LINES]), _MESSAGE)


@asynccontextmanager
async def patience(error: BaseException, short: float = _SHORT) -> AsyncIterator[None]:
    """Telling a member of ``error`` belongs inside. What Discord refuses then is given up.

    Where it has just refused something else for good, it is not asked for more than a ``short`` while (seconds), and
    not again and again, as discord.py would.
    """
    try:
        async with asyncio.timeout(short if refused(error) else None):
            yield
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as failed:
        log.info("A member could not be told what went wrong: %s", failed)


async def report(interaction: discord.Interaction, error: BaseException, written: str = "") -> None:
    """Tell the member about ``error``, and the log too where it was not expected.

    What was ``written`` into a form comes back as a file, so that nobody has to write it twice.
    """
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    interaction.extras[FAILED] = error
    with speaking(interaction.locale):  # also where the bot ends, and who tells is not who was asked
        message = message_for(error, _asked(interaction))
    async with patience(error):
        if not isinstance(error, Restarting):  # then many wait for a word, and there is no time for more than one each
            await think_no_more(interaction)
        await tell(interaction, message, written)


def _asked(interaction: discord.Interaction) -> str:
    """What an interaction has asked for, and how much was typed: not what, which a custom id may hold too."""
    data = cast("Mapping[str, object]", interaction.data or {})
    pressed = CustomId.prefix_of(str(data.get("custom_id")))
    command = interaction.command.qualified_name if interaction.command else pressed
    texts = ((name, len(value)) for name, value in interaction.namespace if isinstance(value, str))
    sizes = ", ".join(f"{name}: {size} characters" for name, size in texts)  # untranslated: it is logged
    return f"{interaction.type.name} {command} ({sizes}) of interaction {interaction.id}"  # untranslated: it is logged
