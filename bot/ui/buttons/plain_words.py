"""What the cards ask for that answer plain words."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.buttons.custom_id import CustomId


@dataclass(frozen=True, slots=True)
class ShowLive(CustomId):
    """A term of the glossary shown on an example, to whoever presses alone."""

    prefix: ClassVar = "glossary"
    term: str


@dataclass(frozen=True, slots=True)
class ModelSays(CustomId):
    """The model's own answer to what was asked in plain words, and is kept as ``kept``."""

    prefix: ClassVar = "model-says"
    kept: int
