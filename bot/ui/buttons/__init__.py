"""What the buttons and selects of cards ask for, by topic; a cog answers, and ``bot.app.presses`` finds which."""

from bot.ui.buttons.custom_id import CustomId

__all__ = ["CustomId"]
