"""Frames as an animation: a GIF that begins again at its end.

No video: a GIF moves by itself wherever a card is shown. H.264 would save a third of the 230 to 290 kB of a training's
film, for a library of 100 MB.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image

MAX_FRAMES = 40
MAX_PIXELS = 32_000_000
"""Of all frames together; a large picture has fewer of them."""
_COLOURS = 32


def most_frames(width: int, height: int) -> int:
    """How many frames of that size a film may have."""
    return min(MAX_FRAMES, MAX_PIXELS // (width * height))


def film(frames: Iterable[Image.Image], durations: Sequence[int], colours: Image.Image) -> bytes:
    """``frames``, each shown for its duration in milliseconds; all may be the same image, drawn on between two of them.

    ``colours`` has every colour of them. Raises ``ValueError`` for more than ``most_frames``.
    """
    # One palette for all, so that only what changes is stored.
    palette = colours.quantize(_COLOURS, dither=Image.Dither.NONE)
    # Each frame is paletted as it is made, and none is kept as it was drawn: that would be four times as much memory.
    paletted = (frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames)
    first = next(paletted)
    if len(durations) > most_frames(*first.size):
        raise ValueError(f"{len(durations)} frames of {first.width} × {first.height} pixels are too many")
    data = BytesIO()
    first.save(data, "GIF", save_all=True, append_images=paletted, duration=list(durations), loop=0)
    return data.getvalue()
