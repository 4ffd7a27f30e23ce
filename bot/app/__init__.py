"""The bot: everything below, wired together."""

from bot.app.bot import StrawberryBot, create_bot, services_of

__all__ = ["StrawberryBot", "create_bot", "services_of"]
