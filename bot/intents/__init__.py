"""What members ask for in plain words, and the glossary that answers what they ask about."""

from bot.intents.glossary import Live, Shown, Source, Term, glossary
from bot.intents.greeting import is_greeting, is_wordless
from bot.intents.intent import (
    Compare,
    Define,
    Explain,
    Intent,
    Next,
    StartQuiz,
    Tokenize,
    WhatCanYouDo,
    WhyWrong,
)
from bot.intents.reading import read
from bot.intents.slips import Understood, understand

__all__ = [
    "Compare",
    "Define",
    "Explain",
    "Intent",
    "Live",
    "Next",
    "Shown",
    "Source",
    "StartQuiz",
    "Term",
    "Tokenize",
    "Understood",
    "WhatCanYouDo",
    "WhyWrong",
    "glossary",
    "is_greeting",
    "is_wordless",
    "read",
    "understand",
]
