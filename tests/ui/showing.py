"""What cards of series are made of, and what they say."""

from datetime import UTC, datetime

from discord import ui

from bot.drawing import Picture
from bot.letters import NotLogged
from bot.ui import Card

NOW, NO_LOG, PICTURE = datetime(2026, 1, 2, tzinfo=UTC), NotLogged("Not logged."), Picture(b"", "tiles", 1, 1, 1)


def said(card: Card) -> str:
    """All texts of a card, one a line."""
    return "\n".join(item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay))
