"""What the bot writes to standard error."""

import logging

import discord

from bot.config import LogSettings


def set_up_logging(settings: LogSettings) -> None:
    """Log the bot and its connection from ``settings.level`` on, and other libraries from warnings on."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    discord.utils.setup_logging(level=max(level, logging.WARNING))
    for name in ("bot", "discord"):
        logging.getLogger(name).setLevel(level)
    # The bot never speaks; discord.py would warn at every start that it cannot.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False
