"""What the bot writes to standard error."""

import logging
import traceback

import discord

from bot.config import LogSettings

_HARMLESS = (OSError, discord.HTTPException)
"""Exceptions that say what is wrong with the machine or the connection. Any other may quote what members wrote."""


def set_up_logging(settings: LogSettings) -> None:
    """Log the bot and its connection from ``settings.level`` on, and other libraries from warnings on."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    handler = logging.StreamHandler()
    handler.addFilter(_wordless)
    discord.utils.setup_logging(handler=handler, level=max(level, logging.WARNING))
    for name in ("bot", "discord"):
        logging.getLogger(name).setLevel(level)
    # The bot never speaks; discord.py would warn at every start that it cannot.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False


def _wordless(record: logging.LogRecord) -> bool:
    """Keeps a record, and of the exception in it where it was raised and its kind, but not what it says."""
    if record.exc_info and record.exc_info[1]:
        record.exc_text = trace(record.exc_info[1])
        record.exc_info = None
    return True


def trace(error: BaseException) -> str:
    """The traceback of ``error`` and of those it came from, without the words of any that may quote a member's.

    >>> trace(ValueError("a secret"))
    'ValueError'
    """
    kind = type(error).__qualname__
    parts = [*traceback.format_tb(error.__traceback__), f"{kind}: {error}" if isinstance(error, _HARMLESS) else kind]
    before = [error.__cause__ or (None if error.__suppress_context__ else error.__context__)]
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return "\n".join([*(trace(each) for each in (*before, *inner) if each), "".join(parts)])
