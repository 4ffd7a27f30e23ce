"""The cards of a question that may be meant in several ways, or in none."""

from collections.abc import Mapping, Sequence

from bot.language import tr
from bot.ui.buttons.log import ReadAs
from bot.ui.buttons.start import ChooseHelp
from bot.ui.card import Card, Pressable
from bot.ui.text import clip, plain

_LABEL = 80
"""Characters of a button's label, Discord's limit."""


def meant_card(reason: str, readings: Mapping[str, ReadAs]) -> Card:
    """Why a question was not answered, and the ways to read it, each a button."""
    return Card().text(f"{plain(reason, 600)}\n**{tr('Did you mean …?')}**").row(_buttons(readings))


def unread_card(reason: str, examples: Mapping[str, ReadAs]) -> Card:
    """Why nothing can be read in a question, as the first line of ``reason`` says, and ``examples`` to try."""
    buttons = [*_buttons(examples), ChooseHelp("letters").button(tr("What can I ask?"))]
    return Card().text(plain(reason.partition("\n")[0], 600)).row(buttons)


def _buttons(questions: Mapping[str, ReadAs]) -> Sequence[Pressable]:
    return [asked.button(clip(question, _LABEL)) for question, asked in questions.items()]
