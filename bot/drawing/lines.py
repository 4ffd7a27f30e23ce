"""A line of text in as many fonts as it needs, emoji in their colours."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import regex
from PIL import Image, ImageDraw, ImageFont

from bot.drawing.fonts import EMOJI_SIZE, font, is_emoji, runs

_EMOJI_TO_TEXT = 30 / 26
"""An emoji is drawn a little larger than the text that it stands in."""
_EMOJI_HEIGHT = 128
_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}ー"
_OPENING, _CLOSING = "「『（〈《【“", "、。，．：；！？）」』〉》】…”"
_WORDS = regex.compile(rf"[{_OPENING}]*(?:[{_CJK}]\p{{M}}*|[^ {_CJK}]+)[{_CLOSING}ー]* *| +")  # untranslated: a pattern
"""What a line may begin with: a word, or a Chinese or Japanese character, with the marks before and after it."""
"""Pixels of an emoji at ``EMOJI_SIZE``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one font; ``width`` is in pixels. ``emoji`` have colours of their own."""

    text: str
    font: ImageFont.FreeTypeFont
    width: float
    emoji: bool


@lru_cache(1_024)  # the same words are measured, written, and written again on each frame of a film
def pieces(text: str, size: int) -> tuple[Piece, ...]:
    """``text`` at ``size`` pixels, from left to right."""
    scale = size * _EMOJI_TO_TEXT / EMOJI_SIZE
    found = []
    for run, path in runs(text):
        drawn_in, emoji = font(path, size), is_emoji(path)
        found.append(Piece(run, drawn_in, drawn_in.getlength(run) * (scale if emoji else 1), emoji))
    return tuple(found)


def length(text: str, size: int) -> float:
    """How wide ``text`` is at ``size`` pixels, in pixels.

    >>> round(length("strawberry", 22)), round(length("strawberry", 44))
    (119, 238)
    """
    return sum(piece.width for piece in pieces(text, size))


def emoji_image(piece: Piece, size: int) -> Image.Image:
    """An emoji in its colours on a see-through ground, for text of ``size`` pixels: its top is ``size`` above the
    baseline."""
    large = Image.new("RGBA", (max(1, round(piece.font.getlength(piece.text))), _EMOJI_HEIGHT))
    ImageDraw.Draw(large).text((0, 0), piece.text, font=piece.font, embedded_color=True)
    scale = size * _EMOJI_TO_TEXT / EMOJI_SIZE
    return large.resize((max(1, round(large.width * scale)), round(_EMOJI_HEIGHT * scale)))


def write(canvas: Image.Image, place: tuple[float, float], text: str, size: int, ink: str) -> None:
    """Write ``text`` onto ``canvas``, an RGB image; ``place`` is the left end of the baseline."""
    brush = ImageDraw.Draw(canvas)
    x, y = place
    for piece in pieces(text, size):
        if piece.emoji:
            image = emoji_image(piece, size)
            canvas.paste(image, (round(x), round(y) - size), image)
        else:
            brush.text((x, y), piece.text, ink, piece.font, "ls")
        x += piece.width


def fitted(text: str, size: int, widest: float) -> str:
    """``text``, cut off with ``…`` between two graphemes where it is wider than ``widest`` pixels.

    >>> fitted("strawberry", 22, 80)
    'stra…'
    """
    if length(text, size) <= widest:
        return text
    ends = [0, *(grapheme.end() for grapheme in regex.finditer(r"\X", text))]

    def width(end: int) -> float:
        return length(f"{text[:end]}…", size)

    # An Arabic letter is narrower where another one follows it, but never by ``size`` pixels: beyond them nothing fits.
    place = bisect_right(ends[1:], widest + size, key=width)
    while place and width(ends[place]) > widest:
        place -= 1
    return f"{text[: ends[place]]}…"


def shrunk(text: str, size: int, widest: float) -> int:
    """The size in pixels at which ``text`` is no wider than ``widest``, at most ``size``.

    >>> shrunk("strawberry", 22, 200), shrunk("strawberry", 22, 60)
    (22, 11)
    """
    wide = length(text, size)
    return size if wide <= widest else max(1, int(size * widest / wide))


def wrapped(text: str, size: int, widest: float, most: int) -> list[str]:
    """``text`` in at most ``most`` lines of at most ``widest`` pixels, parted at its spaces, and between Chinese and
    Japanese characters.

    The last line, and any word that is wider than a line, are cut off with ``…``.

    >>> wrapped("how many r's are in strawberry", 22, 150, 2)
    ["how many r's", 'are in stra…']
    """
    lines: list[str] = []
    for word in _WORDS.findall(text):
        if lines and (len(lines) == most or length(f"{lines[-1]}{word}".rstrip(" "), size) <= widest):
            lines[-1] += word
        else:
            lines.append(word)
    return [fitted(line.rstrip(" "), size, widest) for line in lines or [""]]
