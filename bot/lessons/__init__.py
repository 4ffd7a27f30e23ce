"""Lessons made of live experiments: their texts, which are data, how far members have come, and where to read on."""

from bot.lessons.experiments import EXPERIMENTS
from bot.lessons.lesson import Findings, Lesson, LessonCard, Question, Quoted, Value, right_option
from bot.lessons.loading import LESSONS, Lessons, load_lessons, read_lesson
from bot.lessons.progress import Given, Progress, mark_of
from bot.lessons.room import Room, RoomState, Vote

__all__ = [
    "EXPERIMENTS",
    "LESSONS",
    "Findings",
    "Given",
    "Lesson",
    "LessonCard",
    "Lessons",
    "Progress",
    "Question",
    "Quoted",
    "Room",
    "RoomState",
    "Value",
    "Vote",
    "load_lessons",
    "mark_of",
    "read_lesson",
    "right_option",
]
