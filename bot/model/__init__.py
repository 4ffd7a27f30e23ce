"""The local language model, in a process of its own. Nothing that is imported here needs torch."""

from bot.model.api import Failed, LanguageModel, Loading, Message, ModelInfo, ModelState, Off, Prompt, Reading, Scores
from bot.model.client import LocalModel

__all__ = [
    "Failed",
    "LanguageModel",
    "Loading",
    "LocalModel",
    "Message",
    "ModelInfo",
    "ModelState",
    "Off",
    "Prompt",
    "Reading",
    "Scores",
]
