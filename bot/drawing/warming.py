"""What the first picture would wait for, done while nobody waits."""

from bot.drawing.fonts import legible
from bot.drawing.theme import chart, png


def warm_up() -> None:
    """Find the fonts of pictures, and import what draws charts: half a second, and thirty MB."""
    legible("a")
    png(chart("a", 100))
