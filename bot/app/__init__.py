"""The bot: everything below, wired together."""

from bot.app.bot import StrawberryBot, bot_of, create_bot, services_of

__all__ = ["StrawberryBot", "bot_of", "create_bot", "services_of"]
