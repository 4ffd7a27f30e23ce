"""What can be looked at inside a model, by name. It needs no library, so that a command line can name the views."""

from typing import Literal

View = Literal["dots", "vector", "near", "map", "related", "probe", "attention", "layers", "patch"]
"""What can be looked at."""
Reveal = Literal["dots", "ids", "text"]
"""How much of a text in dots is told."""
