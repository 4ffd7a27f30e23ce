"""Lessons made of live experiments: each calls the services behind the commands."""

from bot.services.learning.bench import Bench, Outcome
from bot.services.learning.learning import Learning, Missing, Step, open_learning
from bot.services.learning.rooms import Rooms

__all__ = ["Bench", "Learning", "Missing", "Outcome", "Rooms", "Step", "open_learning"]
