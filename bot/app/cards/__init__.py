"""Cards with their buttons for whoever asked: of commands, of presses, and of what is asked in plain words.

They know no interaction: who asked, and where, is an ``Asker``.
"""

from bot.app.cards.compared import compared_card, compared_view, languages_view
from bot.app.cards.decoded import decoded_ids_card
from bot.app.cards.glossary import defined_card, live_button, live_card
from bot.app.cards.lab import (
    asked_with_tool_card,
    counting_twins_card,
    measured_twins_card,
    read_tool_question,
    sizes_card,
    step_by_hand_card,
    twins_question,
)
from bot.app.cards.learn import lesson_view, lessons_view, reading_view, room_view
from bot.app.cards.letters import asked_card, names_card, stored_card
from bot.app.cards.next import HOTTEST, LEAST_SHARE, MOST_KEPT, next_step, next_token_card, next_token_view
from bot.app.cards.series import forms_asked_card, names_asked_card
from bot.app.cards.start import opening_card
from bot.app.cards.stats import method_card_of, notes_card_of, statistics_card_of
from bot.app.cards.story import MAX_STORY, MERGES, story_card, story_view
from bot.app.cards.tokens import tokens_card, tokens_view
from bot.app.cards.vocabulary import found_tokens_card, found_tokens_view, vocabulary_card

__all__ = [
    "HOTTEST",
    "LEAST_SHARE",
    "MAX_STORY",
    "MERGES",
    "MOST_KEPT",
    "asked_card",
    "asked_with_tool_card",
    "compared_card",
    "compared_view",
    "counting_twins_card",
    "decoded_ids_card",
    "defined_card",
    "forms_asked_card",
    "found_tokens_card",
    "found_tokens_view",
    "languages_view",
    "lesson_view",
    "lessons_view",
    "live_button",
    "live_card",
    "measured_twins_card",
    "method_card_of",
    "names_asked_card",
    "names_card",
    "next_step",
    "next_token_card",
    "next_token_view",
    "notes_card_of",
    "opening_card",
    "read_tool_question",
    "reading_view",
    "room_view",
    "sizes_card",
    "statistics_card_of",
    "step_by_hand_card",
    "stored_card",
    "story_card",
    "story_view",
    "tokens_card",
    "tokens_view",
    "twins_question",
    "vocabulary_card",
]
