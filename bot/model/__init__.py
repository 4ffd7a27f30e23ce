"""The language model: a local one in a process of its own, or a server. Nothing that is imported here needs torch."""

from bot.model.api import (
    GREEDY,
    Candidate,
    Failed,
    Insight,
    LanguageModel,
    Loading,
    Message,
    ModelInfo,
    ModelState,
    Off,
    Piece,
    Prompt,
    Reading,
    Sampling,
    Scores,
    ServerInfo,
    WrittenToken,
)
from bot.model.client import LocalModel

__all__ = [
    "GREEDY",
    "Candidate",
    "Failed",
    "Insight",
    "LanguageModel",
    "Loading",
    "LocalModel",
    "Message",
    "ModelInfo",
    "ModelState",
    "Off",
    "Piece",
    "Prompt",
    "Reading",
    "Sampling",
    "Scores",
    "ServerInfo",
    "WrittenToken",
]
