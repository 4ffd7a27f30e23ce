"""Whatever view it is, as a picture."""

from bot.drawing.picture import Picture
from bot.inside.views import Seen


def view_picture(seen: Seen) -> Picture:
    """Draw what is seen."""
    raise NotImplementedError(seen)
