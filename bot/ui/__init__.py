"""What members see and press: cards, safe text, forms."""

from bot.ui.card import Card
from bot.ui.errors import Form, Pressable, report
from bot.ui.text import cell, clip, code, fence, plain

__all__ = ["Card", "Form", "Pressable", "cell", "clip", "code", "fence", "plain", "report"]
