"""The bot: everything below, wired together."""

from bot.app.bot import StrawberryBot, bot_of, check_channel, create_bot, services_of

__all__ = ["StrawberryBot", "bot_of", "check_channel", "create_bot", "services_of"]
