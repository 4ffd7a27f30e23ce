"""Quizzes: questions made of words, vocabularies and the model, and a session as a state machine."""

from bot.quiz.board import Board, Place, TopicRecord
from bot.quiz.daily import Daily, following
from bot.quiz.making import make
from bot.quiz.proposal import COMMUNITY, Proposal, ProposalState
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
from bot.quiz.quiz import MODEL, Answer, Kind, Plan, Quiz, QuizEnding, Round, Withdrawn
from bot.quiz.scene import Asked, Ended, Revealed, Scene
from bot.quiz.session import HINT, PAUSE, Clock, Phase, Session, Standing
from bot.quiz.sources import Sources

__all__ = [
    "COMMUNITY",
    "DIFFICULTIES",
    "HINT",
    "MIXED",
    "MODEL",
    "PAUSE",
    "TOPICS",
    "Answer",
    "Asked",
    "Board",
    "Clock",
    "Daily",
    "Difficulty",
    "Dots",
    "Ended",
    "Illustration",
    "Kind",
    "Likeliest",
    "Phase",
    "Place",
    "Plan",
    "Played",
    "Proposal",
    "ProposalState",
    "Question",
    "Quiz",
    "QuizEnding",
    "Revealed",
    "Round",
    "SatOut",
    "Scene",
    "Session",
    "Similarities",
    "Sources",
    "Spelling",
    "Standing",
    "Strip",
    "Survey",
    "Topic",
    "TopicRecord",
    "Withdrawn",
    "following",
    "make",
    "packed",
    "unpacked",
    "withdrawn",
]
