"""Tokens as coloured dots, the same token in the same colour and with the same letter; then with their text."""

from collections.abc import Mapping
from io import BytesIO
from string import ascii_uppercase

from PIL import Image, ImageDraw

from bot.drawing.lines import fitted, length, write
from bot.drawing.picture import MAX_ALT, Picture
from bot.drawing.strip import label_of
from bot.drawing.theme import DARK_INK, FAINT, GROUND, INK, WIDTH
from bot.quiz import Dots
from bot.tokens import PromptToken

_COLOURS = (
    "#f7a8b8", "#ffd98e", "#a8e6b0", "#9fd0ff", "#d4b8ff", "#ffbf94", "#95e3de", "#e3e58d",
    "#e5678a", "#c99a2e", "#4fae62", "#4a90d9", "#9a6fe0", "#d97a3a", "#2fa8a0", "#a9ab3c",
)  # fmt: skip
_MARGIN, _SIZE, _SMALL = 16, 22, 17
_FINE = 3
"""Circles are drawn so many times larger and shrunk, so that their edges come out smooth."""

Letters = Mapping[PromptToken, str]


def dots(illustration: Dots, *, revealed: bool) -> Picture:
    """Draw the dots and a gap for the next one; ``revealed``, the next one, all texts, and what the model guessed."""
    letters: dict[PromptToken, str] = {}
    for token in (*illustration.tokens, illustration.next):
        letters.setdefault(token, ascii_uppercase[len(letters) % 26])
    in_a_row, radius, row = (5, 25, 96) if revealed else (8, 27, 66)
    pitch = (WIDTH - 2 * _MARGIN) / in_a_row
    shown = (*illustration.tokens, illustration.next)
    rows = -(-len(shown) // in_a_row)
    lines = _told(illustration, letters) if revealed else []
    canvas = Image.new("RGB", (WIDTH, rows * row + 30 * len(lines) + 2 * _MARGIN), GROUND)
    for number, token in enumerate(shown):
        x, y = _MARGIN + (number % in_a_row + 0.5) * pitch, _MARGIN + number // in_a_row * row + radius + 3
        last = number == len(shown) - 1
        _dot(canvas, (x, y), radius, None if last and not revealed else token, letters, ringed=last)
        if revealed:
            text = fitted(label_of(token.text), _SMALL, pitch - 6)
            write(canvas, (x - length(text, _SMALL) / 2, y + radius + 24), text, _SMALL, INK)
    for number, line in enumerate(lines):
        y = canvas.height - _MARGIN - 30 * (len(lines) - 1 - number)
        write(canvas, (_MARGIN, y), fitted(line, _SMALL, WIDTH - 2 * _MARGIN), _SMALL, INK)
    data = BytesIO()
    canvas.save(data, "PNG")
    return Picture(data.getvalue(), _alt(illustration, letters, lines)[:MAX_ALT], *canvas.size, len(shown))


def _dot(
    canvas: Image.Image,
    centre: tuple[float, float],
    radius: int,
    token: PromptToken | None,
    letters: Letters,
    *,
    ringed: bool,
) -> None:
    """A dot of a token; without one, the empty place of the next. ``ringed`` ones have an edge."""
    fine, size = radius * _FINE, (2 * radius + 6) * _FINE
    patch = Image.new("RGB", (size, size), GROUND)
    box = (3 * _FINE, 3 * _FINE, 2 * fine + 3 * _FINE, 2 * fine + 3 * _FINE)
    brush = ImageDraw.Draw(patch)
    if token:
        colour = _COLOURS[ascii_uppercase.index(letters[token]) % len(_COLOURS)]
        brush.ellipse(box, colour, INK if ringed else None, 4 * _FINE if ringed else 0)
    else:
        for start in range(0, 360, 30):
            brush.arc(box, start, start + 18, FAINT, 3 * _FINE)
    small = patch.resize((size // _FINE, size // _FINE), Image.Resampling.LANCZOS)
    x, y = centre
    canvas.paste(small, (round(x - small.width / 2), round(y - small.height / 2)))
    label, ink = (letters[token], DARK_INK) if token else ("?", FAINT)
    write(canvas, (x - length(label, _SIZE) / 2, y + 8), label, _SIZE, ink)


def _told(illustration: Dots, letters: Letters) -> list[str]:
    following, guess = illustration.next, illustration.guess
    lines = [f"The next one, with an edge: {letters[following]}, “{label_of(following.text)}”"]
    if guess:
        place = letters.get(guess, "a new colour")
        verdict = "right" if guess == following else "wrong"
        lines.append(f"The model’s likeliest next token: {place}, “{label_of(guess.text)}”: {verdict}")
    return lines


def _alt(illustration: Dots, letters: Letters, lines: list[str]) -> str:
    row = " ".join(letters[token] for token in illustration.tokens)
    if not lines:
        return f"{len(illustration.tokens)} coloured dots, one letter for each colour: {row}. Which one comes next?"
    texts = ", ".join(f"{letter} “{label_of(token.text)}”" for token, letter in letters.items())
    return f"Dots: {row}. {'. '.join(lines)}. What they stand for: {texts}."
