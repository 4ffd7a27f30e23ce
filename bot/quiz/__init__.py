"""Quizzes: questions made of words, vocabularies and the model, and a session as a state machine."""

from bot.quiz.daily import following
from bot.quiz.making import make
from bot.quiz.question import (
    DIFFICULTIES,
    MIXED,
    TOPICS,
    Difficulty,
    Dots,
    Illustration,
    Likeliest,
    Played,
    Question,
    SatOut,
    Similarities,
    Spelling,
    Strip,
    Survey,
    Topic,
    packed,
    unpacked,
    withdrawn,
)
from bot.quiz.session import HINT, PAUSE, Clock, Phase, Session, Standing
from bot.quiz.sources import Sources

__all__ = [
    "DIFFICULTIES",
    "HINT",
    "MIXED",
    "PAUSE",
    "TOPICS",
    "Clock",
    "Difficulty",
    "Dots",
    "Illustration",
    "Likeliest",
    "Phase",
    "Played",
    "Question",
    "SatOut",
    "Session",
    "Similarities",
    "Sources",
    "Spelling",
    "Standing",
    "Strip",
    "Survey",
    "Topic",
    "following",
    "make",
    "packed",
    "unpacked",
    "withdrawn",
]
