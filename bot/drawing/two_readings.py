"""A sentence as its writer reads it, and as a model does: the picture of ``/start``."""

from io import BytesIO

from PIL import Image

from bot.drawing.chips import chips, listed
from bot.drawing.lines import fitted, shrunk, write
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.strip import bottom, flow, paint
from bot.drawing.theme import FAINT, GROUND, INK, WIDTH
from bot.language import tr
from bot.tokens import Tokenized

_MARGIN = 20
_LABEL_SIZE, _TEXT_SIZE = 22, 30
_TEXT_LINE, _SECOND_LABEL, _CHIPS = 78, 138, 156
"""Pixels from the top: two baselines, and the upper edge of the chips. The first label stands at its own size."""


def two_readings(cut: Tokenized) -> Picture:
    """Draw a sentence that fits in a line, and below it its tokens with their ids, on a dark ground."""
    shown = chips(cut)
    places = flow(shown, WIDTH - 2 * _MARGIN)
    height = _CHIPS + bottom(places) + _MARGIN
    canvas, room = Image.new("RGB", (WIDTH, height), GROUND), WIDTH - 2 * _MARGIN
    write(
        canvas,
        (_MARGIN, _MARGIN + _LABEL_SIZE // 2 + 4),
        read := tr("You read"),
        shrunk(read, _LABEL_SIZE, room),
        FAINT,
    )
    write(canvas, (_MARGIN, _TEXT_LINE), fitted(cut.text, _TEXT_SIZE, room), _TEXT_SIZE, INK)
    write(
        canvas,
        (_MARGIN, _SECOND_LABEL),
        numbers := tr("A model reads the numbers"),
        shrunk(numbers, _LABEL_SIZE, room),
        FAINT,
    )
    strip = paint(shown, places).convert("RGBA")
    canvas.paste(strip, (_MARGIN, _CHIPS), strip)
    data = BytesIO()
    canvas.save(data, "PNG", compress_level=3)
    alt = f"{tr('You read: {text}', text=cut.text)} {tr('A model reads the numbers of its tokens:')} "
    alt += listed(shown, len(cut.tokens), MAX_ALT - len(alt))
    return Picture(data.getvalue(), alt, WIDTH, height, len(shown))
