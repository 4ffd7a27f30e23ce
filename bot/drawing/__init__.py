"""Results as pictures: PNG bytes with alt text.

Drawing takes tens of milliseconds: it belongs off the event loop.
"""

from bot.drawing.bars import distribution
from bot.drawing.picture import Picture
from bot.drawing.strip import Chip, chips, prompt_chips, strip

__all__ = ["Chip", "Picture", "chips", "distribution", "prompt_chips", "strip"]
