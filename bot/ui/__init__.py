"""What members see and press: cards, safe text, errors."""

from bot.ui.card import Card, Pressable
from bot.ui.errors import message_for, patience, report
from bot.ui.text import cell, clip, code, fence, plain, prose

__all__ = ["Card", "Pressable", "cell", "clip", "code", "fence", "message_for", "patience", "plain", "prose", "report"]
