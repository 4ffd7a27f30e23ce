"""The language model: a local one in processes of its own, or a server. What is imported here needs no engine."""

from typing import TYPE_CHECKING

from bot.lazily import import_lazily
from bot.model.api import (
    GREEDY,
    Candidate,
    EncodedPrompt,
    ForcedChoice,
    GenerationTrace,
    Message,
    Neighbours,
    NextToken,
    NextTokens,
    Piece,
    Prompt,
    Sampling,
    WrittenToken,
)
from bot.model.fair import asked_by
from bot.model.off import NoModel
from bot.model.protocols import (
    Capabilities,
    Failed,
    LanguageModel,
    Loading,
    ModelInfo,
    ModelState,
    Off,
    ServerInfo,
    Workload,
    known,
    name_of,
)

if TYPE_CHECKING:
    from bot.model.local import LocalModel

__all__ = [
    "GREEDY",
    "Candidate",
    "Capabilities",
    "EncodedPrompt",
    "Failed",
    "ForcedChoice",
    "GenerationTrace",
    "LanguageModel",
    "Loading",
    "LocalModel",
    "Message",
    "ModelInfo",
    "ModelState",
    "Neighbours",
    "NextToken",
    "NextTokens",
    "NoModel",
    "Off",
    "Piece",
    "Prompt",
    "Sampling",
    "ServerInfo",
    "Workload",
    "WrittenToken",
    "asked_by",
    "known",
    "name_of",
]

import_lazily(__name__, {"local": "LocalModel"})
