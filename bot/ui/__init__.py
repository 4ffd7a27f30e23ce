"""What members see and press: cards, safe text, forms."""

from bot.ui.card import Card, Pressable
from bot.ui.errors import Form, message_for, report
from bot.ui.text import cell, clip, code, fence, plain, prose

__all__ = ["Card", "Form", "Pressable", "cell", "clip", "code", "fence", "message_for", "plain", "prose", "report"]
