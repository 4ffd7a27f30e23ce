"""What the bot writes to standard error."""

import copy
import logging

import discord
from pythonjsonlogger.json import JsonFormatter

from bot.config import LogSettings
from bot.tracing import HARMLESS, Wordless

_FIELDS = {"levelname": "level", "name": "logger", "exc_info": "exception", "stack_info": "stack"}
"""What is called otherwise in JSON than in Python."""


def set_up_logging(settings: LogSettings) -> None:
    """Log the bot and its connection from ``settings.level`` on, and other libraries from warnings on."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    handler = logging.StreamHandler()
    handler.addFilter(Wordless((*HARMLESS, discord.HTTPException)))
    discord.utils.setup_logging(handler=handler, level=max(level, logging.WARNING))
    if settings.format == "json":
        handler.setFormatter(JsonFormatter(["levelname", "name", "message"], rename_fields=_FIELDS, timestamp="time"))
    elif handler.formatter:
        handler.setFormatter(_WithRequest(handler.formatter))
    for name in ("bot", "discord"):
        logging.getLogger(name).setLevel(level)
    # The bot never speaks; discord.py would warn at every start that it cannot.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False


class _WithRequest(logging.Formatter):
    """discord.py's lines, in colour where they are read at once, with the id of the request they belong to, if any."""

    def __init__(self, lines: logging.Formatter) -> None:
        super().__init__()
        self._lines = lines

    def format(self, record: logging.LogRecord) -> str:
        if request := vars(record).get("request"):
            record = copy.copy(record)  # others that log it have their own ways
            record.msg, record.args = f"{record.getMessage()} [request {request}]", None
        return self._lines.format(record)
