"""The card of ``/start``."""

import discord

from bot.drawing import Picture
from bot.language import later, tr
from bot.ui.buttons.start import TryOut
from bot.ui.card import Card
from bot.ui.text import code

QUESTION = "How many r's are in strawberry?"  # untranslated: it is parsed
"""What is drawn, and what a button asks."""
NOT_FED = later("A language model is not fed letters: it reads tokens, numbers that stand for pieces of text.")


def start_card(picture: Picture, encoding: str) -> Card:
    """One picture, one sentence, three things to try. ``picture`` shows ``QUESTION`` cut by ``encoding``."""
    return (
        Card()
        .text(f"### {tr('Start here')}\n{NOT_FED}")
        .picture(picture, "start.png")
        .text("-# " + tr("Tokens of {encoding}. `/learn` has eight short lessons.", encoding=code(encoding)))
        .row(
            [
                TryOut("strawberry").button(tr("r’s in strawberry"), style=discord.ButtonStyle.primary),
                TryOut("name").button(tr("My name as tokens")),
                TryOut("quiz").button(tr("Play a quiz")),
            ]
        )
    )
