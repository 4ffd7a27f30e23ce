"""The card of ``/start``."""

import discord

from bot.drawing import Picture
from bot.ui.buttons.start import TryOut
from bot.ui.card import Card
from bot.ui.text import code

QUESTION = "How many r's are in strawberry?"
"""What is drawn, and what a button asks."""
NOT_FED = "A language model is not fed letters: it reads tokens, numbers that stand for pieces of text."


def start_card(picture: Picture, encoding: str) -> Card:
    """One picture, one sentence, three things to try. ``picture`` shows ``QUESTION`` cut by ``encoding``."""
    return (
        Card()
        .text(f"### Start here\n{NOT_FED}")
        .picture(picture, "start.png")
        .text(f"-# Tokens of {code(encoding)}.")
        .row(
            [
                TryOut("strawberry").button("r’s in strawberry", style=discord.ButtonStyle.primary),
                TryOut("name").button("My name as tokens"),
                TryOut("quiz").button("Play a quiz"),
            ]
        )
    )
