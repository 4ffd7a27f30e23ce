"""Chats: what is said and answered, and an answer that grows."""

from bot.chat.memory import copied, remembered
from bot.chat.turn import Ending, Explained, Said, Turn, messages
from bot.chat.writing import Writing

__all__ = ["Ending", "Explained", "Said", "Turn", "Writing", "copied", "messages", "remembered"]
