"""What every drawing comes to."""

from dataclasses import dataclass

MAX_ALT = 1_000
"""Characters of alt text; Discord takes 1,024."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, or a GIF where it moves, with the text for those who cannot see it.

    ``width`` and ``height`` are in pixels. ``drawn`` is how many of the things that were to be drawn are in
    it, where there were too many for one picture.
    """

    data: bytes
    alt: str
    width: int
    height: int
    drawn: int
