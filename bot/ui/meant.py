"""The card of a question that may be meant in several ways."""

from collections.abc import Mapping

from bot.ui.buttons.log import ReadAs
from bot.ui.card import Card
from bot.ui.text import clip, plain

_LABEL = 80
"""Characters of a button's label, Discord's limit."""


def meant_card(reason: str, readings: Mapping[int, str]) -> Card:
    """Why a question was not answered, and the ways to read it, each a button; by the id that its text is kept as."""
    buttons = [ReadAs(kept).button(clip(reading, _LABEL)) for kept, reading in readings.items()]
    return Card().text(f"{plain(reason, 600)}\n**Did you mean …?**").row(buttons)
