"""Cards with their buttons for whoever asked: of commands, of presses, and of what is asked in plain words.

They know no interaction: who asked, and where, is an ``Asker``.
"""

from bot.app.cards.compared import compared_card, compared_view, languages_view
from bot.app.cards.letters import asked_card
from bot.app.cards.next import HOTTEST, LEAST_SHARE, MOST_KEPT, next_step, next_token_card, next_token_view
from bot.app.cards.story import story_card, story_view
from bot.app.cards.tokens import tokens_card, tokens_view

__all__ = [
    "HOTTEST",
    "LEAST_SHARE",
    "MOST_KEPT",
    "asked_card",
    "compared_card",
    "compared_view",
    "languages_view",
    "next_step",
    "next_token_card",
    "next_token_view",
    "story_card",
    "story_view",
    "tokens_card",
    "tokens_view",
]
